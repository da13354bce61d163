/** Consecutive rows as they were answered; fewer than asked for where a page would have been too large. */
export interface RowsAnswer<R> {
  readonly start: number;
  readonly rows: readonly R[];
}

export interface RowCacheOptions<R> {
  readonly load: (start: number, end: number) => Promise<RowsAnswer<R>>;
  /** Rows to show until the first of these have come. */
  readonly former?: RowCache<R> | undefined;
  readonly onLoaded: () => void;
  readonly onError: (error: unknown) => void;
  readonly pageRows: number;
  /** Pages kept; the one unused for longest goes first. */
  readonly keptPages: number;
}

/** The rows that were looked at lately. */
export interface RowCache<R> {
  get(row: number): R | undefined;
  /** Sees to it that rows are here or under way, whole pages at a time; `end` excluded, of `total` rows there are. */
  want(start: number, end: number, total: number): void;
}

interface CachedPage<R> {
  readonly rows: R[];
  /** Rows that it should hold: the last page of a table that still grows gets more. */
  length: number;
  state: 'idle' | 'loading' | 'failed';
}

/** A page that could not be loaded is not asked for again: a new cache is made for each result. */
export function createRowCache<R>(options: RowCacheOptions<R>): RowCache<R> {
  const { pageRows, keptPages } = options;
  const pages = new Map<number, CachedPage<R>>();
  let former = options.former;

  const touch = (number: number): CachedPage<R> => {
    const page = pages.get(number) ?? { rows: [], length: 0, state: 'idle' };
    pages.delete(number);
    pages.set(number, page);
    for (const oldest of pages.keys()) {
      if (pages.size <= keptPages) break;
      pages.delete(oldest);
    }
    return page;
  };
  const fill = async (number: number, page: CachedPage<R>): Promise<void> => {
    page.state = 'loading';
    try {
      while (page.rows.length < page.length && pages.has(number)) {
        const start = number * pageRows + page.rows.length;
        const answer = await options.load(start, number * pageRows + page.length);
        if (answer.rows.length === 0) break;
        page.rows.push(...answer.rows);
        former = undefined;
        options.onLoaded();
      }
      page.state = 'idle';
    } catch (error) {
      page.state = 'failed';
      options.onError(error);
    }
  };

  return {
    get: (row) => pages.get(Math.floor(row / pageRows))?.rows[row % pageRows] ?? former?.get(row),
    want: (start, end, total) => {
      for (let number = Math.floor(start / pageRows); number * pageRows < Math.min(end, total); number++) {
        const page = touch(number);
        page.length = Math.min(pageRows, total - number * pageRows);
        if (page.state === 'idle' && page.rows.length < page.length) void fill(number, page);
      }
    },
  };
}
