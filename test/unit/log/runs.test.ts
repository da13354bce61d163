import { describe, expect, it } from 'vitest';
import type { Metrics } from '../../../src/contract/run';
import type { RunsWanted } from '../../../src/log/runs';
import { openedLog, temporaryFolder } from './support/log';
import { NEW_RUN } from './support/new-run';
import { someRows } from './support/some-rows';
import { join } from 'node:path';

const MINUTE = 60_000;
const ISSUE = { severity: 'warning', code: 'columns-by-position', message: 'Bound by position.' } as const;
const TIMING = { parse: 1.5, bind: 2, infer: 3, write: 4, total: 7.25 };

describe('the life of a run', () => {
  it('remembers which columns fed which inputs, and the classes as labels or names', async () => {
    const log = await openedLog(':memory:');
    const binding = [{ input: 'X', columns: ['', 'a,b', 'é"'], source: 'auto' }] as const;
    const { run } = await log.startRun({ ...NEW_RUN, binding, classes: [-1, 'none'] });
    expect(await log.getRun(run.id)).toMatchObject({ binding, classes: [-1, 'none'] });
  });

  it('is running before its first row, and counts rows as they come', async () => {
    const log = await openedLog(':memory:', { now: () => 1_700_000_000_000, host: 'here', pid: 42 });
    const { run, first } = await log.startRun(NEW_RUN);
    expect(first).toBe(true);
    expect(run).toEqual({
      ...NEW_RUN,
      id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/) as string,
      name: null,
      note: null,
      start: '2023-11-14T22:13:20.000Z',
      binding: [],
      classes: null,
      rows: 0,
      status: 'running',
      error: null,
      timing: null,
      host: 'here',
      pid: 42,
      metrics: null,
      issues: [],
      settings: null,
    });
    expect(await log.getRun(run.id)).toEqual(run);
    await log.appendBatch(run.id, 0, 2, someRows(0, ['a', 'b']));
    await log.appendBatch(run.id, 2, 1, someRows(2, ['c']));
    expect(await log.getRun(run.id)).toMatchObject({ rows: 3, status: 'running' });
  });

  it('ends with what is known of it', async () => {
    const log = await openedLog(':memory:');
    const { run } = await log.startRun({ ...NEW_RUN, id: 'chosen', batchSize: null });
    const metrics: Metrics = { rows: 2, rowsWithoutTruth: 0, truth: 'y', mae: NaN, rmse: Infinity, r2: -Infinity };
    const end = { rows: 2, timing: TIMING, metrics, issues: [ISSUE], batchSize: 512, dataSha256: 'cd' };
    await log.finishRun(run.id, { status: 'ok', ...end });
    expect(await log.getRun('chosen')).toEqual({
      ...run,
      status: 'ok',
      rows: 2,
      timing: TIMING,
      metrics,
      issues: [ISSUE],
      batchSize: 512,
      data: { path: NEW_RUN.data.path, sha256: 'cd' },
    });
  });

  it('keeps a class that is called NaN apart from the number', async () => {
    const log = await openedLog(':memory:');
    const { run } = await log.startRun(NEW_RUN);
    const perClass = [{ class: 'NaN', support: 0, precision: NaN, recall: 1, f1: 0.5 }];
    const confusion = { classes: ['NaN'], counts: [[1]] };
    const metrics: Metrics = { rows: 1, rowsWithoutTruth: 0, truth: 'y', accuracy: 1, perClass, confusion };
    await log.finishRun(run.id, { status: 'ok', rows: 1, metrics });
    expect((await log.getRun(run.id)).metrics).toEqual(metrics);
  });

  it('a failure is logged with its kind and message', async () => {
    const log = await openedLog(':memory:');
    const { run } = await log.startRun(NEW_RUN);
    const error = { kind: 'run', message: 'Batch 3 failed.' };
    await log.finishRun(run.id, { status: 'failed', rows: 0, error });
    expect(await log.getRun(run.id)).toMatchObject({ status: 'failed', error });
  });

  it('only the first run of a log is its first', async () => {
    const log = await openedLog(':memory:');
    await log.startRun(NEW_RUN);
    expect((await log.startRun(NEW_RUN)).first).toBe(false);
  });

  it('starts again from row 0 without its old rows', async () => {
    const log = await openedLog(':memory:');
    const { run } = await log.startRun(NEW_RUN);
    await log.appendBatch(run.id, 0, 2, someRows(0, ['a', 'b']));
    await log.failRuns([run.id], { kind: 'run', message: 'The engine ended.' });
    await log.restartRun(run.id);
    expect(await log.getRun(run.id)).toMatchObject({ status: 'running', rows: 0, error: null });
    expect(await log.readRows(run.id, 0, 10)).toEqual([]);
  });

  it('says so when it was deleted meanwhile', async () => {
    let now = 0;
    const log = await openedLog(':memory:', { now: () => now });
    const { run } = await log.startRun(NEW_RUN);
    now = MINUTE;
    await log.markInterrupted();
    await log.deleteRuns([run.id]);
    await expect(log.appendBatch(run.id, 0, 1, someRows(0, ['a']))).rejects.toMatchObject({
      kind: 'log',
      issues: [{ code: 'log-run-gone' }],
    });
  });
});

