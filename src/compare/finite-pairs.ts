import { isBigArray, type BigArray, type NumberArray } from './number-array';
import type { Pair } from './pair';

/** What stands for a baseline of 0 in the relative difference of floats. */
const EPSILON = 2.220446049250313e-16;

/** Elements looked at together: what is computed of them stays near the processor, however many there are. */
const BLOCK = 2048;

/**
 * The elements of a block that are finite on both sides, as flat arrays of which the first `count` entries hold. Looked
 * at in several plain loops, which is much faster than element by element through functions.
 */
export interface FinitePairs {
  count: number;
  readonly baseline: Float64Array;
  readonly candidate: Float64Array;
  /** |candidate - baseline|, and that divided by |baseline|. */
  readonly abs: Float64Array;
  readonly rel: Float64Array;
  /** The place of each in the block, ascending. */
  readonly at: Uint32Array;
}

export function createFinitePairs(): FinitePairs {
  return {
    count: 0,
    baseline: new Float64Array(BLOCK),
    candidate: new Float64Array(BLOCK),
    abs: new Float64Array(BLOCK),
    rel: new Float64Array(BLOCK),
    at: new Uint32Array(BLOCK),
  };
}

/** Told of an element that is not finite on both sides, by its place in the pair. */
export type NonFinite = (baseline: number, candidate: number, at: number) => void;

/**
 * Fills `pairs` with one block of a pair after another, and says where in the pair each begins. `floats` says what a
 * relative difference from 0 is.
 */
export function visitFinite(
  pairs: FinitePairs,
  { baseline, candidate }: Pair,
  floats: boolean,
  each: { readonly nonFinite: NonFinite; readonly block: (start: number) => void },
): void {
  for (let start = 0; start < baseline.length; start += BLOCK) {
    const end = start + BLOCK;
    const block = { baseline: baseline.subarray(start, end), candidate: candidate.subarray(start, end) };
    gather(pairs, block, floats, (x, y, at) => each.nonFinite(x, y, start + at));
    each.block(start);
  }
}

function gather(pairs: FinitePairs, { baseline, candidate }: Pair, floats: boolean, nonFinite: NonFinite): void {
  const nothing = floats ? EPSILON : 0;
  if (!isBigArray(baseline) && !isBigArray(candidate)) gatherNumbers(pairs, baseline, candidate, nothing, nonFinite);
  else if (isFloatArray(baseline) || isFloatArray(candidate)) {
    const [xs, ys] = [Float64Array.from(baseline, Number), Float64Array.from(candidate, Number)];
    gatherNumbers(pairs, xs, ys, nothing, nonFinite);
  } else gatherWhole(pairs, baseline, candidate);
}

function isFloatArray(values: NumberArray | BigArray): boolean {
  return values instanceof Float32Array || values instanceof Float64Array;
}

/** `nothing` stands for a baseline of 0. */
function gatherNumbers(
  pairs: FinitePairs,
  baseline: NumberArray,
  candidate: NumberArray,
  nothing: number,
  nonFinite: NonFinite,
): void {
  const { baseline: xs, candidate: ys, abs, rel, at: places } = pairs;
  let count = 0;
  for (let at = 0; at < baseline.length; at++) {
    const x = baseline[at] ?? NaN;
    const y = candidate[at] ?? NaN;
    const difference = Math.abs(y - x);
    // That of two finite numbers may be infinite, but never NaN.
    if (difference - difference !== 0 && !(Number.isFinite(x) && Number.isFinite(y))) {
      nonFinite(x, y, at);
      continue;
    }
    xs[count] = x;
    ys[count] = y;
    abs[count] = difference;
    rel[count] = relativeTo(difference, Math.abs(x), nothing);
    places[count++] = at;
  }
  pairs.count = count;
}

/** 64-bit integers: the difference is exact before it becomes a double. */
function gatherWhole(pairs: FinitePairs, baseline: NumberArray | BigArray, candidate: NumberArray | BigArray): void {
  for (let at = 0; at < baseline.length; at++) {
    const x = BigInt(baseline[at] ?? 0);
    const y = BigInt(candidate[at] ?? 0);
    const difference = Number(wholeDifference(x, y));
    pairs.baseline[at] = Number(x);
    pairs.candidate[at] = Number(y);
    pairs.abs[at] = difference;
    pairs.rel[at] = relativeTo(difference, Math.abs(Number(x)), 0);
    pairs.at[at] = at;
  }
  pairs.count = baseline.length;
}

export function wholeDifference(one: bigint, other: bigint): bigint {
  return one > other ? one - other : other - one;
}

/** The relative difference of a whole number from 0 is infinite; for floats a tiny number stands for the 0. */
function relativeTo(difference: number, size: number, nothing: number): number {
  if (size !== 0) return difference / size;
  return difference === 0 ? 0 : difference / nothing;
}
