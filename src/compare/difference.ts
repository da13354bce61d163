import { emptyTotals, type DifferenceRule, type DifferenceTotals, type Largest } from './elements';
import { createFinitePairs, visitFinite, wholeDifference, type FinitePairs } from './finite-pairs';
import { isBigArray } from './number-array';
import type { Pair } from './pair';
import { createSelection } from './selection';
import { spreadOf, type Scan, type Spread } from './spread';
import { addBlock, type PlaceOf } from './totals';

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
  /** Where it is wanted, how far apart the sides are. */
  readonly distances?: RowDistances;
}

/** The largest differences of each row; infinite where only one side is finite. */
export interface RowDistances {
  readonly abs: Float64Array;
  readonly rel: Float64Array;
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
  const sums = createDifferenceSums(rule, createFinitePairs(), ({ abs, rel, count }) => {
    selections.abs.addAll(abs, count);
    selections.rel.addAll(rel, count);
  });
  return {
    ...sums,
    spread: (scan) => (sums.totals.compared === 0 ? undefined : spreadOf(rule.floats, sums.totals, selections, scan)),
  };
}

/** `finite` holds the block that was added last, of which `told` hears; several may share it. */
export function createDifferenceSums(
  rule: DifferenceRule,
  finite: FinitePairs,
  told: (finite: FinitePairs) => void = () => undefined,
): DifferenceSums {
  const totals = emptyTotals();
  return {
    totals,
    add: (pair, rows, marks) => {
      const width = rows.count === 0 ? 1 : pair.baseline.length / rows.count;
      const own = { ...marks, out: new Uint8Array(rows.count) };
      const placeIn = placesOf(rows, width);
      visitFinite(finite, pair, rule.floats, {
        nonFinite: (x, y, at) =>
          addNonFinite(totals, rule.ignoreNonFinite === true, own, [x, y], Math.floor(at / width)),
        block: (start) => {
          addBlock(totals, finite, rule.round, (at) => placeIn(start + at));
          totals.outOfTolerance += markRows(finite, rule, own.out, { start, width });
          if (own.distances) raiseRows(finite, own.distances, { start, width });
          told(finite);
        },
      });
      totals.elements += pair.baseline.length;
      if (isBigArray(pair.baseline)) raiseExact(totals.maxAbs, pair, placeIn);
      for (let index = own.out.indexOf(1); index >= 0; index = own.out.indexOf(1, index + 1)) {
        totals.rowsOutOfTolerance++;
        marks.out[index] = 1;
      }
    },
  };
}

function placesOf({ start, rows }: BatchRows, width: number): PlaceOf {
  return (at) => {
    const index = Math.floor(at / width);
    return { row: rows?.[index] ?? start + index, place: at % width };
  };
}

/** NaN equals NaN, and an infinity one of the same sign. */
function addNonFinite(
  totals: DifferenceTotals,
  ignored: boolean,
  { out, distances }: RowMarks,
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
    out[index] = 1;
    if (!distances) return;
    distances.abs[index] = Infinity;
    distances.rel[index] = Infinity;
  }
}

/** Among 64-bit integers, two differences may be the same double. */
function raiseExact(largest: Largest, { baseline, candidate }: Pair, placeOf: PlaceOf): void {
  if (!isBigArray(baseline) || !isBigArray(candidate)) return;
  for (const [at, x] of baseline.entries()) {
    const exact = wholeDifference(x, candidate[at] ?? 0n);
    if (largest.exact !== undefined && exact <= largest.exact) continue;
    Object.assign(largest, { exact, ...placeOf(at) });
  }
}

/** Where a block lies in its batch: the place of its first element, and elements of a row. */
interface BlockPlace {
  readonly start: number;
  readonly width: number;
}

/** Marks rows that have an element out of tolerance, and counts these elements. */
function markRows(
  { count, baseline, abs, rel, at }: FinitePairs,
  { tolerance: { atol, rtol }, rule }: DifferenceRule,
  out: Uint8Array,
  { start, width }: BlockPlace,
): number {
  const sum = rule === 'sum';
  let found = 0;
  let row = Math.floor(start / width);
  let next = (row + 1) * width - start;
  for (let index = 0; index < count; index++) {
    const difference = abs[index] ?? 0;
    const exceeds = sum
      ? difference > atol + rtol * Math.abs(baseline[index] ?? 0)
      : difference > atol && (rel[index] ?? 0) > rtol;
    if (!exceeds) continue;
    found++;
    for (const place = at[index] ?? 0; place >= next; next += width) row++;
    out[row] = 1;
  }
  return found;
}

/** Raises the largest differences of the rows that a block has elements of. */
function raiseRows({ count, abs, rel, at }: FinitePairs, rows: RowDistances, { start, width }: BlockPlace): void {
  let row = Math.floor(start / width);
  let next = (row + 1) * width - start;
  for (let index = 0; index < count; index++) {
    for (const place = at[index] ?? 0; place >= next; next += width) row++;
    if ((abs[index] ?? 0) > (rows.abs[row] ?? 0)) rows.abs[row] = abs[index] ?? 0;
    if ((rel[index] ?? 0) > (rows.rel[row] ?? 0)) rows.rel[row] = rel[index] ?? 0;
  }
}
