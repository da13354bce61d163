import type { ClassLabel } from './model';
import type { CellValue, Prediction } from './predict';

/** Where the rows of a result come from. */
export interface RowsOrigin {
  /** `PredictHead.result`, or a run's id together with `log`. */
  readonly result: string;
  readonly log?: string;
}

/**
 * Names a column of a result: `row`, `prediction` (label, else the regressor's value), `score`, `margin`, `truth`,
 * `why` (why a row has no prediction), `probability:<class>`, `output:<name>` (its first element where it has several),
 * `input:<column>`.
 */
export type RowColumnId = string;

export interface RowOrder {
  readonly column: RowColumnId;
  readonly direction: 'ascending' | 'descending';
}

/** What a row has to meet. Text is compared without regard to case. */
export type RowCondition =
  /** Any column that is shown contains the text. */
  | { readonly kind: 'search'; readonly text: string }
  | { readonly kind: 'contains'; readonly column: RowColumnId; readonly text: string }
  | { readonly kind: 'equals'; readonly column: RowColumnId; readonly value: string }
  /** `from` <= value < `to`, or <= where `closed`: the last bin of a histogram. */
  | {
      readonly kind: 'range';
      readonly column: RowColumnId;
      readonly from?: number;
      readonly to?: number;
      readonly closed?: boolean;
    }
  /** NaN, null or an empty cell. */
  | { readonly kind: 'missing'; readonly column: RowColumnId }
  /** A cell of the confusion matrix. */
  | { readonly kind: 'confusion'; readonly truth: ClassLabel; readonly predicted: ClassLabel }
  /** The prediction is not the truth. */
  | { readonly kind: 'wrong' }
  /** Rows without a prediction. */
  | { readonly kind: 'failed' }
  /** These rows, by their number. */
  | { readonly kind: 'rows'; readonly rows: readonly number[] };

/** Which rows are looked at, and in which order: rows that meet every condition; in file order without `order`. */
export interface RowsView {
  readonly conditions: readonly RowCondition[];
  readonly order?: RowOrder;
}

export interface RowsRequest extends RowsOrigin {
  /** Positions in the view, which are row numbers where there is no view; `end` excluded. */
  readonly start: number;
  readonly end: number;
  readonly view?: RowsView;
}

export interface ResultRow {
  /** As the cells stood in the file. */
  readonly inputs: readonly string[];
  readonly prediction: Prediction;
  /** The truth as a class or number; absent where the row has none. */
  readonly truth?: ClassLabel | number;
  /** With a truth that is a class: whether the label is another. */
  readonly wrong?: boolean;
  /** Why the row has no prediction. */
  readonly error?: string;
}

/** One page of a result: what somebody looks at. At most `PAGE_BYTES`; `end` says how far it reaches. */
export interface RowsPage {
  readonly start: number;
  readonly end: number;
  /** Rows of the view. */
  readonly total: number;
  /** Names of the logged inputs, in file order; empty where inputs are not logged. */
  readonly inputColumns: readonly string[];
  /** Names of the outputs that label, score and probabilities already tell. */
  readonly told: readonly string[];
  readonly rows: readonly ResultRow[];
}

/** How the values of one column of a view are spread. */
export interface ColumnSummary {
  readonly column: RowColumnId;
  readonly rows: number;
  readonly missing: number;
  readonly spread:
    | {
        readonly kind: 'numbers';
        readonly min: number;
        readonly max: number;
        readonly mean: number;
        readonly std: number;
        readonly median: number;
        /** `edges` has one more entry than `counts`; the last bin is closed. Infinite values are in no bin. */
        readonly edges: readonly number[];
        readonly counts: readonly number[];
      }
    | {
        readonly kind: 'values';
        readonly distinct: number;
        /** The most frequent first, at most 20. */
        readonly values: readonly { readonly value: string; readonly rows: number }[];
      }
    | { readonly kind: 'empty' };
}

export interface SummaryRequest extends RowsOrigin {
  readonly view?: RowsView;
  /** Inputs are summarised only where they are asked for. */
  readonly columns: 'outputs' | readonly RowColumnId[];
}

/** For a regressor with a truth: at most 2,000 rows, evenly drawn, the largest errors always among them. */
export interface Residuals {
  readonly rows: number;
  readonly points: readonly { readonly row: number; readonly truth: number; readonly predicted: number }[];
}

/** One cell of an N-d output: a plane of it, and the sizes of the axes that were fixed. */
export interface SliceRequest extends RowsOrigin {
  /** Absent for an output without a row axis; where that came in several batches, they are its first axis. */
  readonly row?: number;
  readonly output: string;
  /** An index for every axis of the row's value but the two that are shown; they are the last two by default. */
  readonly at: readonly number[];
  /** Both 0 for a value of fewer than two axes, which is a plane of one line. */
  readonly axes?: readonly [number, number];
}

export interface Slice {
  readonly dtype: string;
  /** The row's shape. */
  readonly shape: readonly number[];
  readonly axes: readonly [number, number];
  readonly at: readonly number[];
  /** Row-major plane; at most 200 x 200, `truncated` where there is more. */
  readonly values: readonly (readonly CellValue[])[];
  readonly truncated: boolean;
}

export interface ExportRequest extends RowsOrigin {
  readonly view?: RowsView;
  /** `.csv`, `.json`, `.jsonl` or `.parquet`, written atomically. */
  readonly path: string;
  /** `none`: predictions alone, without the inputs; `inputs`: what the data has, without the predictions. */
  readonly keep?: 'none' | 'inputs';
  /** Whether a CSV has no cell that a spreadsheet would run as a formula. */
  readonly safeCells?: boolean;
}

/** An output without a row axis, as a run has logged it. */
export interface WholeOutput {
  readonly name: string;
  readonly dtype: string;
  /** Of one batch. */
  readonly shape: readonly number[];
  /** How many batches the run had: each has a value. */
  readonly batches: number;
  /** A list where there were several batches. Absent above 10,000 elements: `slice` shows planes of it. */
  readonly value?: CellValue;
}

/** A part of a view as CSV text, for the clipboard. */
export interface CopyRequest extends RowsOrigin {
  readonly view?: RowsView;
  readonly start: number;
  readonly end: number;
  /** In this order; all that a page shows where absent. */
  readonly columns?: readonly RowColumnId[];
  /** Whether it has no cell that a spreadsheet would run as a formula. */
  readonly safeCells?: boolean;
}

/** What changed from one result to another on the same data, row by row. */
export interface ResultChange {
  /** Rows in both. */
  readonly rows: number;
  readonly rowsBefore: number;
  readonly rowsAfter: number;
  /** Labels that are others now. Absent without labels. */
  readonly flips?: number;
  /** The flipped rows, the first 10,000. */
  readonly flippedRows?: readonly number[];
  /** Rows with a score, or another output, that differs at all; and the largest difference of scores. */
  readonly changed: number;
  readonly maxAbs?: number;
  /** `accuracy`, or `rmse` for a regressor, where both have a truth. */
  readonly metric?: { readonly name: 'accuracy' | 'rmse'; readonly before: number; readonly after: number };
}
