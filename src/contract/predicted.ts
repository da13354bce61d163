import type { Issue } from './issue';
import type { ClassLabel } from './model';
import type { Dtype } from './dtype';
import type { TensorData, TensorValue } from './tensor';

/** One output of a batch with a row axis: flat row-major values, `rowShape` without the row axis ([N,1] and [N] both give []). */
export interface OutputColumn {
  readonly name: string;
  readonly dtype: Dtype;
  readonly rowShape: readonly number[];
  /** The row's shape as the model answered it, where `rowShape` writes it shorter. */
  readonly answeredShape?: readonly number[];
  readonly data: TensorData;
  /** Names along the last axis where the model answers with a map (ZipMap): a row's value is then an object. */
  readonly keys?: readonly string[];
}

/** Outputs where each row has its own shape: ragged inputs run row by row. */
export interface RaggedOutput {
  readonly name: string;
  readonly rows: readonly TensorValue[];
}

/** The truth of consecutive rows, in the words of the answers. Every array has one entry per row. */
export type RowTruths =
  | {
      readonly kind: 'classes';
      /** Undefined where the row has none. */
      readonly values: readonly (ClassLabel | undefined)[];
      /** Whether the label is another, as `Metrics` count it; undefined without truth or without a prediction. */
      readonly wrong: readonly (boolean | undefined)[];
      /** The classes in index order as `Metrics.confusion` has them, where the answers have other words for them. */
      readonly confusionClasses?: readonly ClassLabel[];
    }
  /** NaN where the row has none. */
  | { readonly kind: 'numbers'; readonly values: Float64Array };

/** What the model answered for consecutive rows, in the product's terms. Every array has `rows` entries. */
export interface PredictedBatch {
  readonly start: number;
  readonly rows: number;
  /** Class name if known, else the model's value, else the arg max. Absent for regressors and plain tensors. */
  readonly labels?: readonly (ClassLabel | boolean)[];
  /** The label's probability, or the single value of a regressor. */
  readonly scores?: Float64Array;
  /** Top-1 minus top-2 probability. */
  readonly margins?: Float64Array;
  /** Flat [rows, classes.length]; `float32` tells how many digits its numbers have. */
  readonly probabilities?: {
    readonly classes: readonly string[];
    readonly dtype: Dtype;
    readonly values: Float32Array | Float64Array;
  };
  readonly outputs: readonly OutputColumn[];
  /**
   * Names of the outputs that `labels`, `scores` and `probabilities` already tell; a file of predictions does not
   * repeat them. For a regressor its one output of one value a row, whose dtype says how many digits `scores` has.
   */
  readonly told: readonly string[];
  readonly ragged?: readonly RaggedOutput[];
  /** Outputs without a row axis. */
  readonly whole: readonly { readonly name: string; readonly value: TensorValue }[];
  /** Row number (not index) -> why it has no prediction (`--on-error skip`). Its values above are void. */
  readonly failed: ReadonlyMap<number, Issue>;
  /** What was odd about the answers as a whole, such as a number of classes that does not fit; the same in every batch. */
  readonly issues?: readonly Issue[];
}
