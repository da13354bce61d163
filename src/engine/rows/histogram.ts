import { between, quantile } from '../../compare/quantile';
import type { ColumnSummary } from '../../contract/rows';
import { createSpread, createSum } from '../../tensors/sums';

type Numbers = Extract<ColumnSummary['spread'], { kind: 'numbers' }>;

const FEWEST_BINS = 10;
const MOST_BINS = 30;
/** Integers beyond this cannot have a half beside them. */
const LARGEST_WITH_HALVES = 2 ** 51;

/**
 * The spread of finite values; undefined where there are none. `std` has the number of values as its divisor. Bins are as
 * many as NumPy's rule `auto` (the larger of Sturges and Freedman-Diaconis) gives, within 10 and 30; integers get bins
 * of a whole width around them, or one each where they are few.
 */
export function binNumbers(values: Iterable<number | bigint>): Numbers | undefined {
  const finite = Array.from(values).filter((value) => typeof value === 'bigint' || Number.isFinite(value));
  const sorted = Float64Array.from(finite, Number).sort();
  const [min] = sorted;
  const max = sorted.at(-1);
  if (min === undefined || max === undefined) return undefined;
  const sum = createSum();
  const spread = createSpread();
  for (const value of sorted) {
    sum.add(value);
    spread.add(value);
  }
  const edges = edgesOf(sorted, min, max);
  return {
    kind: 'numbers',
    min,
    max,
    mean: sum.total() / sorted.length,
    std: Math.sqrt(spread.squaredDeviations() / sorted.length),
    median: quantile(sorted, 0.5),
    edges,
    counts: countIn(edges, finite),
  };
}

function edgesOf(sorted: Float64Array, min: number, max: number): readonly number[] {
  const bins = binCount(sorted, min, max);
  const whole = Math.max(Math.abs(min), Math.abs(max)) < LARGEST_WITH_HALVES && sorted.every(Number.isInteger);
  if (whole) {
    const width = max - min < MOST_BINS ? 1 : Math.ceil((max - min + 1) / bins);
    const count = Math.ceil((max - min + 1) / width);
    return Array.from({ length: count + 1 }, (_, index) => min - 0.5 + index * width);
  }
  if (min === max) {
    const half = Math.max(0.5, Math.abs(min) * 2 ** -40);
    return [min - half, min + half];
  }
  return Array.from({ length: bins + 1 }, (_, index) => (index === bins ? max : between(min, max, index / bins)));
}

function binCount(sorted: Float64Array, min: number, max: number): number {
  const sturges = Math.ceil(Math.log2(sorted.length)) + 1;
  const width = (2 * (quantile(sorted, 0.75) - quantile(sorted, 0.25))) / Math.cbrt(sorted.length);
  const freedmanDiaconis = width > 0 ? Math.ceil((max - min) / width) : 0;
  return Math.min(MOST_BINS, Math.max(FEWEST_BINS, sturges, freedmanDiaconis));
}

/** How many values lie in each bin: from its edge to before the next; the last one is closed. */
function countIn(edges: readonly number[], values: readonly (number | bigint)[]): readonly number[] {
  const counts = new Array<number>(edges.length - 1).fill(0);
  for (const value of values) {
    const bin = Math.min(counts.length, lastAtMost(edges, value) + 1) - 1;
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}

/** Position of the last edge that is not above the value. */
function lastAtMost(edges: readonly number[], value: number | bigint): number {
  let [low, high] = [0, edges.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((edges[middle] ?? Infinity) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
