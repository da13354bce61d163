import type { DifferenceRule, DifferenceTotals, Largest } from './elements';
import type { FinitePairs } from './finite-pairs';

/** Where a block's elements lie: the number of the row, and the place in it. */
export type PlaceOf = (at: number) => { readonly row: number; readonly place: number };

/** Adds a block: sums, ranges, and the largest differences with their places. */
export function addBlock(
  totals: DifferenceTotals,
  finite: FinitePairs,
  round: DifferenceRule['round'],
  placeOf: PlaceOf,
): void {
  totals.compared += finite.count;
  addSums(finite, totals);
  addRange(finite, totals);
  raise(totals.maxAbs, finite, finite.abs, placeOf);
  raise(totals.maxRel, finite, finite.rel, placeOf);
  totals.changed ||= bitsDiffer(finite, round);
}

function addSums({ count, baseline, candidate, abs }: FinitePairs, totals: DifferenceTotals): void {
  let sumAbs = 0;
  let sumSquares = 0;
  let dot = 0;
  let baselineSquares = 0;
  let candidateSquares = 0;
  let differing = 0;
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
  }
  totals.sumAbs += sumAbs;
  totals.sumSquares += sumSquares;
  totals.dot += dot;
  totals.baselineSquares += baselineSquares;
  totals.candidateSquares += candidateSquares;
  totals.differing += differing;
}

function addRange({ count, baseline, candidate }: FinitePairs, totals: DifferenceTotals): void {
  let low = Infinity;
  let high = -Infinity;
  for (let index = 0; index < count; index++) {
    const x = baseline[index] ?? 0;
    if (x < low) low = x;
    if (x > high) high = x;
  }
  if (count > 0) totals.largestBaseline = Math.max(totals.largestBaseline, Math.abs(low), Math.abs(high));
  for (let index = 0; index < count; index++) {
    const y = candidate[index] ?? 0;
    if (y < low) low = y;
    if (y > high) high = y;
  }
  totals.low = Math.min(totals.low, low);
  totals.high = Math.max(totals.high, high);
}

/** The first of the largest stays. */
function raise(largest: Largest, { at, count }: FinitePairs, values: Float64Array, placeOf: PlaceOf): void {
  let value = largest.value;
  let found = -1;
  for (let index = 0; index < count; index++) {
    const one = values[index] ?? 0;
    if (one > value) {
      value = one;
      found = index;
    }
  }
  if (found >= 0) Object.assign(largest, { value, ...placeOf(at[found] ?? 0) });
}

function bitsDiffer({ baseline, candidate, count }: FinitePairs, round: DifferenceRule['round']): boolean {
  for (let index = 0; index < count; index++) {
    const x = baseline[index] ?? 0;
    const y = candidate[index] ?? 0;
    if (!Object.is(x, y) && !Object.is(round(x), round(y))) return true;
  }
  return false;
}
