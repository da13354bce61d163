import type { PredictedBatch } from '../../../../src/contract/predicted';
import type { Issue } from '../../../../src/contract/issue';
import type { Batch, Column, TableHead } from '../../../../src/data/table';

/** A table head of a CSV file with these columns. */
export function csvHead(...columns: string[]): TableHead {
  return { format: 'csv', columns, named: true, constants: [], issues: [] };
}

export function textColumn(...values: string[]): Column {
  return { kind: 'text', values };
}

/** Consecutive rows of a file whose header is its first line. */
export function batchOf(start: number, rows: number, columns: readonly Column[]): Batch {
  return { start, rows, columns, line: (index) => start + index + 2, issues: [] };
}

/** An answer with the given parts. */
export function predictedOf(parts: Partial<PredictedBatch> & { readonly rows: number }): PredictedBatch {
  return { start: 0, outputs: [], told: [], whole: [], failed: new Map(), ...parts };
}

/** Three rows of a classifier whose classes need quoting. */
export function classified(failedRows: readonly number[] = []): PredictedBatch {
  const issue: Issue = { severity: 'error', code: 'not-a-number', message: 'Not a number.' };
  const values = Float32Array.of(0.9, 0.1, 0.25, 0.75, 0.1, 0.9);
  return predictedOf({
    rows: 3,
    labels: ['no, never', 'yes', 'yes'],
    scores: Float64Array.of(0.9, 0.75, 0.9).map(Math.fround),
    probabilities: { classes: ['no, never', 'yes'], dtype: 'float32', values },
    outputs: [
      { name: 'label', dtype: 'string', rowShape: [], data: ['no, never', 'yes', 'yes'] },
      { name: 'probability', dtype: 'float32', rowShape: [2], data: values, keys: ['no, never', 'yes'] },
    ],
    told: ['label', 'probability'],
    failed: new Map(failedRows.map((row) => [row, issue])),
  });
}

/** A regressor's answer: one float32 a row. */
export function regressed(...values: number[]): PredictedBatch {
  return predictedOf({
    rows: values.length,
    scores: Float64Array.from(values, Math.fround),
    outputs: [{ name: 'variable', dtype: 'float32', rowShape: [], data: Float32Array.from(values) }],
    told: ['variable'],
  });
}

/** Three rows of text, some of which a CSV has to quote, and their head. */
export const HEAD = csvHead('id', 'note');
export const THREE = batchOf(0, 3, [textColumn('00012', '2', '3'), textColumn('a,b', 'say "x"', 'plain')]);
