import type { SliceComparison } from '../contract/comparison';
import type { LabelComparison } from '../contract/label-comparison';
import type { OutputComparison } from '../contract/output-comparison';
import type { ToleranceOptions } from '../contract/tolerance';
import type { ClassLabel } from '../contract/model';
import type { PredictedBatch } from '../contract/predicted';
import type { Column } from '../data/table';
import { answersOf } from './answers';
import type { BatchRows, RowMarks } from './difference';
import { createLabelFold, type LabelFold, type LabelIndexes, type Rightness } from './labels';
import { createOutputs, type MarkedRows, type OutputsOptions, type OutputsResult } from './outputs';
import { rankChanges } from './rank-changes';
import type { RowsMeasured, RowsMeasures } from './rows-measured';
import type { Segmenter } from './segments';
import { createSlices, type Worth } from './slices';

export interface ComparisonOptions extends OutputsOptions {
  /** The classes that the sides know, in index order. */
  readonly classes: readonly ClassLabel[];
  /** For each column of the data; absent where slices are not asked for. */
  readonly segmenters?: readonly (Segmenter | undefined)[];
  /** Of the rows that gates are about. */
  readonly measures: RowsMeasures;
}

/** Consecutive rows that both sides have answered. */
export interface ComparedBatch {
  readonly rows: BatchRows;
  readonly baseline: PredictedBatch;
  readonly candidate: PredictedBatch;
  /** Whether labels are right, or how far numbers are off, where there is a truth. */
  readonly worth?: Worth;
  /** The data's columns, for slices and gates, and which of their rows these are, where not all. */
  readonly columns?: readonly (Column | undefined)[];
  readonly indexes?: Uint32Array;
}

/** What became of a batch, row by row. */
export interface FoldedBatch {
  readonly marks: MarkedRows;
  readonly labels?: LabelIndexes;
}

export interface ComparisonResult extends OutputsResult {
  readonly rows: number;
  readonly labels?: Omit<LabelComparison, 'truth'>;
  /** Old and new, right and wrong. */
  readonly truth?: ReturnType<LabelFold['truth']>;
  readonly slices?: readonly SliceComparison[];
  readonly measured: readonly RowsMeasured[];
  /** Rows whose largest probability is 1 to six digits. */
  readonly saturated: { readonly baseline: number; readonly candidate: number };
}

export interface ComparisonFold {
  add(batch: ComparedBatch): FoldedBatch;
  result(): ComparisonResult;
  /** What depends on tolerance with another one, from the stored numbers. */
  again(tolerance: ToleranceOptions): ComparisonAgain;
}

/** What of a comparison depends on tolerance, and what its notes are made from. */
export interface ComparisonAgain {
  readonly outputs: readonly OutputComparison[];
  readonly rowsOut: number;
  readonly saturated: ComparisonResult['saturated'];
  readonly measured: readonly RowsMeasured[];
  readonly rankChanges?: NonNullable<LabelComparison['rankChanges']>;
  /** For each compared row, in their order, 1 where an output, by the baseline's name, or any that is not ignored is out. */
  readonly marksOf: (output?: string) => Uint8Array;
}

/** Folds two sides batch by batch into everything that a comparison says of their answers. */
export function createComparison(options: ComparisonOptions): ComparisonFold {
  const outputs = createOutputs(options);
  const labels = createLabelFold(options.classes);
  const slices = options.segmenters ? createSlices(options.segmenters) : undefined;
  const saturated = { baseline: 0, candidate: 0 };
  let rows = 0;
  return {
    add: (batch) => {
      const { baseline, candidate, worth, columns, indexes } = batch;
      rows += batch.rows.count;
      const marks = outputs.add(answersOf(baseline), answersOf(candidate), batch.rows);
      saturated.baseline += countSaturated(baseline);
      saturated.candidate += countSaturated(candidate);
      if (slices && worth && columns)
        slices.add(columns, worth, { count: batch.rows.count, ...(indexes ? { indexes } : {}) });
      const indexed = addLabels(labels, batch, marks.all);
      options.measures.add(batch, indexed);
      return { marks, ...(indexed ? { labels: indexed } : {}) };
    },
    result: () => {
      const found = labels.result();
      const truth = labels.truth();
      return {
        ...outputs.result(),
        rows,
        ...(found ? { labels: found } : {}),
        ...(truth ? { truth } : {}),
        ...(slices ? { slices: slices.result() } : {}),
        measured: options.measures.result(),
        saturated,
      };
    },
    again: (tolerance) => {
      const { outputs: judged, out, marksOf } = outputs.again(tolerance);
      const ranks = labels.ranksWithout(out);
      const measured = options.measures.result();
      return {
        outputs: judged,
        rowsOut: out.count(),
        saturated,
        measured,
        marksOf,
        ...(ranks ? { rankChanges: ranks } : {}),
      };
    },
  };
}

function addLabels(fold: LabelFold, batch: ComparedBatch, marks: RowMarks): LabelIndexes | undefined {
  const { baseline, candidate, worth, rows } = batch;
  if (!baseline.labels || !candidate.labels) return undefined;
  const rankChanged = ranksOf(baseline, candidate);
  const right = worth?.kind === 'labels' ? rightnessOf(worth) : undefined;
  return fold.add(
    {
      baseline: baseline.labels,
      candidate: candidate.labels,
      ...(right ? { right } : {}),
      margins: {
        ...(baseline.margins ? { baseline: baseline.margins } : {}),
        ...(candidate.margins ? { candidate: candidate.margins } : {}),
      },
      ...(rankChanged ? { ranks: { changed: rankChanged, out: marks.out } } : {}),
    },
    rows,
  );
}

function rightnessOf({ baseline, candidate }: Extract<Worth, { kind: 'labels' }>): {
  readonly baseline: Rightness;
  readonly candidate: Rightness;
} {
  return { baseline, candidate };
}

/** Only where both sides have the same classes in one order. */
function ranksOf(baseline: PredictedBatch, candidate: PredictedBatch): Uint8Array | undefined {
  const [before, after] = [baseline.probabilities, candidate.probabilities];
  if (before?.classes.join('\n') !== after?.classes.join('\n') || !before || !after) return undefined;
  return rankChanges(before.values, after.values, before.classes.length);
}

const NEARLY_ONE = 1 - 1e-6;

function countSaturated({ probabilities, rows }: PredictedBatch): number {
  const width = probabilities?.classes.length ?? 0;
  if (!probabilities || width < 2) return 0;
  let count = 0;
  for (let row = 0; row < rows; row++) {
    let largest = 0;
    for (let at = row * width; at < (row + 1) * width; at++) {
      const value = probabilities.values[at] ?? 0;
      if (value > largest) largest = value;
    }
    if (largest >= NEARLY_ONE) count++;
  }
  return count;
}
