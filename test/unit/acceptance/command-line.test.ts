import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCases, type Case } from './support/cases';
import { commandLine, type Ended, type PredictJson } from './support/command-line';
import { trialsOf, type Trial } from './support/expected';
import { differences, metricDifferences } from './support/judge';
import { openWorkbench, type Workbench } from './support/workbench';
import { copyCase, sidecarOf, writeSidecar } from './support/sidecars';

/** The walk with settings once more through the command line: the main data file of every case. */
const WALK_LIMIT_MS = 120_000;

const trials = readCases().flatMap((one) => trialsOf(one).filter(({ isMain }) => isMain));
let folder: string;
let workbench: Workbench;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'command-line-'));
  workbench = openWorkbench();
});

afterAll(async () => {
  await workbench.dispose();
  rmSync(folder, { recursive: true });
});

/** Copies the case, writes its settings, and gives the words that predict its data. */
function prepare(trial: Trial): { readonly copy: string; readonly words: readonly string[] } {
  const copy = copyCase(trial.case, folder);
  writeSidecar(copy, trial.model, sidecarOf(trial.case, trial.model, trial.constants));
  const truth = trial.answers.metrics && trial.case.truth ? truthFlag(trial.case) : [];
  return { copy, words: ['predict', trial.model, trial.file, ...truth] };
}

function truthFlag({ truth, data }: Case): readonly string[] {
  const [column = ''] = truth?.columns ?? [];
  return ['--truth', truth?.file === data.file ? column : (truth?.file ?? '')];
}

function expectAnswers(
  trial: Trial,
  { code, stdout, stderr }: Omit<Ended, 'code'> & { readonly code: number | null },
): void {
  expect(code, stderr).toBe(0);
  const json = JSON.parse(stdout) as PredictJson;
  expect(json).toMatchObject({ schema: 1, status: 'ok', rows: trial.answers.rows });
  expect(json.run).toMatch(/^[0-9a-f-]{36}$/);
  expect(differences(trial, json)).toEqual([]);
  if (trial.answers.metrics) expect(metricDifferences(trial.answers.metrics, json.metrics)).toEqual([]);
  expect(stderr).toContain(`Logged as run ${json.run ?? ''}`);
}

describe('predict of every case, with settings', () => {
  it.each(trials.map((trial) => [trial.title, trial] as const))('%s: --json', async (_title, trial) => {
    const { copy, words } = prepare(trial);
    const log = join(folder, 'log.db');
    expectAnswers(trial, await workbench.commandLine([...words, '--json', '--log', log], copy));
  });

  it('logs every run, where log list finds it', async () => {
    const words = ['log', 'list', '--json', '--limit', '1000', '--log', join(folder, 'log.db')];
    const { stdout } = await workbench.commandLine(words, folder);
    const { runs } = JSON.parse(stdout) as { runs: readonly { status: string; source: string; rows: number }[] };
    expect(runs).toHaveLength(trials.length);
    expect(new Set(runs.map(({ status, source }) => `${status} ${source}`))).toEqual(new Set(['ok cli']));
    expect(sum(runs.map(({ rows }) => rows))).toBe(sum(trials.map(({ answers }) => answers.rows)));
  });

  it.each(trials.filter(({ file }) => file.endsWith('.csv')).map((trial) => [trial.title, trial] as const))(
    '%s: --out x.csv has one row per input row, the input unchanged',
    async (_title, trial) => {
      const { copy, words } = prepare(trial);
      const { code, stderr } = await workbench.commandLine([...words, '--out', 'out.csv', '--no-log'], copy);
      expect(code, stderr).toBe(0);
      const before = rowsOf(join(copy, trial.file));
      const after = rowsOf(join(copy, 'out.csv'));
      const width = before[0]?.length ?? 0;
      expect(after.map((row) => row.slice(0, width))).toEqual(before);
      expect(after[0]?.length).toBeGreaterThan(width);
    },
  );
});

describe('predict in a process of its own, one case of each kind', () => {
  const ofEachKind = [...Map.groupBy(trials, (trial) => trial.case.kind).values()].flatMap((kind) => kind.slice(0, 1));

  it.each(ofEachKind.map((trial) => [trial.case.kind, trial] as const))(
    '%s',
    async (_kind, trial) => {
      const { copy, words } = prepare(trial);
      expectAnswers(trial, await commandLine([...words, '--json', '--log', join(folder, 'processes.db')], copy));
    },
    WALK_LIMIT_MS,
  );
});

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function rowsOf(path: string): string[][] {
  return parse<string[]>(readFileSync(path, 'utf8').replace(/^\ufeff/, ''), { skipEmptyLines: true }).data;
}
