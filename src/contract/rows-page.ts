import type {
  ColumnSummary,
  CopyRequest,
  Residuals,
  RowsOrigin,
  RowsPage,
  RowsRequest,
  RowsView,
  Slice,
  SliceRequest,
  SummaryRequest,
} from './rows';

/** The rows that somebody looks at, to be written to a file. */
export interface ViewToWrite extends RowsOrigin {
  readonly view?: RowsView;
  /** What the data has alone, so that it can be data again. */
  readonly keep?: 'inputs';
}

/** What the extension answers a page that shows rows. */
export interface RowsHostProtocol {
  rows(request: RowsRequest): RowsPage;
  summaries(request: SummaryRequest): readonly ColumnSummary[];
  residuals(request: RowsOrigin): Residuals | undefined;
  slice(request: SliceRequest): Slice;
  /** Asks where to, writes, and says so. */
  exportRows(request: ViewToWrite): void;
  /** As `exportRows`, to a Parquet file that is then opened, or shown where no editor takes one. */
  openAsParquet(request: ViewToWrite): void;
  /** Puts rows on the clipboard as CSV; answers how many, which may be fewer than asked for. */
  copyRows(request: CopyRequest): number;
}
