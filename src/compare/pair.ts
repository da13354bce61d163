import type { BigArray, NumberArray } from './number-array';

/** Elements of consecutive rows on both sides, of equal length. */
export interface Pair {
  readonly baseline: NumberArray | BigArray;
  readonly candidate: NumberArray | BigArray;
}
