import { isBigArray, type BigArray, type NumberArray } from './number-array';

/** Elements of consecutive rows on both sides, of equal length. */
export interface Pair {
  readonly baseline: NumberArray | BigArray;
  readonly candidate: NumberArray | BigArray;
}

/** What takes elements: the baseline's, the candidate's, the row and the place in it. */
export interface ElementTaker {
  readonly number: (baseline: number, candidate: number, row: number, place: number) => number;
  readonly whole: (baseline: bigint, candidate: bigint, row: number, place: number) => number;
}

/** 64-bit integers are compared as such; beside a float, both are numbers. */
export function pairReader(
  { baseline, candidate }: Pair,
  { number, whole }: ElementTaker,
): (at: number, row: number, place: number) => number {
  if (!isBigArray(baseline) && !isBigArray(candidate))
    return (at, row, place) => number(baseline[at] ?? NaN, candidate[at] ?? NaN, row, place);
  if (isFloatArray(baseline) || isFloatArray(candidate))
    return (at, row, place) => number(Number(baseline[at]), Number(candidate[at]), row, place);
  return (at, row, place) => whole(BigInt(baseline[at] ?? 0), BigInt(candidate[at] ?? 0), row, place);
}

function isFloatArray(values: NumberArray | BigArray): boolean {
  return values instanceof Float32Array || values instanceof Float64Array;
}
