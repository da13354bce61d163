/**
 * How fast rows reach the log: 1M rows of 10 numeric columns and 3 probabilities, in batches of 16k.
 */
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PredictedBatch } from '../../src/contract/predicted';
import { openTable } from '../../src/data/open';
import type { Batch } from '../../src/data/table';
import { openLog } from '../../src/log/open';
import { decodeRows } from '../../src/log/rows/decode';
import { encodeRows } from '../../src/log/rows/encode';

const ROWS = 1_000_000;
const BATCH_ROWS = 16_384;
const CLASSES = ['a', 'b', 'c'];
const COLUMNS = Array.from({ length: 10 }, (_, index) => `x${index}`);

/** How a number stands in the file. */
const WRITINGS: Readonly<Record<string, (value: number) => string>> = {
  'shortest (0.123)': (value) => String(value),
  'fixed (1.50)': (value) => value.toFixed(2),
  'full precision (0.12345678901234567)': (value) => String(Math.sin(value)),
};

/** The first rows of a CSV of such numbers, as the reader gives them. */
async function csvBatch(write: (value: number) => string): Promise<Batch> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-log-'));
  const path = join(folder, 'data.csv');
  const line = (row: number): string =>
    COLUMNS.map((_, column) => write(((row * 7919 + column * 104_729) % 100_000) / 1000)).join(',');
  writeFileSync(
    path,
    `${[COLUMNS.join(','), ...Array.from({ length: BATCH_ROWS }, (_, row) => line(row))].join('\n')}\n`,
  );
  const table = await openTable({ kind: 'file', path, displayName: path }, {});
  try {
    for await (const batch of table.batches(BATCH_ROWS)) return batch;
    throw new Error('The file has no rows.');
  } finally {
    await table.close();
    rmSync(folder, { recursive: true });
  }
}

function predictions(): PredictedBatch {
  const rows = BATCH_ROWS;
  const values = Float32Array.from({ length: rows * CLASSES.length }, (_, index) => (index % 100) / 100);
  const floats = Float64Array.from({ length: rows }, (_, row) => row / rows);
  return {
    start: 0,
    rows,
    labels: Array.from({ length: rows }, (_, row) => CLASSES[row % 3] ?? ''),
    scores: floats,
    margins: floats,
    probabilities: { classes: CLASSES, dtype: 'float32', values },
    outputs: [
      {
        name: 'label',
        dtype: 'int64',
        rowShape: [],
        data: BigInt64Array.from({ length: rows }, (_, row) => BigInt(row % 3)),
      },
      { name: 'probabilities', dtype: 'float32', rowShape: [3], data: values },
    ],
    told: ['label', 'probabilities'],
    whole: [],
    failed: new Map(),
  };
}

/** Of this process: the clock would count what else the machine does. */
function cpuMilliseconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

async function main(): Promise<void> {
  const batches = Math.ceil(ROWS / BATCH_ROWS);
  for (const [name, write] of Object.entries(WRITINGS)) {
    const batch = await csvBatch(write);
    const predicted = predictions();
    for (const inputs of ['full', 'hash', 'off'] as const) {
      const request = { batch, columns: COLUMNS, predicted, inputs, redact: [] };
      encodeRows(request);
      const begun = cpuMilliseconds();
      let bytes = encodeRows(request);
      for (let index = 1; index < batches; index += 1) bytes = encodeRows(request);
      const encoded = cpuMilliseconds() - begun;
      const decodeBegun = cpuMilliseconds();
      for (let index = 0; index < batches; index += 1) decodeRows(bytes);
      const decoded = cpuMilliseconds() - decodeBegun;
      const size = (bytes.length / BATCH_ROWS).toFixed(1);
      console.log(
        `${name}, inputs ${inputs}: encode ${encoded.toFixed(0)} ms, decode ${decoded.toFixed(0)} ms, ${size} B/row`,
      );
      if (inputs === 'full') await writeBatches(bytes, batches);
    }
  }
}

async function writeBatches(bytes: Uint8Array, batches: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-log-'));
  const path = join(folder, 'log.db');
  const opening = await openLog(path, { mode: 'write' });
  if (opening.kind !== 'open') throw new Error(`The log is ${opening.kind}.`);
  const { log } = opening;
  const { run } = await log.startRun({
    source: 'cli',
    model: { path: '/m.onnx', name: 'm', sha256: '', revision: null },
    data: { path: '/d.csv', sha256: null },
    executionProvider: 'cpu',
    runtimeVersion: '1',
    batchSize: BATCH_ROWS,
    inputs: 'full',
  });
  const begun = performance.now();
  for (let index = 0; index < batches; index += 1) await log.appendBatch(run.id, index * BATCH_ROWS, BATCH_ROWS, bytes);
  await log.finishRun(run.id, { status: 'ok', rows: ROWS });
  const written = performance.now() - begun;
  await log.close();
  console.log(`  write ${written.toFixed(0)} ms, ${(statSync(path).size / 1e6).toFixed(0)} MB`);
  rmSync(folder, { recursive: true });
}

await main();
