import type { SideName } from './side';
import type { RowColumnId } from './rows';

/**
 * The rows of a comparison with what both sides answered, as a result that `rows`, `summaries`, `slice`, `exportRows` and
 * `copyRows` read. Its rows are the compared ones, counted from 0; the column `row` has their numbers in the data.
 */
export interface ComparedRows {
  readonly result: string;
  readonly rows: number;
  /** In the order in which they are shown; inputs, and the truth, are columns as of any result. */
  readonly columns: readonly ComparedColumn[];
}

/** What a column of `ComparedRows` holds. `output` is the baseline's name of an output. */
export type ComparedColumn = { readonly id: RowColumnId } & ComparedMeaning;

export type ComparedMeaning =
  /** Number of the row in the data. */
  | { readonly kind: 'row' }
  | { readonly kind: 'label' | 'score' | 'margin'; readonly side: SideName }
  | { readonly kind: 'probability'; readonly side: SideName; readonly class: string }
  | { readonly kind: 'output'; readonly side: SideName; readonly output: string }
  /** How far a number is from the truth. */
  | { readonly kind: 'error'; readonly side: SideName }
  /** Whether the label is another. */
  | { readonly kind: 'flipped' }
  /** Which side is right: a `Judgement`; empty without a truth. */
  | { readonly kind: 'judgement' }
  /** The largest absolute or relative difference of the row: of one output, or of all. */
  | { readonly kind: 'difference' | 'relative'; readonly output?: string }
  /** Whether an element of one output, or of one of them all, is out of tolerance. */
  | { readonly kind: 'outOfTolerance'; readonly output?: string };

/** Who is right about a row; `LabelTruth` counts them. */
export type Judgement = 'bothRight' | 'oldRightNewWrong' | 'oldWrongNewRight' | 'bothWrong';