describe('finding runs', () => {
  it('lists the newest first, of one model if asked', async () => {
    let now = 1_700_000_000_000;
    const log = await openedLog(':memory:', { now: () => (now += 1000) });
    const other = { ...NEW_RUN, model: { ...NEW_RUN.model, path: '/models/other.onnx' } };
    const ids = [];
    for (const run of [NEW_RUN, other, NEW_RUN]) ids.push((await log.startRun(run)).run.id);
    const [first, second, third] = ids;
    const listed = async (options: RunsWanted): Promise<readonly string[]> =>
      (await log.listRuns(options)).map(({ id }) => id);
    expect(await listed({ limit: 10 })).toEqual([third, second, first]);
    expect(await listed({ limit: 1 })).toEqual([third]);
    expect(await listed({ limit: 10, model: NEW_RUN.model.path })).toEqual([third, first]);
    expect(await listed({ limit: 1, offset: 1 })).toEqual([second]);
    expect(await listed({ limit: 10, offset: 1, model: NEW_RUN.model.path })).toEqual([first]);
    expect(await listed({ limit: 10, offset: 3 })).toEqual([]);
  });

  it('lists the models that have runs, the one that ran last first', async () => {
    let now = Date.parse('2026-11-23T10:00:00.000Z');
    const log = await openedLog(':memory:', { now: () => (now += 1000) });
    expect(await log.listModels()).toEqual([]);
    const other = { ...NEW_RUN, model: { ...NEW_RUN.model, path: '/models/other.onnx' } };
    for (const run of [NEW_RUN, other, NEW_RUN]) await log.startRun(run);
    const models = await log.listModels();
    expect(models.map(({ path, runs }) => [path, runs])).toEqual([
      [NEW_RUN.model.path, 2],
      ['/models/other.onnx', 1],
    ]);
    expect(models[0]?.latest).toBe((await log.listRuns({ limit: 1 }))[0]?.start);
  });

  it.each([
    ['aa1', 'aa1'],
    ['AA1', 'aa1'],
    ['aa2', 'aa2'],
    ['ab', 'ab'],
    ['b', 'b%1'],
  ])('%s means %s', async (prefix, id) => {
    const log = await openedLog(':memory:');
    for (const run of ['aa1', 'aa2', 'ab', 'abc', 'b%1']) await log.startRun({ ...NEW_RUN, id: run });
    expect((await log.getRun(prefix)).id).toBe(id);
  });

  it.each([
    ['aa', 'run-ambiguous'],
    ['', 'run-ambiguous'],
    ['a%', 'run-not-found'],
    ['zz', 'run-not-found'],
  ])('"%s" is %s', async (prefix, code) => {
    const log = await openedLog(':memory:');
    for (const run of ['aa1', 'aa2']) await log.startRun({ ...NEW_RUN, id: run });
    await expect(log.getRun(prefix)).rejects.toMatchObject({ kind: 'usage', issues: [{ code }] });
  });

  it('reads the batches that hold the rows asked for', async () => {
    const log = await openedLog(':memory:');
    const { run } = await log.startRun(NEW_RUN);
    await log.appendBatch(run.id, 0, 2, someRows(0, ['a', 'b']));
    await log.appendBatch(run.id, 2, 2, someRows(2, ['c', 'd']));
    await log.appendBatch(run.id, 4, 1, someRows(4, ['e']));
    const starts = async (start: number, end: number): Promise<readonly number[]> =>
      (await log.readRows(run.id, start, end)).map((batch) => batch.start);
    expect(await starts(0, 1)).toEqual([0]);
    expect(await starts(1, 3)).toEqual([0, 2]);
    expect(await starts(4, 100)).toEqual([4]);
    expect(await starts(5, 100)).toEqual([]);
  });
});

