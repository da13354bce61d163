import { relativeTo, type DifferenceRule, type DifferenceTotals } from './elements';
import { pairReader, type Pair } from './pair';
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
  { floats }: DifferenceRule,
  { low, high }: DifferenceTotals,
  selections: { readonly abs: Selection; readonly rel: Selection },
  scan: Scan,
): Spread {
  const abs = selections.abs.search(QUANTILES);
  const rel = selections.rel.search(QUANTILES);
  const searches = [abs, rel].filter((search) => search !== undefined);
  const bins = createBins(low, high);
  const visit = (x: number, y: number, exact: number): number => {
    abs?.add(exact);
    rel?.add(relativeTo(exact, Math.abs(x), floats));
    bins.add(x, y);
    return exact;
  };
  do {
    for (const search of searches) search.beginPass();
    scan((pair) => visitFinite(pair, visit));
    for (const search of searches) search.endPass();
    bins.close();
  } while (!searches.every((search: Search) => search.done()));
  return { abs: abs?.results() ?? [], rel: rel?.results() ?? [], ...bins.result() };
}

function visitFinite(pair: Pair, visit: (x: number, y: number, difference: number) => number): void {
  const read = pairReader(pair, {
    number: (x, y) => (x - x === 0 && y - y === 0 ? visit(x, y, Math.abs(y - x)) : 0),
    whole: (x, y) => visit(Number(x), Number(y), Number(x > y ? x - y : y - x)),
  });
  for (let at = 0; at < pair.baseline.length; at++) read(at, 0, 0);
}

interface Bins {
  add(baseline: number, candidate: number): void;
  /** Later passes count nothing. */
  close(): void;
  result(): Pick<Spread, 'edges' | 'baseline' | 'candidate'>;
}

/** Ten bins of equal width from the smallest to the largest value of both sides; around a single value, one to each side. */
function createBins(low: number, high: number): Bins {
  const [from, to] = low === high ? [low - 0.5, high + 0.5] : [low, high];
  const width = to / BINS - from / BINS;
  const counts = { baseline: new Array<number>(BINS).fill(0), candidate: new Array<number>(BINS).fill(0) };
  const put = (side: number[], value: number): void => {
    const bin = Math.min(BINS - 1, Math.max(0, Math.floor((value - from) / width)));
    side[bin] = (side[bin] ?? 0) + 1;
  };
  let open = true;
  return {
    add: (baseline, candidate) => {
      if (!open) return;
      put(counts.baseline, baseline);
      put(counts.candidate, candidate);
    },
    close: () => {
      open = false;
    },
    result: () => ({
      edges: Array.from({ length: BINS + 1 }, (_, index) => (index === BINS ? to : from + index * width)),
      ...counts,
    }),
  };
}
