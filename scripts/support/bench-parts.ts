import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PredictedBatch } from '../../src/contract/predicted';
import { openTable } from '../../src/data/open';
import type { Batch } from '../../src/data/table';
import { openPredictionFile } from '../../src/data/write/writer';
import { modelStamp } from '../../src/engine/model-files';
import { Sessions } from '../../src/engine/workers/sessions';
import { toRuntime } from '../../src/engine/workers/tensor-codec';

const BATCH_ROWS = 10_000;
const FEATURES = 10;

/** Prints the seconds that each part of a prediction takes alone, the fastest of `rounds`. */
export async function measureParts(
  data: string,
  network: string,
  forest: string,
  out: string,
  rounds: number,
): Promise<void> {
  const times = new Map<string, number>();
  const measure = async (part: string, work: () => Promise<void>): Promise<void> => {
    const started = performance.now();
    await work();
    times.set(part, Math.min(times.get(part) ?? Infinity, (performance.now() - started) / 1000));
  };
  const features = await featuresOf(data);
  for (let round = 0; round < rounds; round++) {
    await measure('read the bytes', () => readBytes(data));
    await measure('parse', () => parse(data));
    await measure('infer, network', () => infer(network, features));
    await measure('infer, forest', () => infer(forest, features));
    await measure('parse and write', () => parseAndWrite(data, out));
  }
  console.log(`\nParts alone, s, the fastest of ${rounds}`);
  for (const [part, seconds] of times) console.log(`${part.padEnd(24)} ${seconds.toFixed(2).padStart(8)}`);
}

async function readBytes(path: string): Promise<void> {
  let bytes = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 })) bytes += (chunk as Buffer).length;
  if (bytes === 0) throw new Error(`${path} is empty.`);
}

async function* batchesOf(path: string): AsyncGenerator<Batch> {
  const source = await openTable({ kind: 'file', path, displayName: path }, {});
  yield* source.batches(BATCH_ROWS);
}

async function parse(path: string): Promise<void> {
  let rows = 0;
  for await (const batch of batchesOf(path)) rows += batch.rows;
  if (rows === 0) throw new Error(`${path} has no rows.`);
}

async function featuresOf(path: string): Promise<Float32Array[]> {
  const all: Float32Array[] = [];
  for await (const { rows, columns } of batchesOf(path)) {
    const features = new Float32Array(rows * columns.length);
    columns.forEach((column, offset) => {
      if (column.kind !== 'number') throw new Error('The table is all numbers.');
      for (let row = 0; row < rows; row++) features[row * columns.length + offset] = column.values[row] ?? NaN;
    });
    all.push(features);
  }
  return all;
}

/** With the options of a prediction: as many threads as ONNX Runtime chooses, which do not spin. */
async function infer(model: string, batches: readonly Float32Array[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'onnx-workbench-bench-'));
  const sessions = new Sessions(folder);
  const stamp = await modelStamp(model, []);
  const load = { model, displayName: model, externalData: [], stamp, appended: new Uint8Array(), threads: 0 };
  const loaded = await sessions.load(load);
  if (loaded.kind !== 'loaded') throw new Error(`${model} is ${loaded.kind}.`);
  const session = sessions.get(loaded.session);
  const [input = ''] = session.inputNames;
  for (const data of batches) {
    const rows = data.length / FEATURES;
    await session.run({ [input]: toRuntime({ dtype: 'float32', dims: [rows, FEATURES], data }) as never });
  }
  await sessions.release(loaded.session);
  rmSync(folder, { recursive: true });
}

async function parseAndWrite(data: string, out: string): Promise<void> {
  const source = await openTable({ kind: 'file', path: data, displayName: data }, {});
  const writer = await openPredictionFile(out, { head: source.head, keep: 'all' });
  for await (const batch of source.batches(BATCH_ROWS)) await writer.add(batch, predictionsOf(batch));
  await writer.finish();
}

const CLASSES = ['0', '1', '2'];
const probabilities = Float32Array.from({ length: BATCH_ROWS * CLASSES.length }, () => Math.random());
const scores = Float64Array.from({ length: BATCH_ROWS }, (_, row) => probabilities[row * CLASSES.length] ?? 0);

function predictionsOf({ start, rows }: Batch): PredictedBatch {
  return {
    start,
    rows,
    labels: Array.from({ length: rows }, (_, row) => row % CLASSES.length),
    scores,
    margins: scores,
    probabilities: { classes: CLASSES, dtype: 'float32', values: probabilities },
    outputs: [],
    told: [],
    whole: [],
    failed: new Map(),
  };
}
