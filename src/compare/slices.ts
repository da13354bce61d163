import type { SliceComparison } from '../contract/comparison';
import type { Column } from '../data/table';
import type { Segmenter } from './segments';
import { holm, mcnemar, normalTwoSided, pOf } from './significance';

/** What either side got of the rows of a batch: whether a label was right, or how far a number was off. */
export type Worth =
  | { readonly kind: 'labels'; readonly baseline: Uint8Array; readonly candidate: Uint8Array }
  | { readonly kind: 'errors'; readonly baseline: Float64Array; readonly candidate: Float64Array };

/** Segments of one column in which the candidate does worse, over all batches. */
export interface SlicesFold {
  /** `indexes`: which rows of the columns are meant, where not all. */
  add(
    columns: readonly (Column | undefined)[],
    worth: Worth,
    rows: { readonly count: number; readonly indexes?: Uint32Array },
  ): void;
  /** The worst first: most harm, which is effect times size. */
  result(): readonly SliceComparison[];
}

/** Smaller segments say nothing. */
const LEAST_ROWS = 10;
const MOST_SHOWN = 50;

interface Tally {
  rows: number;
  /** Rights, or sums of absolute errors. */
  baseline: number;
  candidate: number;
  /** Rows that became wrong and right. */
  worse: number;
  better: number;
  /** Sum of squared changes of the absolute error. */
  squares: number;
}

/** `segmenters[i]` is that of `columns[i]`; undefined for a column that has none. */
export function createSlices(segmenters: readonly (Segmenter | undefined)[]): SlicesFold {
  const tallies = segmenters.map((segmenter) => segmenter?.segments.map(emptyTally) ?? []);
  let metric: SliceComparison['metric'] = 'accuracy';
  return {
    add: (columns, worth, { count, indexes }) => {
      metric = worth.kind === 'labels' ? 'accuracy' : 'mae';
      for (const [place, segmenter] of segmenters.entries()) {
        const column = columns[place];
        if (!segmenter || !column) continue;
        for (let index = 0; index < count; index++) {
          const tally = tallies[place]?.[segmenter.of(column, indexes?.[index] ?? index)];
          if (tally) addRow(tally, worth, index);
        }
      }
    },
    result: () => {
      const found = segmenters.flatMap((segmenter, place) =>
        (segmenter?.segments ?? []).flatMap((segment, which) => {
          const tally = tallies[place]?.[which];
          return tally && tally.rows >= LEAST_ROWS ? [sliceOf(segmenter?.column ?? '', segment, tally, metric)] : [];
        }),
      );
      const adjusted = holm(found.map(({ p }) => p));
      return found
        .map((slice, index): SliceComparison => ({ ...slice, adjustedP: adjusted[index] ?? 1 }))
        .filter((slice) => harmOf(slice) > 0)
        .toSorted((one, other) => harmOf(other) - harmOf(one))
        .slice(0, MOST_SHOWN);
    },
  };
}

function emptyTally(): Tally {
  return { rows: 0, baseline: 0, candidate: 0, worse: 0, better: 0, squares: 0 };
}

function addRow(tally: Tally, worth: Worth, index: number): void {
  const before = worth.baseline[index] ?? NaN;
  const after = worth.candidate[index] ?? NaN;
  if (worth.kind === 'labels' ? before > 1 || after > 1 : !Number.isFinite(before + after)) return;
  tally.rows++;
  tally.baseline += before;
  tally.candidate += after;
  tally.squares += (after - before) ** 2;
  if (after < before) tally.worse++;
  else if (after > before) tally.better++;
}

function sliceOf(
  column: string,
  segment: SliceComparison['segment'],
  tally: Tally,
  metric: SliceComparison['metric'],
): SliceComparison {
  const { rows, worse, better } = tally;
  const baseline = tally.baseline / rows;
  const candidate = tally.candidate / rows;
  const p = metric === 'accuracy' ? pOf(mcnemar(worse, better), worse + better) : pairedP(tally);
  return { column, segment, rows, metric, baseline, candidate, delta: candidate - baseline, p, adjustedP: p };
}

/** Two-sided test of the mean change of the absolute error against 0, by the normal distribution. */
function pairedP({ rows, baseline, candidate, squares }: Tally): number {
  const mean = (candidate - baseline) / rows;
  const variance = (squares - rows * mean * mean) / (rows - 1);
  if (variance <= 0) return mean === 0 ? 1 : 0;
  return normalTwoSided(mean / Math.sqrt(variance / rows));
}

/** Rows lost, or error gained, in the whole segment. */
function harmOf({ metric, delta, rows }: SliceComparison): number {
  return (metric === 'accuracy' ? -delta : delta) * rows;
}
