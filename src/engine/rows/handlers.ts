import type { Handlers } from '../../contract/rpc';
import type { Unfinished } from '../../data/write/sink';
import { asLogError } from '../../log/errors';
import type { RowsProtocol, RowsPlace } from '../workers/rows-protocol';
import { readChanges } from './changes';
import { copyRows } from './copy';
import { exportRows } from './export';
import { createLogReaders } from './log-readers';
import { createLru } from './lru';
import { createMarks, isMarked, rowsIdOf } from './marked';
import { readPage } from './page';
import { readResiduals } from './residuals';
import { createResults, type Result, type Results } from './result';
import { readSlice } from './slice';
import { readSummaries } from './summaries';
import { createViews, type ViewRows } from './view';
import { readWhole } from './whole';

/** Stored rows that are kept, as they lie in the log: a page of a sorted view may need some of every batch. */
const KEPT_BYTES = 256 << 20;
/** Row numbers of views that are kept, 4 bytes each. */
const KEPT_VIEW_BYTES = 64 << 20;

/** What the thread that reads logged rows answers. `unfinished` hears of a file until it is whole or gone. */
export function createRowsHandlers(unfinished: Unfinished): Handlers<RowsProtocol> {
  const readers = createLogReaders();
  const stored = createResults(KEPT_BYTES);
  const marks = createMarks();
  const open: Results = async (log, id) => {
    const result = await stored(log, rowsIdOf(id));
    return isMarked(id) ? marks.apply(result, id) : result;
  };
  const views = createViews(createLru<ViewRows>(KEPT_VIEW_BYTES));
  const reading = <V>({ log, result }: RowsPlace, work: (opened: Result) => Promise<V>): Promise<V> =>
    readers
      .read(log, async (opened) => work(await open(opened, result)))
      .catch((error: unknown) => {
        throw asLogError(error, log);
      });

  return {
    rows: (request, { signal }) =>
      reading(request, async (result) => readPage(result, await views.rowsOf(result, request.view, signal), request)),
    summaries: (request, { signal }) =>
      reading(request, async (result) => {
        const view = await views.rowsOf(result, request.view, signal);
        return readSummaries(result, view, request.columns, signal);
      }),
    residuals: (request, { signal }) => reading(request, (result) => readResiduals(result, signal)),
    slice: (request) => reading(request, (result) => readSlice(result, request)),
    whole: (request, { signal }) => reading(request, (result) => readWhole(result, signal)),
    exportRows: (request, { signal }) =>
      reading(request, async (result) => {
        const view = await views.rowsOf(result, request.view, signal);
        const { path, keep = 'all', safeCells = false } = request;
        return exportRows(result, view, { path, keep, safeCells, unfinished, inOrder: !request.view?.order }, signal);
      }),
    copyRows: (request, { signal }) =>
      reading(request, async (result) => {
        const view = await views.rowsOf(result, request.view, signal);
        const { start, end, columns, safeCells = false } = request;
        return copyRows(result, { view, start, end, columns, safeCells }, signal);
      }),
    markRows: ({ marked, columns }) => marks.set(marked, columns),
    changes: ({ before, after }, { signal }) =>
      reading(before, (old) => reading(after, (now) => readChanges(old, now, signal))),
  };
}
