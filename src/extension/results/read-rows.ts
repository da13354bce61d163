import type { EngineProtocol } from '../../contract/engine';
import type { ResultsView } from '../../contract/results-page';
import type { RowsPage, RowsRequest } from '../../contract/rows';
import type { CallOptions, Client } from '../../contract/rpc';
import { inEditorWords } from '../wording';

/** More than a screen has. */
const FIRST_ROWS = 50;

type RowsEngine = Pick<Client<EngineProtocol>, 'rows'>;

/** Rows whose errors are said as the editor's user would say them. */
export async function readRows(
  engine: RowsEngine,
  request: RowsRequest,
  options?: Pick<CallOptions, 'signal'>,
): Promise<RowsPage> {
  const page = await engine.rows(request, options);
  const rows = page.rows.map((row) => (row.error === undefined ? row : { ...row, error: inEditorWords(row.error) }));
  return { ...page, rows };
}

/** With the first rows. Where they cannot be read the page asks for them itself, and is told why. */
export async function withFirstRows(engine: RowsEngine, view: ResultsView): Promise<ResultsView> {
  if (view.kind !== 'finished' || !view.origin) return view;
  return readRows(engine, { ...view.origin, start: 0, end: FIRST_ROWS }).then(
    (first) => ({ ...view, first }),
    () => view,
  );
}
