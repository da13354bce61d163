import type { ClassificationMetrics } from './run';
import type { ClassLabel } from './model';
import type { SideName } from './side';

/** McNemar's test of two classifiers on the same rows. `exactP` is the two-sided binomial one. */
export interface McNemar {
  readonly statistic: number;
  readonly p: number;
  readonly exactP: number;
}

export interface LabelTruth {
  readonly baseline: ClassificationMetrics;
  readonly candidate: ClassificationMetrics;
  readonly bothRight: number;
  readonly oldRightNewWrong: number;
  readonly oldWrongNewRight: number;
  readonly bothWrong: number;
  readonly negativeFlipRate: number;
  readonly mcnemar: McNemar;
}

export interface LabelComparison {
  readonly flips: number;
  readonly flipRate: number;
  /** In file order, at most `MOST_FLIPPED_ROWS`. */
  readonly flippedRows: readonly number[];
  readonly classes: readonly ClassLabel[];
  /** `matrix[from][to]`, in the order of `classes`; empty with more than `MOST_MATRIX_CLASSES` of them. */
  readonly matrix: readonly (readonly number[])[];
  /** Rows whose order of probabilities changed although all of them are inside tolerance. */
  readonly rankChanges?: { readonly rows: number; readonly firstRow: number | null };
  /** The smallest distance between the two largest probabilities, and its row. */
  readonly smallestMargin?: Readonly<Partial<Record<SideName, { readonly row: number; readonly value: number }>>>;
  readonly truth?: LabelTruth;
}

/** `flippedRows` has no more than this. */
export const MOST_FLIPPED_ROWS = 100_000;
