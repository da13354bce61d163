/**
 * How long writing 1M predictions takes, per format, and how it compares with the same bytes joined from ready text.
 */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PredictedBatch } from '../../src/contract/predicted';
import type { Batch, TableHead } from '../../src/data/table';
import { openPredictionFile, streamPredictions } from '../../src/data/write/writer';

const ROWS = 1_000_000;
const BATCH_ROWS = 16_384;
const CLASSES = ['setosa', 'versicolor', 'virginica'];
const COLUMNS = ['a', 'b', 'c', 'd'];

const head: TableHead = { format: 'csv', columns: COLUMNS, named: true, constants: [], issues: [] };
const cells = COLUMNS.map(() => Array.from({ length: BATCH_ROWS }, () => (Math.random() * 10).toFixed(3)));
const probabilities = Float32Array.from({ length: BATCH_ROWS * CLASSES.length }, () => Math.random());

function batchAt(start: number, rows: number): { batch: Batch; predicted: PredictedBatch } {
  const columns = cells.map((values) => ({ kind: 'text' as const, values }));
  const batch: Batch = { start, rows, columns, line: (index) => start + index + 2, issues: [] };
  const labels = Array.from({ length: rows }, (_, index) => CLASSES[index % 3] ?? '');
  const scores = Float64Array.from({ length: rows }, (_, index) => probabilities[index * 3] ?? 0);
  const output = { name: 'probabilities', dtype: 'float32' as const, rowShape: [3], data: probabilities };
  const predicted: PredictedBatch = {
    start,
    rows,
    labels,
    scores,
    margins: scores,
    probabilities: { classes: CLASSES, dtype: 'float32', values: probabilities },
    outputs: [output],
    told: ['probabilities'],
    whole: [],
    failed: new Map(),
  };
  return { batch, predicted };
}

async function measure(name: string, open: () => Promise<ReturnType<typeof streamPredictions>>): Promise<number> {
  const begin = performance.now();
  const writer = await open();
  for (let start = 0; start < ROWS; start += BATCH_ROWS) {
    const { batch, predicted } = batchAt(start, Math.min(BATCH_ROWS, ROWS - start));
    await writer.add(batch, predicted);
  }
  await writer.finish();
  const seconds = (performance.now() - begin) / 1000;
  console.log(`${name.padEnd(24)} ${seconds.toFixed(2)} s`);
  return seconds;
}

const folder = await mkdtemp(join(tmpdir(), 'write-'));
try {
  const drop = (): Promise<void> => Promise.resolve();
  const none = await measure('csv, --keep none', () =>
    Promise.resolve(streamPredictions('csv', drop, { head, keep: 'none' })),
  );
  await measure('predictions of --json', () =>
    Promise.resolve(streamPredictions('predictions-json', drop, { head, keep: 'none' })),
  );
  for (const extension of ['csv', 'jsonl', 'parquet']) {
    const path = join(folder, `out.${extension}`);
    const seconds = await measure(`${extension}, all columns`, () => openPredictionFile(path, { head, keep: 'all' }));
    const { size } = await stat(path);
    console.log(`${''.padEnd(24)} ${(size / 1e6).toFixed(0)} MB, ${(seconds / none).toFixed(1)} x csv without inputs`);
  }
  console.log(`memory ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`);
} finally {
  await rm(folder, { recursive: true });
}