describe('a run whose writer may be gone', () => {
  const cases = [
    { name: 'its process lives and writes', host: 'here', alive: true, silent: 29_000, status: 'running' },
    { name: 'its process is gone', host: 'here', alive: false, silent: 0, status: 'interrupted' },
    {
      name: 'its number was given to another process',
      host: 'here',
      alive: true,
      silent: 31_000,
      status: 'interrupted',
    },
    { name: 'another host writes it', host: 'there', alive: false, silent: 29_000, status: 'running' },
    { name: 'another host fell silent', host: 'there', alive: false, silent: 31_000, status: 'interrupted' },
  ];

  it.each(cases)('$name: $status', async ({ host, alive, silent, status }) => {
    const path = join(temporaryFolder(), 'log.db');
    const writer = await openedLog(path, { host, pid: 77, now: () => MINUTE });
    const { run } = await writer.startRun(NEW_RUN);
    const options = { host: 'here', pid: 1, now: () => MINUTE + silent, isAlive: (pid: number) => pid !== 77 || alive };
    const reader = await openedLog(path, options);
    expect((await reader.getRun(run.id)).status).toBe(status);
  });

  it('that ends as interrupted has every row that was logged, also the batch that was not yet told', async () => {
    const log = await openedLog(':memory:');
    const { run } = await log.startRun(NEW_RUN);
    await log.appendBatch(run.id, 0, 2, someRows(0, ['a', 'b']));
    await log.finishRun(run.id, { status: 'interrupted', rows: 0 });
    expect(await log.getRun(run.id)).toMatchObject({ status: 'interrupted', rows: 2 });
  });

  it('a heartbeat keeps it running, and takes back that it was called interrupted', async () => {
    let now = 0;
    const log = await openedLog(':memory:', { now: () => now });
    const { run } = await log.startRun(NEW_RUN);
    now = MINUTE;
    expect(await log.markInterrupted()).toBe(1);
    await log.beat([run.id]);
    expect((await log.getRun(run.id)).status).toBe('running');
    expect(await log.markInterrupted()).toBe(0);
  });

  it('what survived it may call it failed; ended runs stay as they are', async () => {
    const log = await openedLog(':memory:');
    const lost = await log.startRun(NEW_RUN);
    const ended = await log.startRun(NEW_RUN);
    await log.finishRun(ended.run.id, { status: 'ok', rows: 0 });
    const why = { kind: 'run', message: 'The engine crashed.' };
    await log.failRuns([lost.run.id, ended.run.id], why);
    expect(await log.getRun(lost.run.id)).toMatchObject({ status: 'failed', error: why });
    expect(await log.getRun(ended.run.id)).toMatchObject({ status: 'ok', error: null });
  });
});
