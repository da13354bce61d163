import { emptyTotals, type DifferenceRule, type DifferenceTotals, type Largest } from './elements';
import {
  addSums,
  createFinitePairs,
  gatherFinite,
  largestIndex,
  wholeDifference,
  type FinitePairs,
} from './finite-pairs';
import { isBigArray } from './number-array';
import type { Pair } from './pair';
import { createSelection } from './selection';
import { spreadOf, type Scan, type Spread } from './spread';

/** Which rows of the data a batch holds: `rows[index]`, or `start + index` where they follow each other. */
export interface BatchRows {
  readonly start: number;
  readonly count: number;
  readonly rows?: Uint32Array;
}

/** Where rows are marked while they are compared, by their index in the batch. */
export interface RowMarks {
  /** 1 where an element is out of tolerance. */
  readonly out: Uint8Array;
  /** The largest difference of the row; infinite where only one side is finite. */
  readonly worst: Float64Array;
  /** The largest relative difference, where it is wanted. */
  readonly relative?: Float64Array;
}

/** The sums over one numeric output, batch by batch. */
export interface DifferenceSums {
  readonly totals: DifferenceTotals;
  add(pair: Pair, rows: BatchRows, marks: RowMarks): void;
}

/** Folds one numeric output, batch by batch. */
export interface DifferenceFold extends DifferenceSums {
  /** Quantiles and histogram, for which `scan` gives all pairs that were added once more, as often as it is called. */
  spread(scan: Scan): Spread | undefined;
}

export function createDifference(rule: DifferenceRule): DifferenceFold {
  const selections = { abs: createSelection(), rel: createSelection() };
  const finite = createFinitePairs();
  const sums = createDifferenceSums(rule, finite);
  const { totals } = sums;
  return {
    totals,
    add: (pair, rows, marks) => {
      sums.add(pair, rows, marks);
      selections.abs.addAll(finite.abs, finite.count);
      selections.rel.addAll(finite.rel, finite.count);
    },
    spread: (scan) => (totals.compared === 0 ? undefined : spreadOf(rule.floats, totals, selections, scan)),
  };
}

/** `finite` holds the batch that was added last; several may share it. */
export function createDifferenceSums(rule: DifferenceRule, finite: FinitePairs): DifferenceSums {
  const totals = emptyTotals();
  return {
    totals,
    add: (pair, rows, marks) => {
      const width = rows.count === 0 ? 1 : pair.baseline.length / rows.count;
      const own = { ...marks, out: new Uint8Array(rows.count) };
      gatherFinite(finite, pair, rule.floats, (x, y, at) =>
        addNonFinite(totals, rule.ignoreNonFinite === true, own, [x, y], Math.floor(at / width)),
      );
      totals.elements += pair.baseline.length;
      totals.compared += finite.count;
      addSums(finite, totals);
      totals.largestBaseline = Math.max(totals.largestBaseline, largestSize(finite));
      totals.changed ||= bitsDiffer(finite, rule.round);
      const rowOf = (at: number): number => rows.rows?.[Math.floor(at / width)] ?? rows.start + Math.floor(at / width);
      raise(totals.maxAbs, finite, finite.abs, rowOf, width);
      raise(totals.maxRel, finite, finite.rel, rowOf, width);
      if (isBigArray(pair.baseline)) raiseExact(totals.maxAbs, pair, rowOf, width);
      markRows(finite, rule, totals, own, width);
      for (let index = own.out.indexOf(1); index >= 0; index = own.out.indexOf(1, index + 1)) {
        totals.rowsOutOfTolerance++;
        marks.out[index] = 1;
      }
    },
  };
}

/** NaN equals NaN, and an infinity one of the same sign. */
function addNonFinite(
  totals: DifferenceTotals,
  ignored: boolean,
  marks: RowMarks,
  [x, y]: readonly [number, number],
  index: number,
): void {
  if (Number.isNaN(x) && Number.isNaN(y)) totals.bothNaN++;
  else if (x === y) totals.sameInf++;
  else {
    totals.nonFiniteInOneOnly++;
    totals.changed = true;
    if (ignored) return;
    totals.outOfTolerance++;
    marks.out[index] = 1;
    marks.worst[index] = Infinity;
    if (marks.relative) marks.relative[index] = Infinity;
  }
}

function largestSize({ baseline, count }: FinitePairs): number {
  let largest = 0;
  for (let index = 0; index < count; index++) {
    const size = Math.abs(baseline[index] ?? 0);
    if (size > largest) largest = size;
  }
  return largest;
}

function bitsDiffer({ baseline, candidate, count }: FinitePairs, round: DifferenceRule['round']): boolean {
  for (let index = 0; index < count; index++) {
    const x = baseline[index] ?? 0;
    const y = candidate[index] ?? 0;
    if (!Object.is(x, y) && !Object.is(round(x), round(y))) return true;
  }
  return false;
}

function raise(
  largest: Largest,
  { at, count }: FinitePairs,
  values: Float64Array,
  rowOf: (at: number) => number,
  width: number,
): void {
  const index = largestIndex(values, count, largest.value);
  if (index < 0) return;
  const place = at[index] ?? 0;
  largest.value = values[index] ?? 0;
  largest.row = rowOf(place);
  largest.place = place % width;
}

/** Among 64-bit integers, two differences may be the same double. */
function raiseExact(
  largest: Largest,
  { baseline, candidate }: Pair,
  rowOf: (at: number) => number,
  width: number,
): void {
  if (!isBigArray(baseline) || !isBigArray(candidate)) return;
  for (const [at, x] of baseline.entries()) {
    const exact = wholeDifference(x, candidate[at] ?? 0n);
    if (largest.exact !== undefined && exact <= largest.exact) continue;
    largest.exact = exact;
    largest.row = rowOf(at);
    largest.place = at % width;
  }
}

/** Marks rows that are out of tolerance, and the largest difference of each. */
function markRows(
  { count, baseline, abs, rel, at }: FinitePairs,
  { tolerance: { atol, rtol }, rule }: DifferenceRule,
  totals: DifferenceTotals,
  { out, worst, relative }: RowMarks,
  width: number,
): void {
  const sum = rule === 'sum';
  let outOfTolerance = 0;
  for (let index = 0; index < count; index++) {
    const difference = abs[index] ?? 0;
    const row = Math.floor((at[index] ?? 0) / width);
    if (difference > (worst[row] ?? 0)) worst[row] = difference;
    const exceeds = sum
      ? difference > atol + rtol * Math.abs(baseline[index] ?? 0)
      : difference > atol && (rel[index] ?? 0) > rtol;
    if (!exceeds) continue;
    outOfTolerance++;
    out[row] = 1;
  }
  totals.outOfTolerance += outOfTolerance;
  if (relative) raiseRelative({ count, rel, at }, relative, width);
}

function raiseRelative(
  { count, rel, at }: Pick<FinitePairs, 'count' | 'rel' | 'at'>,
  relative: Float64Array,
  width: number,
): void {
  for (let index = 0; index < count; index++) {
    const row = Math.floor((at[index] ?? 0) / width);
    if ((rel[index] ?? 0) > (relative[row] ?? 0)) relative[row] = rel[index] ?? 0;
  }
}
