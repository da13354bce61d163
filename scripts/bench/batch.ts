/**
 * Whole predictions from file to file, process start included, in turns with what people use: pandas, pyarrow and polars
 * with ONNX Runtime in Python, where BENCH_PYTHON names an interpreter that has them. Every side reads the same file, runs
 * the same model and writes all columns of the input and the predictions; on every side ONNX Runtime chooses the number of
 * threads, and they do not spin. A ratio is the median over the rounds: the time of the other by the time of this project.
 * Also: ten rows, logging on against off, memory for more rows, and what the parts cost alone.
 *
 * BENCH_ROUNDS: how often each is run (5); BENCH_ROWS: rows of the large files (1,000,000); BENCH_CASES: which of the cases.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { benchForest, benchNetwork } from '../support/bench-models';
import { measureParts } from '../support/bench-parts';
import {
  mixedFeatures,
  numericNames,
  writeMixedCsv,
  writeNumericCsv,
  writeNumericParquet,
} from '../support/bench-tables';
import { measureCommand, type CommandRun } from '../support/measure-command';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const ROWS = Number(process.env.BENCH_ROWS ?? 1_000_000);
const FEATURES = numericNames(10);
const OURS = 'onnx-workbench';

const python = process.env.BENCH_PYTHON;
const tools = pythonTools();
const folder = mkdtempSync(join(tmpdir(), 'onnx-workbench-bench-'));
const file = (name: string): string => join(folder, name);

const CASES: Readonly<Record<string, () => Promise<void>>> = {
  network: () => besideTools('network.onnx', 'rows.csv', FEATURES),
  forest: () => besideTools('forest.onnx', 'rows.csv', FEATURES),
  mixed: () => besideTools('mixed.onnx', 'mixed.csv', mixedFeatures),
  parquet: () => besideTools('network.onnx', 'rows.parquet', FEATURES),
  ten: () => besideTools('network.onnx', 'ten.csv', FEATURES),
  log: async () => {
    for (const model of ['network.onnx', 'forest.onnx']) await logged(model);
  },
  memory,
  parts: () => measureParts(file('rows.csv'), file('network.onnx'), file('forest.onnx'), file('parts.csv'), ROUNDS),
};

try {
  await prepare();
  console.log(`${availableParallelism()} processors, load ${loadavg()[0]?.toFixed(1)}; ${ROUNDS} rounds, in turns.`);
  console.log('On every side ONNX Runtime chooses the number of threads, and they do not spin.');
  const asked = process.env.BENCH_CASES?.split(',') ?? Object.keys(CASES);
  for (const name of asked) await CASES[name]?.();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function prepare(): Promise<void> {
  writeFileSync(file('network.onnx'), benchNetwork(FEATURES));
  writeFileSync(file('forest.onnx'), benchForest(FEATURES));
  writeFileSync(file('mixed.onnx'), benchNetwork(mixedFeatures, { imputed: true }));
  await writeNumericCsv(file('rows.csv'), ROWS, FEATURES.length);
  await writeNumericCsv(file('ten.csv'), 10, FEATURES.length);
  writeNumericParquet(file('rows.parquet'), ROWS, FEATURES.length);
  await writeMixedCsv(file('mixed.csv'), ROWS / 5);
}

/** Those that the interpreter has; says which it lacks. */
function pythonTools(): readonly string[] {
  const all = ['pandas', 'pyarrow', 'polars'];
  if (python === undefined) {
    console.log('BENCH_PYTHON names no interpreter: only this project is measured.');
    return [];
  }
  const has = (module: string): boolean => spawnSync(python, ['-c', `import ${module}`]).status === 0;
  const lacking = ['onnxruntime', 'numpy', ...all].filter((module) => !has(module));
  if (lacking.length > 0) console.log(`${python} lacks ${lacking.join(', ')}.`);
  return lacking.includes('onnxruntime') || lacking.includes('numpy')
    ? []
    : all.filter((tool) => !lacking.includes(tool));
}

function ours(model: string, data: string, out: string, log: readonly string[] = ['--no-log']): string[] {
  return [process.execPath, resolve('dist/cli.js'), 'predict', file(model), file(data), ...log, '--out', file(out)];
}

