import type { Issue } from '../../contract/issue';
import type { OutputColumn, PredictedBatch } from '../../contract/predicted';

/** Counts NaN and infinities in float outputs, so that they are said and not only shown. */
export interface NonFinite {
  add(predicted: PredictedBatch): void;
  issues(): readonly Issue[];
}

interface Counts {
  nan: number;
  infinite: number;
  /** The first row that has one. */
  readonly row: number;
}

export function createNonFinite(): NonFinite {
  const outputs = new Map<string, Counts>();
  return {
    add: (predicted) => {
      for (const output of predicted.outputs) count(output, predicted, outputs);
    },
    issues: () =>
      [...outputs].map(([name, { nan, infinite, row }]) => ({
        severity: 'info',
        code: 'non-finite-outputs',
        message: `The output '${name}' holds ${nan} NaN and ${infinite} infinite values, the first in row ${row}; means leave them out.`,
        row,
      })),
  };
}

function count(output: OutputColumn, { rows, start, failed }: PredictedBatch, outputs: Map<string, Counts>): void {
  const { data } = output;
  if (!(data instanceof Float32Array || data instanceof Float64Array)) return;
  const width = data.length / Math.max(1, rows);
  for (const [index, value] of data.entries()) {
    if (Number.isFinite(value)) continue;
    const row = start + Math.floor(index / width);
    if (failed.has(row)) continue;
    const counts = outputs.get(output.name) ?? { nan: 0, infinite: 0, row };
    if (Number.isNaN(value)) counts.nan++;
    else counts.infinite++;
    outputs.set(output.name, counts);
  }
}
