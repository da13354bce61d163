/**
 * Two networks on the same rows with all statistics and flips, against predicting with each of them alone: how much longer
 * it takes, and how much memory it needs for ten times the rows.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { CompareRequest } from '../../src/contract/compare';
import { createEngineClient, type EngineClient } from '../../src/engine/client/engine-client';
import { request } from '../../test/support/engine';
import { perceptron, writeTable } from '../support/bench-network';

const ROWS = Number(process.argv[2] ?? 1_000_000);
const ROUNDS = 3;

const folder = mkdtempSync(join(tmpdir(), 'onnx-workbench-bench-'));
try {
  writeFileSync(join(folder, 'old.onnx'), perceptron(1));
  writeFileSync(join(folder, 'new.onnx'), perceptron(2));
  await writeTable(join(folder, 'tenth.csv'), ROWS / 10);
  await writeTable(join(folder, 'many.csv'), ROWS);
  await measureTime();
  await measureMemory();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measureTime(): Promise<void> {
  const times = { old: [] as number[], new: [] as number[], both: [] as number[] };
  await withEngine(async (client) => {
    for (let round = 0; round < ROUNDS; round++) {
      times.old.push(await timed(() => predict(client, 'old.onnx')));
      times.new.push(await timed(() => predict(client, 'new.onnx')));
      times.both.push(await timed(() => compare(client, 'many.csv')));
    }
  });
  const [old, other, both] = [least(times.old), least(times.new), least(times.both)];
  console.log(`${ROWS.toLocaleString('en')} rows x 10 columns, the fastest of ${ROUNDS}`);
  console.log(`predicted with one, then the other   ${milliseconds(old)} + ${milliseconds(other)}`);
  console.log(
    `compared, all statistics and flips   ${milliseconds(both)}, ${(both / (old + other)).toFixed(2)} of both`,
  );
}

async function measureMemory(): Promise<void> {
  for (const data of ['tenth.csv', 'many.csv']) {
    const size = await withEngine(async (client) => {
      await compare(client, data);
      return largestSize(client);
    });
    console.log(`largest resident size after ${data.padEnd(10)}   ${size}`);
  }
}

async function withEngine<V>(work: (client: EngineClient) => Promise<V>): Promise<V> {
  const client = createEngineClient({ entry: resolve('dist/engine.js') });
  try {
    return await work(client);
  } finally {
    await client.dispose();
  }
}

async function predict(client: EngineClient, model: string): Promise<void> {
  const outcome = await client.engine.predict(request(folder, model, 'many.csv', { pages: false }));
  if (outcome.status !== 'ok') throw new Error(outcome.issues[0]?.message ?? outcome.status);
}

async function compare(client: EngineClient, data: string): Promise<void> {
  const asked: CompareRequest = {
    baseline: { kind: 'model', path: 'old.onnx' },
    candidate: { kind: 'model', path: 'new.onnx' },
    data: { kind: 'file', path: data },
    folder,
    binding: {},
    reading: {},
    pairs: {},
    tolerance: {},
    gates: [],
    slices: false,
    log: { kind: 'off' },
    pages: false,
  };
  const { comparison } = await client.engine.compare(asked);
  if (comparison.verdict !== 'different') throw new Error(comparison.summary);
}

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function least(times: readonly number[]): number {
  return Math.min(...times);
}

function milliseconds(time: number): string {
  return `${time.toFixed(0)} ms`;
}

/** Where the system tells it. */
function largestSize(client: EngineClient): string {
  try {
    const status = readFileSync(`/proc/${client.pid()}/status`, 'utf8');
    return /VmHWM:\s+(.*)/.exec(status)?.[1] ?? 'unknown';
  } catch {
    return 'unknown on this system';
  }
}
