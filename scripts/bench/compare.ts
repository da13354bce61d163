/**
 * Two networks on the same rows with all statistics and flips, against predicting with each of them alone: how much longer
 * it takes, in time and in seconds of the processor, and how much memory it needs for more rows. The statistics and flips
 * alone, of arrays in memory; where BENCH_PYTHON names a Python with NumPy, the same with it.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ComparedRows } from '../../src/contract/compare-rows';
import type { RowsView } from '../../src/contract/rows';
import { createEngineClient, type EngineClient } from '../../src/engine/client/engine-client';
import { compareRequest, request } from '../../test/support/engine';
import { perceptron, writeTable } from '../support/bench-network';
import { compareArrays } from '../support/compare-arrays';

const ROWS = Number(process.argv[2] ?? 1_000_000);
const ROUNDS = 3;
const TICKS_PER_SECOND = 100;
/** Outputs of the networks: a usual number, and one that is as wide as the data. */
const CLASSES = [3, 10];
const WORST_FIRST: RowsView = {
  conditions: [],
  order: { column: 'output:difference', direction: 'descending' },
};

const folder = mkdtempSync(join(tmpdir(), 'onnx-workbench-bench-'));
try {
  await writeTable(join(folder, 'tenth.csv'), ROWS / 10);
  await writeTable(join(folder, 'many.csv'), ROWS);
  await writeTable(join(folder, 'thrice.csv'), 3 * ROWS);
  for (const classes of CLASSES.toReversed()) {
    writeFileSync(join(folder, 'old.onnx'), perceptron(1, classes));
    writeFileSync(join(folder, 'new.onnx'), perceptron(2, classes));
    console.log(`${classes} outputs of each network`);
    await measureTime(false);
    console.log(`statistics and flips alone, in memory   ${milliseconds(compareArrays(ROWS, classes))}`);
    measureNumPy(classes);
  }
  await measureTime(true);
  await measurePages();
  await measureMemory();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** `pages`: with rows that are kept to be looked at, of each prediction too. */
async function measureTime(pages: boolean): Promise<void> {
  const times = { old: [] as number[], new: [] as number[], both: [] as number[] };
  const seconds = { alone: [] as number[], both: [] as number[] };
  await withEngine(async (client) => {
    // There is no process before the first call.
    await client.engine.inspect({ model: 'old.onnx', folder });
    for (let round = 0; round < ROUNDS; round++) {
      const before = processorSeconds(client);
      times.old.push(await timed(() => predict(client, 'old.onnx', pages)));
      times.new.push(await timed(() => predict(client, 'new.onnx', pages)));
      const between = processorSeconds(client);
      times.both.push(await timed(() => compare(client, 'many.csv', pages)));
      seconds.alone.push(between - before);
      seconds.both.push(processorSeconds(client) - between);
    }
  });
  const [old, other, both] = [least(times.old), least(times.new), least(times.both)];
  const [alone, together] = [least(seconds.alone), least(seconds.both)];
  console.log(
    `${ROWS.toLocaleString('en')} rows x 10 columns, the fastest of ${ROUNDS}${pages ? ', rows kept for pages' : ''}`,
  );
  console.log(`predicted with one, then the other   ${milliseconds(old)} + ${milliseconds(other)}`);
  console.log(
    `compared, all statistics and flips   ${milliseconds(both)}, ${(both / (old + other)).toFixed(2)} of both`,
  );
  console.log(
    `of the processor   ${alone.toFixed(2)} s, compared ${together.toFixed(2)} s, ${(together / alone).toFixed(2)} of both`,
  );
}

function measureNumPy(classes: number): void {
  const python = process.env.BENCH_PYTHON;
  if (python === undefined) return;
  const script = resolve('scripts/support/compare-numpy.py');
  const [time, size] = execFileSync(python, [script, String(ROWS), String(classes)], { encoding: 'utf8' }).split(' ');
  console.log(`NumPy, on arrays in memory   ${milliseconds(Number(time))}, largest resident size ${size?.trim()} kB`);
}

/** How soon the rows of a comparison are there, the worst first. */
async function measurePages(): Promise<void> {
  await withEngine(async (client) => {
    const rows = await compare(client, 'many.csv', true);
    const page = (start: number, view?: RowsView): Promise<unknown> =>
      client.engine.rows({ result: rows?.result ?? '', start, end: start + 100, ...(view ? { view } : {}) });
    const inOrder = await timed(() => page(0));
    const first = await timed(() => page(0, WORST_FIRST));
    const next = await timed(() => page(ROWS / 2, WORST_FIRST));
    console.log(
      `100 rows of both sides   ${milliseconds(inOrder)}, the worst first ${milliseconds(first)}, then ${milliseconds(next)}`,
    );
  });
}

async function measureMemory(): Promise<void> {
  for (const [data, pages] of [
    ['tenth.csv', false],
    ['many.csv', false],
    ['thrice.csv', false],
    ['many.csv', true],
  ] as const) {
    const size = await withEngine(async (client) => {
      await compare(client, data, pages);
      return largestSize(client);
    });
    console.log(`largest resident size after ${data.padEnd(10)}${pages ? ' with rows kept' : ''}   ${size}`);
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

async function predict(client: EngineClient, model: string, pages = false): Promise<void> {
  const outcome = await client.engine.predict(request(folder, model, 'many.csv', { pages }));
  if (outcome.status !== 'ok') throw new Error(outcome.issues[0]?.message ?? outcome.status);
}

async function compare(client: EngineClient, data: string, pages = false): Promise<ComparedRows | undefined> {
  const asked = compareRequest(folder, ['old.onnx', 'new.onnx'], data, { pages });
  const outcome = await client.engine.compare(asked);
  if (outcome.comparison.verdict !== 'different') throw new Error(outcome.comparison.summary);
  return outcome.status === 'ok' ? outcome.rows : undefined;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
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

/** Of all threads so far, where the system tells it. */
function processorSeconds(client: EngineClient): number {
  try {
    const fields = readFileSync(`/proc/${client.pid()}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  } catch {
    return NaN;
  }
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
