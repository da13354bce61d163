import type { DifferenceTotals } from './elements';
import { isBigArray, type BigArray, type NumberArray } from './number-array';
import type { Pair } from './pair';

/** What stands for a baseline of 0 in the relative difference of floats. */
const EPSILON = 2.220446049250313e-16;

/**
 * The elements of a batch that are finite on both sides, as flat arrays of which the first `count` entries hold. Looked
 * at in several plain loops, which is much faster than element by element through functions.
 */
export interface FinitePairs {
  count: number;
  baseline: Float64Array;
  candidate: Float64Array;
  /** |candidate - baseline|, and that divided by |baseline|. */
  abs: Float64Array;
  rel: Float64Array;
  /** The place of each among all elements of the batch. */
  at: Uint32Array;
}

export function createFinitePairs(): FinitePairs {
  return { count: 0, ...room(0) };
}

function room(length: number): Omit<FinitePairs, 'count'> {
  return {
    baseline: new Float64Array(length),
    candidate: new Float64Array(length),
    abs: new Float64Array(length),
    rel: new Float64Array(length),
    at: new Uint32Array(length),
  };
}

/** Told of an element that is not finite on both sides. */
export type NonFinite = (baseline: number, candidate: number, at: number) => void;

/** Fills `pairs` with a batch. `floats` says what a relative difference from 0 is. */
export function gatherFinite(pairs: FinitePairs, pair: Pair, floats: boolean, nonFinite: NonFinite): void {
  if (pairs.at.length < pair.baseline.length) Object.assign(pairs, room(pair.baseline.length));
  const { baseline, candidate } = pair;
  if (!isBigArray(baseline) && !isBigArray(candidate)) gatherNumbers(pairs, baseline, candidate, nonFinite);
  else if (isFloatArray(baseline) || isFloatArray(candidate))
    gatherNumbers(pairs, Float64Array.from(baseline, Number), Float64Array.from(candidate, Number), nonFinite);
  else gatherWhole(pairs, baseline, candidate);
  divide(pairs, floats);
}

function isFloatArray(values: NumberArray | BigArray): boolean {
  return values instanceof Float32Array || values instanceof Float64Array;
}

function gatherNumbers(pairs: FinitePairs, baseline: NumberArray, candidate: NumberArray, nonFinite: NonFinite): void {
  const { baseline: xs, candidate: ys, abs, at: places } = pairs;
  let count = 0;
  for (let at = 0; at < baseline.length; at++) {
    const x = baseline[at] ?? NaN;
    const y = candidate[at] ?? NaN;
    if (x - x !== 0 || y - y !== 0) {
      nonFinite(x, y, at);
      continue;
    }
    xs[count] = x;
    ys[count] = y;
    abs[count] = Math.abs(y - x);
    places[count++] = at;
  }
  pairs.count = count;
}

/** 64-bit integers: the difference is exact before it becomes a double. */
function gatherWhole(pairs: FinitePairs, baseline: NumberArray | BigArray, candidate: NumberArray | BigArray): void {
  for (let at = 0; at < baseline.length; at++) {
    const x = BigInt(baseline[at] ?? 0);
    const y = BigInt(candidate[at] ?? 0);
    pairs.baseline[at] = Number(x);
    pairs.candidate[at] = Number(y);
    pairs.abs[at] = Number(wholeDifference(x, y));
    pairs.at[at] = at;
  }
  pairs.count = baseline.length;
}

export function wholeDifference(one: bigint, other: bigint): bigint {
  return one > other ? one - other : other - one;
}

function divide({ count, baseline, abs, rel }: FinitePairs, floats: boolean): void {
  for (let index = 0; index < count; index++) {
    rel[index] = relativeTo(abs[index] ?? 0, Math.abs(baseline[index] ?? 0), floats);
  }
}

/** The relative difference of a whole number from 0 is infinite; for floats a tiny number stands for the 0. */
function relativeTo(difference: number, size: number, floats: boolean): number {
  if (size !== 0) return difference / size;
  if (floats) return difference / EPSILON;
  return difference === 0 ? 0 : Infinity;
}

/** Adds the sums of a batch. */
export function addSums({ count, baseline, candidate, abs }: FinitePairs, totals: DifferenceTotals): void {
  let [sumAbs, sumSquares, dot, baselineSquares, candidateSquares] = [0, 0, 0, 0, 0];
  let { low, high, differing } = totals;
  for (let index = 0; index < count; index++) {
    const x = baseline[index] ?? 0;
    const y = candidate[index] ?? 0;
    const difference = abs[index] ?? 0;
    sumAbs += difference;
    sumSquares += difference * difference;
    dot += x * y;
    baselineSquares += x * x;
    candidateSquares += y * y;
    if (difference !== 0) differing++;
    low = x < low ? x : low;
    low = y < low ? y : low;
    high = x > high ? x : high;
    high = y > high ? y : high;
  }
  Object.assign(totals, { low, high, differing });
  totals.sumAbs += sumAbs;
  totals.sumSquares += sumSquares;
  totals.dot += dot;
  totals.baselineSquares += baselineSquares;
  totals.candidateSquares += candidateSquares;
}

/** The index of the first largest value above `than`; -1 for none. */
export function largestIndex(values: Float64Array, count: number, than: number): number {
  let [largest, found] = [than, -1];
  for (let index = 0; index < count; index++) {
    const value = values[index] ?? 0;
    if (value > largest) {
      largest = value;
      found = index;
    }
  }
  return found;
}
