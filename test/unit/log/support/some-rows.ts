import type { PredictedBatch } from '../../../../src/contract/predicted';
import type { Batch } from '../../../../src/data/table';
import { encodeRows } from '../../../../src/log/rows/encode';

/** Rows from `start` with one text column `name` and a score. */
export function someRows(start: number, names: readonly string[]): Uint8Array {
  const rows = names.length;
  const batch: Batch = {
    start,
    rows,
    columns: [{ kind: 'text', values: names }],
    line: () => undefined,
    issues: [],
  };
  const predicted: PredictedBatch = {
    start,
    rows,
    scores: Float64Array.from(names, (_, index) => start + index),
    outputs: [],
    told: [],
    whole: [],
    failed: new Map(),
  };
  return encodeRows({ batch, columns: ['name'], predicted, inputs: 'full', redact: [] });
}
