import { messageOf } from '../../../src/contract/errors';
import type { ResultRow, RowsOrigin, RowsPage, RowsView } from '../../../src/contract/rows';
import type { TableColumn } from '../table-column';
import { createLatest } from '../../../src/contract/latest';
import { mergeColumns } from './merge-columns';
import type { RowsHost } from './rows-host';
import { allRows, openView, type RowsSource } from './rows-source';
import type { ShownRows } from './shown-rows';
import { EVERYTHING, isEverything } from './view-state';

/** Whose rows are viewed: asked anew each time, because they change. */
export interface RowsOwner {
  readonly result: ShownRows;
  readonly host: Pick<RowsHost, 'rows'>;
  /** The columns that the rows of a page have. */
  readonly columnsIn: (page: RowsPage) => readonly TableColumn<ResultRow>[];
  /** Told of each change. */
  requestUpdate(): void;
}

/** The rows of a result under a view. Those of the former view stay until the next ones are there. */
export interface RowsViewer {
  /** The view that was asked for. */
  readonly view: RowsView;
  /** The rows that are there. */
  readonly source: RowsSource | undefined;
  readonly columns: readonly TableColumn<ResultRow>[];
  /** Whether rows are under way. */
  readonly busy: boolean;
  /** What went wrong; empty where nothing did. */
  readonly problem: string;
  /** Shows the rows of another view, or those of another result. Resolves once they are there, or cannot be. */
  open(view: RowsView): Promise<void>;
  fail(error: unknown): void;
}

export function createRowsViewer(owner: RowsOwner): RowsViewer {
  const latest = createLatest();
  let view = EVERYTHING;
  let source: RowsSource | undefined;
  let columns: readonly TableColumn<ResultRow>[] = [];
  /** The result that `columns` are of. */
  let columnsOf: string | undefined;
  let busy = false;
  let problem = '';

  const onPage = (page: RowsPage, { result }: RowsOrigin): void => {
    if (result !== owner.result.origin.result || page.rows.length === 0) return;
    const found = owner.columnsIn(page);
    columns = columnsOf === result ? mergeColumns(columns, found) : found;
    columnsOf = result;
    owner.requestUpdate();
  };
  const fail = (error: unknown): void => {
    busy = false;
    problem = messageOf(error);
    owner.requestUpdate();
  };
  const show = (next: RowsSource): void => {
    busy = false;
    source = next;
    owner.requestUpdate();
  };

  return {
    get view() {
      return view;
    },
    get source() {
      return source;
    },
    get columns() {
      return columns;
    },
    get busy() {
      return busy;
    },
    get problem() {
      return problem;
    },
    open: async (next) => {
      const { origin, first, complete } = owner.result;
      const options = { host: owner.host, origin, first, onPage };
      view = next;
      problem = '';
      if (!complete || isEverything(view)) {
        latest.cancel();
        const isThere = source?.origin.result === origin.result && isEverything(source.view);
        show(isThere && source ? source : allRows(options));
        return;
      }
      busy = true;
      owner.requestUpdate();
      try {
        const opened = await latest.run((signal) => openView(options, next, signal));
        if (opened) show(opened);
      } catch (error) {
        fail(error);
      }
    },
    fail,
  };
}
