/**
 * A whole prediction through the built engine, and what each part of it costs: rows kept nowhere, written as CSV, logged.
 * The limit is the time that the runtime alone takes for the same rows, and the time that reading alone takes; all are
 * measured in one run, so that the ratios hold on any machine. Also: how soon the engine answers, cold and warm.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { PredictOutcome, PredictRequest } from '../../src/contract/predict';
import { createEngineClient } from '../../src/engine/client/engine-client';
import { request } from '../../test/support/engine';
import { FEATURES, perceptron, writeTable } from '../support/bench-network';

const ROWS = Number(process.argv[2] ?? 500_000);

const folder = mkdtempSync(join(tmpdir(), 'onnx-workbench-bench-'));
const client = createEngineClient({ entry: resolve('dist/engine.js') });
try {
  writeFileSync(join(folder, 'mlp.onnx'), perceptron());
  await writeTable(join(folder, 'few.csv'), 100);
  await writeTable(join(folder, 'many.csv'), ROWS);
  await measureAnswers();
  await measureRows();
} finally {
  await client.dispose();
  rmSync(folder, { recursive: true, force: true });
}

async function measureAnswers(): Promise<void> {
  const cold = await timed(() => predict('few.csv', {}));
  const warm = await timed(() => predict('few.csv', {}));
  console.log(`100 rows, first call, process start included  ${milliseconds(cold.time)}`);
  console.log(`100 rows, again                               ${milliseconds(warm.time)}`);
}

async function measureRows(): Promise<void> {
  const nowhere = await timed(() => predict('many.csv', {}));
  const { timing } = finished(nowhere.value);
  const log = { kind: 'file', path: join(folder, 'log.db') } as const;
  const out = { kind: 'file', path: join(folder, 'out.csv'), keep: 'all' } as const;
  const logged = await timed(() => predict('many.csv', { log }));
  const written = await timed(() => predict('many.csv', { output: out }));
  console.log(`\n${ROWS.toLocaleString('en')} rows x ${FEATURES} columns           time   of the first  rows/s`);
  line('predicted, kept nowhere', nowhere.time, nowhere.time);
  line('  reading alone', timing.parse, nowhere.time);
  line('  the runtime alone', timing.infer, nowhere.time);
  line('predicted and logged', logged.time, nowhere.time);
  line('predicted and written as CSV', written.time, nowhere.time);
  console.log(`largest resident size of the engine: ${largestSize()}`);
}

function predict(data: string, more: Partial<PredictRequest>): Promise<PredictOutcome> {
  return client.engine.predict(request(folder, 'mlp.onnx', data, { pages: false, ...more }));
}

function finished(outcome: PredictOutcome): Extract<PredictOutcome, { status: 'ok' | 'failed' | 'cancelled' }> {
  if (outcome.status !== 'ok') throw new Error(outcome.issues[0]?.message ?? outcome.status);
  return outcome;
}

async function timed<V>(work: () => Promise<V>): Promise<{ time: number; value: V }> {
  const started = performance.now();
  const value = await work();
  return { time: performance.now() - started, value };
}

function line(what: string, time: number, whole: number): void {
  const rate = Math.round(ROWS / (time / 1000)).toLocaleString('en');
  console.log(
    `${what.padEnd(32)} ${milliseconds(time).padStart(9)} ${(time / whole).toFixed(2).padStart(10)}  ${rate}`,
  );
}

function milliseconds(time: number): string {
  return `${time.toFixed(0)} ms`;
}

/** Where the system tells it. */
function largestSize(): string {
  try {
    const status = readFileSync(`/proc/${client.pid()}/status`, 'utf8');
    return /VmHWM:\s+(.*)/.exec(status)?.[1] ?? 'unknown';
  } catch {
    return 'unknown on this system';
  }
}
