import type { DifferenceTotals } from './elements';
import { createFinitePairs, visitFinite } from './finite-pairs';
import type { Pair } from './pair';
import type { Search, Selection } from './selection';

/** Gives all pairs that were compared, once more. */
export type Scan = (visit: (pair: Pair) => void) => void;

export interface Spread {
  /** Median, 90, 95 and 99 % of absolute and relative differences. */
  readonly abs: readonly number[];
  readonly rel: readonly number[];
  /** One more than there are bins; the last bin is closed. */
  readonly edges: readonly number[];
  readonly baseline: readonly number[];
  readonly candidate: readonly number[];
}

const QUANTILES = [0.5, 0.9, 0.95, 0.99];
const BINS = 10;

/** What only a second look can tell: exact quantiles, and how both sides are spread over one range. */
export function spreadOf(
  floats: boolean,
  { low, high }: DifferenceTotals,
  selections: { readonly abs: Selection; readonly rel: Selection },
  scan: Scan,
): Spread {
  const abs = selections.abs.search(QUANTILES);
  const rel = selections.rel.search(QUANTILES);
  const searches = [abs, rel].filter((search) => search !== undefined);
  const bins = createBins(low, high);
  const finite = createFinitePairs();
  do {
    for (const search of searches) search.beginPass();
    scan((pair) => {
      visitFinite(finite, pair, floats, {
        nonFinite: () => undefined,
        block: () => {
          abs?.addAll(finite.abs, finite.count);
          rel?.addAll(finite.rel, finite.count);
          bins.add(finite.baseline, finite.candidate, finite.count);
        },
      });
    });
    for (const search of searches) search.endPass();
    bins.close();
  } while (!searches.every((search: Search) => search.done()));
  return { abs: abs?.results() ?? [], rel: rel?.results() ?? [], ...bins.result() };
}

interface Bins {
  add(baseline: Float64Array, candidate: Float64Array, count: number): void;
  /** Later passes count nothing. */
  close(): void;
  result(): Pick<Spread, 'edges' | 'baseline' | 'candidate'>;
}

/** Ten bins of equal width from the smallest to the largest value of both sides; around a single value, one to each side. */
function createBins(low: number, high: number): Bins {
  const [from, to] = low === high ? [low - 0.5, high + 0.5] : [low, high];
  const width = to / BINS - from / BINS;
  // A range may be wider than a double is.
  const scale = Number.isFinite(to - from) ? 1 : 0.5;
  const [bottom, step] = [from * scale, width * scale];
  const counts = { baseline: new Float64Array(BINS), candidate: new Float64Array(BINS) };
  const put = (side: Float64Array, values: Float64Array, count: number): void => {
    for (let index = 0; index < count; index++) {
      const bin = (((values[index] ?? 0) * scale - bottom) / step) | 0;
      const place = bin < BINS ? bin : BINS - 1;
      side[place] = (side[place] ?? 0) + 1;
    }
  };
  let open = true;
  return {
    add: (baseline, candidate, count) => {
      if (!open) return;
      put(counts.baseline, baseline, count);
      put(counts.candidate, candidate, count);
    },
    close: () => {
      open = false;
    },
    result: () => ({
      edges: Array.from({ length: BINS + 1 }, (_, index) => (index === BINS ? to : from + index * width)),
      baseline: [...counts.baseline],
      candidate: [...counts.candidate],
    }),
  };
}
