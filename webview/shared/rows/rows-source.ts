import type { ResultRow, RowsOrigin, RowsPage, RowsView } from '../../../src/contract/rows';
import type { RowsAnswer } from '../row-cache';
import type { RowsHost } from './rows-host';
import { isEverything } from './view-state';

/** The rows of a view. */
export interface RowsSource {
  readonly origin: RowsOrigin;
  readonly view: RowsView;
  /** Rows of the view; absent where it holds every row. */
  readonly total?: number;
  readonly load: (start: number, end: number) => Promise<RowsAnswer<ResultRow>>;
}

export interface RowsSourceOptions {
  readonly host: Pick<RowsHost, 'rows'>;
  readonly origin: RowsOrigin;
  /** The first rows of all, where they are known already. */
  readonly first?: RowsPage | undefined;
  /** Told of every page that comes. */
  readonly onPage: (page: RowsPage, origin: RowsOrigin) => void;
}

const FIRST_ROWS = 200;

/** Every row in file order, of a result that may still grow. */
export function allRows({ host, origin, first, onPage }: RowsSourceOptions): RowsSource {
  if (first) onPage(first, origin);
  return {
    origin,
    view: { conditions: [] },
    load: async (start, end) => {
      if (first && start < first.rows.length) return { start, rows: first.rows.slice(start, end) };
      const page = await host.rows({ ...origin, start, end });
      onPage(page, origin);
      return page;
    },
  };
}

/** The rows of a view, once their number and the first of them are known, so that a table changes in one step. */
export async function openView(
  { host, origin, onPage }: RowsSourceOptions,
  view: RowsView,
  signal: AbortSignal,
): Promise<RowsSource> {
  const asked = isEverything(view) ? {} : { view };
  const first = await host.rows({ ...origin, ...asked, start: 0, end: FIRST_ROWS }, { signal });
  onPage(first, origin);
  return {
    origin,
    view,
    total: first.total,
    load: async (start, end) => {
      const part = first.rows.slice(start, end);
      if (start < first.end && part.length > 0) return { start, rows: part };
      const page = await host.rows({ ...origin, ...asked, start, end });
      onPage(page, origin);
      return page;
    },
  };
}
