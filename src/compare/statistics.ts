import type { JsonNumber } from '../contract/json-number';
import type { Extreme, OutputComparison } from '../contract/output-comparison';
import type { DifferenceTotals, Largest } from './elements';
import type { Spread } from './spread';

/** The part of a comparison that numbers give. */
export type Statistics = Pick<
  OutputComparison,
  | 'elements'
  | 'compared'
  | 'bothNaN'
  | 'sameInf'
  | 'nonFiniteInOneOnly'
  | 'maxAbs'
  | 'maxRel'
  | 'meanAbs'
  | 'rmse'
  | 'medianAbs'
  | 'p90Abs'
  | 'p95Abs'
  | 'p99Abs'
  | 'medianRel'
  | 'p90Rel'
  | 'p95Rel'
  | 'p99Rel'
  | 'l2'
  | 'cosine'
  | 'sqnr'
  | 'psnr'
  | 'outOfTolerance'
  | 'rowsOutOfTolerance'
  | 'histogram'
>;

/** What stands for a norm of 0 in a ratio of norms. */
const EPSILON = 2.220446049250313e-16;

/** `shape` is that of one row. Formulas: docs/compare.md. */
export function statisticsOf(
  totals: DifferenceTotals,
  spread: Spread | undefined,
  shape: readonly number[],
): Statistics {
  const { elements, bothNaN, sameInf, nonFiniteInOneOnly, outOfTolerance, rowsOutOfTolerance, compared } = totals;
  const counts = { elements, compared, bothNaN, sameInf, nonFiniteInOneOnly, outOfTolerance, rowsOutOfTolerance };
  if (!spread || compared === 0) return { ...counts, ...NOTHING };
  const { maxAbs, maxRel, sumAbs, sumSquares } = totals;
  const [medianAbs = NaN, p90Abs = NaN, p95Abs = NaN, p99Abs = NaN] = spread.abs.map(jsonNumber);
  const [medianRel = NaN, p90Rel = NaN, p95Rel = NaN, p99Rel = NaN] = spread.rel.map(jsonNumber);
  const mse = sumSquares / compared;
  const { edges, baseline, candidate } = spread;
  return {
    ...counts,
    maxAbs: extreme(maxAbs, shape),
    maxRel: extreme(maxRel, shape),
    meanAbs: jsonNumber(sumAbs / compared),
    rmse: jsonNumber(Math.sqrt(mse)),
    ...{ medianAbs, p90Abs, p95Abs, p99Abs, medianRel, p90Rel, p95Rel, p99Rel },
    l2: jsonNumber(Math.sqrt(sumSquares)),
    cosine: jsonNumber(cosine(totals)),
    sqnr: jsonNumber(sqnrOf(totals)),
    psnr: jsonNumber(psnr(totals, mse)),
    histogram: { edges, baseline, candidate },
  };
}

/** Where nothing could be compared as numbers. */
export const NOTHING = {
  maxAbs: null,
  maxRel: null,
  meanAbs: null,
  rmse: null,
  medianAbs: null,
  p90Abs: null,
  p95Abs: null,
  p99Abs: null,
  medianRel: null,
  p90Rel: null,
  p95Rel: null,
  p99Rel: null,
  l2: null,
  cosine: null,
  sqnr: null,
  psnr: null,
} as const;

/** As JSON holds it: what is not finite, and what a double cannot hold, is text. */
export function jsonNumber(value: number | bigint): JsonNumber {
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  return value <= BigInt(Number.MAX_SAFE_INTEGER) && value >= BigInt(Number.MIN_SAFE_INTEGER)
    ? Number(value)
    : String(value);
}

function extreme({ value, exact, row, place }: Largest, shape: readonly number[]): Extreme {
  return { value: jsonNumber(exact ?? value), row, index: indexOf(place, shape) };
}

/** Row-major place -> an index for each axis. */
function indexOf(place: number, shape: readonly number[]): readonly number[] {
  const index: number[] = [];
  let rest = place;
  for (const size of shape.toReversed()) {
    index.unshift(rest % size);
    rest = Math.floor(rest / size);
  }
  return index;
}

function cosine({ dot, baselineSquares, candidateSquares }: DifferenceTotals): number {
  if (baselineSquares === 0 && candidateSquares === 0) return 1;
  if (baselineSquares === 0 || candidateSquares === 0) return 0;
  return dot / (Math.sqrt(baselineSquares) * Math.sqrt(candidateSquares));
}

/** Signal to quantisation noise in decibels, the baseline as the signal; infinite where both are equal. */
export function sqnrOf({ baselineSquares, sumSquares }: DifferenceTotals): number {
  if (sumSquares === 0) return Infinity;
  const [signal, noise] = [Math.sqrt(baselineSquares), Math.sqrt(sumSquares)];
  return 20 * Math.log10(Math.max(signal, EPSILON) / Math.max(noise, EPSILON));
}

function psnr({ largestBaseline }: DifferenceTotals, mse: number): number {
  return 20 * Math.log10(largestBaseline || 1) - 10 * Math.log10(mse);
}
