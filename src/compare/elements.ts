import type { Tolerance } from '../contract/compare';
import type { ElementTaker } from './pair';
import type { Selection } from './selection';

/** What stands for a baseline of 0 in the relative difference of floats. */
const EPSILON = 2.220446049250313e-16;

export interface DifferenceRule {
  readonly tolerance: Tolerance;
  /** `sum`: |d| <= atol + rtol |b|; `both`: passes unless |d| > atol and |d| / |b| > rtol. */
  readonly rule: 'sum' | 'both';
  /** The relative difference of a whole number from 0 is infinite; for floats a tiny number stands for the 0. */
  readonly floats: boolean;
  /** Brings a value to the precision at which two sides can be the same bit by bit. */
  readonly round: (value: number) => number;
}

/** The largest difference so far. `place` is its place in the row. */
export interface Largest {
  value: number | bigint;
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

/** Takes element by element; gives the absolute difference, infinite where only one side is finite. */
export function createElements(
  rule: DifferenceRule,
  totals: DifferenceTotals,
  selections: { readonly abs: Selection; readonly rel: Selection },
): ElementTaker {
  const { floats, round } = rule;
  const exceeds = exceeding(rule);
  const { maxAbs, maxRel } = totals;
  const fold = (x: number, y: number, difference: number, row: number, place: number): void => {
    const size = Math.abs(x);
    const relative = relativeTo(difference, size, floats);
    selections.abs.add(difference);
    selections.rel.add(relative);
    if (relative > Number(maxRel.value)) setLargest(maxRel, relative, row, place);
    if (size > totals.largestBaseline) totals.largestBaseline = size;
    totals.compared++;
    totals.sumAbs += difference;
    totals.sumSquares += difference * difference;
    totals.dot += x * y;
    totals.baselineSquares += x * x;
    totals.candidateSquares += y * y;
    totals.low = Math.min(totals.low, x, y);
    totals.high = Math.max(totals.high, x, y);
    if (exceeds(difference, size, relative)) totals.outOfTolerance++;
  };
  return {
    number: (x, y, row, place) => {
      totals.elements++;
      if (x - x !== 0 || y - y !== 0) return nonFinite(totals, x, y);
      const difference = Math.abs(y - x);
      if (difference > Number(maxAbs.value)) setLargest(maxAbs, difference, row, place);
      if (difference !== 0) totals.differing++;
      if (!Object.is(x, y) && !Object.is(round(x), round(y))) totals.changed = true;
      fold(x, y, difference, row, place);
      return difference;
    },
    whole: (x, y, row, place) => {
      totals.elements++;
      const exact = x > y ? x - y : y - x;
      if (exact > maxAbs.value) setLargest(maxAbs, exact, row, place);
      if (exact !== 0n) {
        totals.differing++;
        totals.changed = true;
      }
      const difference = Number(exact);
      fold(Number(x), Number(y), difference, row, place);
      return difference;
    },
  };
}

/** Whether a difference is out of tolerance. */
export function exceeding({
  tolerance: { atol, rtol },
  rule,
}: Pick<DifferenceRule, 'tolerance' | 'rule'>): (difference: number, size: number, relative: number) => boolean {
  return rule === 'sum'
    ? (difference, size) => difference > atol + rtol * size
    : (difference, _size, relative) => difference > atol && relative > rtol;
}

/** |candidate - baseline| / |baseline|. */
export function relativeTo(difference: number, size: number, floats: boolean): number {
  if (size !== 0) return difference / size;
  if (floats) return difference / EPSILON;
  return difference === 0 ? 0 : Infinity;
}

function setLargest(largest: Largest, value: number | bigint, row: number, place: number): void {
  largest.value = value;
  largest.row = row;
  largest.place = place;
}

/** NaN equals NaN, and an infinity one of the same sign. */
function nonFinite(totals: DifferenceTotals, x: number, y: number): number {
  if (Number.isNaN(x) && Number.isNaN(y)) totals.bothNaN++;
  else if (x === y) totals.sameInf++;
  else {
    totals.nonFiniteInOneOnly++;
    totals.outOfTolerance++;
    totals.changed = true;
    return Infinity;
  }
  return 0;
}
