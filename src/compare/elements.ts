import type { Tolerance } from '../contract/tolerance';

export interface DifferenceRule {
  readonly tolerance: Tolerance;
  /** `sum`: |d| <= atol + rtol |b|; `both`: passes unless |d| > atol and |d| / |b| > rtol. */
  readonly rule: 'sum' | 'both';
  readonly floats: boolean;
  /** Whether elements that are finite on one side only are counted without being out of tolerance. */
  readonly ignoreNonFinite?: boolean;
  /** Brings a value to the precision at which two sides can be the same bit by bit. */
  readonly round: (value: number) => number;
}

/** The largest difference so far. `place` is its place in the row; a value of -1 stands for none. */
export interface Largest {
  value: number;
  /** What a double cannot hold. */
  exact?: bigint;
  row: number;
  place: number;
}

/** Sums over one output. Those of differences are over elements that are finite on both sides. */
export interface DifferenceTotals {
  elements: number;
  compared: number;
  /** Of the compared elements. */
  differing: number;
  bothNaN: number;
  sameInf: number;
  nonFiniteInOneOnly: number;
  outOfTolerance: number;
  rowsOutOfTolerance: number;
  /** Whether any bit differs. */
  changed: boolean;
  readonly maxAbs: Largest;
  readonly maxRel: Largest;
  sumAbs: number;
  sumSquares: number;
  dot: number;
  baselineSquares: number;
  candidateSquares: number;
  largestBaseline: number;
  low: number;
  high: number;
}

export function emptyTotals(): DifferenceTotals {
  return {
    elements: 0,
    compared: 0,
    differing: 0,
    bothNaN: 0,
    sameInf: 0,
    nonFiniteInOneOnly: 0,
    outOfTolerance: 0,
    rowsOutOfTolerance: 0,
    changed: false,
    maxAbs: { value: -1, row: 0, place: 0 },
    maxRel: { value: -1, row: 0, place: 0 },
    sumAbs: 0,
    sumSquares: 0,
    dot: 0,
    baselineSquares: 0,
    candidateSquares: 0,
    largestBaseline: 0,
    low: Infinity,
    high: -Infinity,
  };
}
