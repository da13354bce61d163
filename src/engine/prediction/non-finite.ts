import type { Issue } from '../../contract/issue';
import type { OutputColumn, PredictedBatch } from '../../contract/predicted';
import { float16Value } from '../../data/float16';

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
  const data = floats(output);
  if (!data) return;
  const width = data.length / Math.max(1, rows);
  for (let index = 0; index < data.length; index++) {
    const value = data[index] ?? NaN;
    if (value - value === 0) continue;
    const row = start + Math.floor(index / width);
    if (failed.has(row)) continue;
    const counts = outputs.get(output.name) ?? { nan: 0, infinite: 0, row };
    if (Number.isNaN(value)) counts.nan++;
    else counts.infinite++;
    outputs.set(output.name, counts);
  }
}

function floats({ data, dtype }: OutputColumn): Float32Array | Float64Array | undefined {
  if (data instanceof Float32Array || data instanceof Float64Array) return data;
  return dtype === 'float16' && data instanceof Uint16Array ? Float32Array.from(data, float16Value) : undefined;
}
