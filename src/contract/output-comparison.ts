import type { Dtype } from './dtype';
import type { JsonNumber } from './json-number';
import type { Tolerance } from './tolerance';

/** The largest difference and where it occurs; `index` is the place in the row's value, [] for a scalar. */
export interface Extreme {
  readonly value: JsonNumber;
  readonly row: number;
  readonly index: readonly number[];
}

/** One paired output. Statistics are over elements that are finite on both sides; null where there are none. */
export interface OutputComparison {
  /** Names on either side. */
  readonly baseline: string;
  readonly candidate: string;
  readonly status: 'same' | 'within' | 'different' | 'empty';
  /** What else than values is not as it was. */
  readonly changed: readonly ('name' | 'dtype' | 'shape')[];
  readonly dtype: { readonly baseline: Dtype; readonly candidate: Dtype };
  /** Of one row, as each side answers; null for the first axis's rows that have shapes of their own. */
  readonly shape: { readonly baseline: readonly number[] | null; readonly candidate: readonly number[] | null };
  readonly elements: number;
  readonly compared: number;
  /** For labels, text, bools and integers: elements that are not equal. */
  readonly differing?: number;
  readonly bothNaN: number;
  readonly sameInf: number;
  readonly nonFiniteInOneOnly: number;
  readonly maxAbs: Extreme | null;
  readonly maxRel: Extreme | null;
  readonly meanAbs: JsonNumber | null;
  readonly rmse: JsonNumber | null;
  readonly medianAbs: JsonNumber | null;
  readonly p90Abs: JsonNumber | null;
  readonly p95Abs: JsonNumber | null;
  readonly p99Abs: JsonNumber | null;
  readonly medianRel: JsonNumber | null;
  readonly p90Rel: JsonNumber | null;
  readonly p95Rel: JsonNumber | null;
  readonly p99Rel: JsonNumber | null;
  readonly l2: JsonNumber | null;
  readonly cosine: JsonNumber | null;
  /** Decibels; "Infinity" where both are equal. */
  readonly sqnr: JsonNumber | null;
  readonly psnr: JsonNumber | null;
  readonly outOfTolerance: number;
  readonly rowsOutOfTolerance: number;
  readonly tolerance: Tolerance;
  /** Ten bins over the range of both; absent without finite elements. */
  readonly histogram?: {
    readonly edges: readonly number[];
    readonly baseline: readonly number[];
    readonly candidate: readonly number[];
  };
  /** Columns of predictions made elsewhere that this output is compared with. */
  readonly columns?: readonly string[];
}