async function besideTools(model: string, data: string, columns: readonly string[]): Promise<void> {
  const extension = data.split('.').at(-1) ?? '';
  const commands = new Map([[OURS, ours(model, data, `ours.${extension}`)]]);
  for (const tool of tools) {
    const script = resolve('scripts/support/predict-tools.py');
    const out = file(`${tool}.${extension}`);
    commands.set(`${tool} + onnxruntime`, [python ?? '', script, tool, file(model), file(data), out, ...columns]);
  }
  const megabytes = statSync(file(data)).size / 1e6;
  await inTurns(`${model}, ${data} (${megabytes.toFixed(megabytes < 1 ? 3 : 0)} MB)`, commands);
  if (extension === 'csv') for (const tool of tools) checkSameWork(`ours.${extension}`, `${tool}.${extension}`);
}

/** Both have the same columns and rows. */
function checkSameWork(first: string, second: string): void {
  const [one, other] = [first, second].map((name) => {
    const text = readFileSync(file(name), 'latin1');
    return { header: text.slice(0, text.indexOf('\n')).replaceAll('"', ''), lines: text.split('\n').length };
  });
  if (one?.header !== other?.header || one?.lines !== other?.lines)
    throw new Error(`${first} and ${second} differ: ${JSON.stringify([one, other])}`);
}

async function logged(model: string): Promise<void> {
  const log = file('log.db');
  const commands = new Map([
    ['log off', ours(model, 'rows.csv', 'off.csv')],
    ['log on', ours(model, 'rows.csv', 'on.csv', ['--log', log])],
  ]);
  await inTurns(`${model}, rows.csv, every row logged with its inputs`, commands, () => rmSync(log, { force: true }));
}

/** The peak for one, three and ten times the rows, to CSV and to Parquet, and logged. */
async function memory(): Promise<void> {
  console.log(`\nLargest memory of all processes together, network and forest, MB`);
  console.log(`${'rows'.padEnd(12)}${['CSV', 'Parquet', 'logged'].map((name) => name.padStart(16)).join('')}`);
  for (const times of [1, 3, 10]) {
    await writeNumericCsv(file('more.csv'), ROWS * times, FEATURES.length);
    let line = (ROWS * times).toLocaleString('en').padEnd(12);
    for (const [out, log] of [
      ['more-out.csv', ['--no-log']],
      ['more-out.parquet', ['--no-log']],
      ['more-out.csv', ['--log', file('log.db')]],
    ] as const) {
      const peaks: string[] = [];
      for (const model of ['network.onnx', 'forest.onnx']) {
        peaks.push((await measureCommand(ours(model, 'more.csv', out, log))).peak.toFixed(0));
        rmSync(file('log.db'), { force: true });
        rmSync(file(out));
      }
      line += peaks.join(' / ').padStart(16);
    }
    console.log(line);
  }
}

/** Runs each in turn, the order reversed every other round, and prints a line for each beside the first. */
async function inTurns(
  title: string,
  commands: ReadonlyMap<string, readonly string[]>,
  between: () => void = () => undefined,
): Promise<void> {
  const runs = new Map([...commands.keys()].map((name) => [name, [] as CommandRun[]]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, command] of round % 2 === 0 ? commands : [...commands].reverse()) {
      between();
      runs.get(name)?.push(await measureCommand(command));
    }
  }
  console.log(`\n${title}`);
  console.log(`${''.padEnd(24)}   wall s  ratio   CPU s  ratio  peak MB`);
  const [first = []] = runs.values();
  for (const [name, each] of runs) {
    const wall = median(each.map((run) => run.wall)).toFixed(2);
    const cpu = median(each.map((run) => run.processor)).toFixed(2);
    const ratio = (of: (run: CommandRun) => number): string =>
      median(each.map((run, round) => of(run) / of(first[round] ?? run))).toFixed(2);
    const wallRatio = ratio((run) => run.wall);
    const cpuRatio = ratio((run) => run.processor);
    const peak = Math.max(...each.map((run) => run.peak)).toFixed(0);
    console.log(
      `${name.padEnd(24)} ${wall.padStart(8)} ${wallRatio.padStart(6)} ${cpu.padStart(7)} ${cpuRatio.padStart(6)} ${peak.padStart(8)}`,
    );
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? NaN)
    : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}
