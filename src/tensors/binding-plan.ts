import type { Dtype } from '../contract/dtype';
import type { TensorValue } from '../contract/tensor';

/** What is fed for a missing cell of a column. */
export type MissingAction =
  /** NaN, counted. */
  | { readonly kind: 'nan' }
  | { readonly kind: 'error' }
  /** An element of the input's dtype, as `store` takes it. */
  | { readonly kind: 'value'; readonly value: Stored }
  /** String inputs without a rule: an empty cell is the empty string, counted; null and an absent key are errors. */
  | { readonly kind: 'empty-text' };

/** An element as its tensor holds it: bits for float16, 0 or 1 for bool, a bigint for int64 and uint64. */
export type Stored = number | bigint | string;

/** One column that feeds an input. */
export interface ColumnPlan {
  /** Place in `Batch.columns`. */
  readonly index: number;
  /** As messages name it. */
  readonly name: string;
  /** Elements that one cell gives; null where the cell's own shape is the row's shape. */
  readonly width: number | null;
  readonly missing: MissingAction;
  /** Whether the model takes NaN here: an unknown category is then fed as one. */
  readonly takesNaN: boolean;
  /** Category -> code, where the file has text and the model wants codes. */
  readonly codes?: ReadonlyMap<string, number>;
}

/** How one input is fed. */
export type InputPlan =
  | {
      readonly kind: 'columns';
      readonly name: string;
      readonly dtype: Dtype;
      /** Shape of one row; null dimensions are settled by each row's own cell. */
      readonly rowShape: readonly (number | null)[];
      /** Names of symbolic dimensions that rows settle, by their place in `rowShape`: rows of two inputs must agree. */
      readonly freeNames: ReadonlyMap<number, string>;
      readonly columns: readonly ColumnPlan[];
    }
  /** The same tensor in every run. */
  | { readonly kind: 'constant'; readonly name: string; readonly value: TensorValue }
  /** The same values in every row: `row` has the row's shape. */
  | { readonly kind: 'repeated'; readonly name: string; readonly row: TensorValue }
  /** A scalar input that a column feeds: its value is settled by the first rows, and every row must have it. */
  | { readonly kind: 'scalar-column'; readonly name: string; readonly value: TensorValue; readonly column: ColumnPlan };

/** How the rows of a batch are divided into runs. */
export type RunMode =
  | { readonly kind: 'together' }
  /** An input's batch is fixed to 1. */
  | { readonly kind: 'row-by-row' }
  /** The inputs' batch is fixed to more than 1: the last run is filled up by repeating its last row. */
  | { readonly kind: 'fixed'; readonly rows: number };

/** Which columns feed which inputs, and how. Plain data. */
export interface BindingPlan {
  readonly inputs: readonly InputPlan[];
  readonly mode: RunMode;
  /** Decimal mark of numbers in text cells. */
  readonly decimal: '.' | ',';
  /** The file, as messages name it. */
  readonly dataName: string;
}
