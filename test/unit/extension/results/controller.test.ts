import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { EngineProtocol } from '../../../../src/contract/engine';
import { WorkbenchError } from '../../../../src/contract/issue';
import type { PredictRequest } from '../../../../src/contract/predict';
import type { ResultsView, Subject } from '../../../../src/contract/results-page';
import { ConnectionLost, type Client } from '../../../../src/contract/rpc';
import { createResultsController, type ResultsController } from '../../../../src/extension/results/controller';
import { someRun } from '../../../support/run';
import { fakeEngine, finished, head, stopped, untilCancelled } from '../fake-engine';

const subject: Subject = { model: '/project/wine.onnx', data: '/project/data/wine.csv', folder: '/project' };

function setUp(engine: Client<EngineProtocol>) {
  const bugs: unknown[] = [];
  const views: ResultsView[] = [];
  const controller = createResultsController({ subject, engine, onBug: (error) => bugs.push(error) });
  controller.onChange(({ view }) => views.push(view));
  return { controller, views, bugs, kinds: () => views.map(({ kind }) => kind) };
}

describe('a run', () => {
  test('is shown running, with its rows as soon as they can be asked for, then finished', async () => {
    const engine = fakeEngine({
      predict: (_request, options) => {
        options?.onProgress?.({ kind: 'head', head });
        options?.onProgress?.({ kind: 'rows', rows: 2, total: 3, rowsPerSecond: 10 });
        return Promise.resolve(finished);
      },
    });
    const { controller, views } = setUp(engine);
    await controller.predict();
    expect(views).toMatchObject([
      { kind: 'running', rows: 0 },
      { kind: 'running', origin: { result: 'result-1' }, classes: ['red', 'white'] },
      { kind: 'running', rows: 2, total: 3 },
      { kind: 'finished', status: 'ok', rows: 3, run: 'run-1', firstRun: true },
    ]);
  });

  test('names files inside the folder relative to it, so that messages are short', async () => {
    const requests: PredictRequest[] = [];
    const engine = fakeEngine({
      predict: (request) => {
        requests.push(request);
        return Promise.resolve(finished);
      },
    });
    await setUp(engine).controller.predict();
    expect(requests[0]).toMatchObject({
      model: 'wine.onnx',
      data: { kind: 'file', path: join('data', 'wine.csv') },
      folder: '/project',
      source: 'panel',
      pages: true,
    });
  });

  test('that is cancelled says so at once and again when it has ended', async () => {
    const { controller, views } = setUp(fakeEngine({ predict: untilCancelled }));
    const ended = controller.predict();
    controller.cancel();
    expect(views.at(-1)).toMatchObject({ kind: 'running', cancelling: true });
    expect(await ended).toMatchObject({ kind: 'finished', status: 'cancelled' });
  });

  test('ends the run before it, whose answer is not shown any more', async () => {
    let calls = 0;
    const engine = fakeEngine({
      predict: (request, options) => (calls++ === 0 ? untilCancelled(request, options) : Promise.resolve(finished)),
    });
    const { controller, views } = setUp(engine);
    const first = controller.predict();
    await controller.predict();
    expect(await first).toMatchObject({ status: 'cancelled' });
    expect(views.at(-1)).toMatchObject({ kind: 'finished', status: 'ok' });
  });
});

describe('a plan that stopped', () => {
  test('shows the proposal; accepting it runs with it, and running again keeps it without saving again', async () => {
    const choices: unknown[] = [];
    const engine = fakeEngine({
      predict: ({ binding, saveSidecar }) => {
        choices.push({ map: binding.map, saveSidecar });
        return Promise.resolve(binding.map ? finished : stopped);
      },
    });
    const { controller } = setUp(engine);
    expect(await controller.predict()).toMatchObject({
      kind: 'stopped',
      proposal: stopped.status === 'stopped' && stopped.proposal,
    });
    expect(await controller.predict({ map: 'auto', saveSidecar: true })).toMatchObject({ kind: 'finished' });
    await controller.predict();
    expect(choices).toEqual([
      { map: undefined, saveSidecar: false },
      { map: 'auto', saveSidecar: true },
      { map: 'auto', saveSidecar: false },
    ]);
  });
});

test('skipping failing rows keeps the columns that were accepted, and holds for later runs', async () => {
  const choices: unknown[] = [];
  const engine = fakeEngine({
    predict: ({ binding, onError, saveSidecar }) => {
      choices.push({ map: binding.map, onError, saveSidecar });
      return Promise.resolve(finished);
    },
  });
  const { controller } = setUp(engine);
  await controller.predict({ map: 'auto', saveSidecar: true });
  await controller.predict({ onError: 'skip' });
  await controller.predict();
  expect(choices).toEqual([
    { map: 'auto', onError: 'stop', saveSidecar: true },
    { map: 'auto', onError: 'skip', saveSidecar: false },
    { map: 'auto', onError: 'skip', saveSidecar: false },
  ]);
});

test('outputs of the whole run are shown with it', async () => {
  const engine = fakeEngine({ predict: () => Promise.resolve({ ...finished, whole: { mean: 2.5 } }) });
  expect(await setUp(engine).controller.predict()).toMatchObject({ whole: { mean: 2.5 } });
});

test('what the engine says of flags of the terminal is said in words of the editor, in rows too', async () => {
  const message = 'Say what to feed with --missing.';
  const engine = fakeEngine({
    predict: () => Promise.resolve({ ...finished, issues: [{ severity: 'warning', code: 'missing-cell', message }] }),
    rows: () =>
      Promise.resolve({
        ...{ start: 0, end: 1, total: 1, inputColumns: [], told: [] },
        rows: [{ inputs: [], prediction: { row: 0, outputs: {} }, error: message }],
      }),
  });
  const { controller } = setUp(engine);
  const expected = 'Say what to feed with "missing" in the settings beside the model.';
  expect(await controller.predict()).toMatchObject({ issues: [{ message: expected }] });
  expect((await controller.rows({ result: 'r', start: 0, end: 1 })).rows[0]?.error).toBe(expected);
});

describe('a run without an answer', () => {
  const failing = (error: Error): Client<EngineProtocol> => fakeEngine({ predict: () => Promise.reject(error) });

  test.each([
    ['input', new WorkbenchError('data', { code: 'empty', message: 'wine.csv is empty.' }), 0],
    ['cancelled', new WorkbenchError('cancelled', { code: 'cancelled', message: 'Cancelled.' }), 0],
    ['engine', new WorkbenchError('run', { code: 'engine-crashed', message: 'The engine crashed.' }), 0],
    ['engine', new ConnectionLost('gone'), 0],
    ['bug', new TypeError('x is not a function'), 1],
  ])('is laid to the %s for %s', async (cause, error, bugCount) => {
    const { controller, bugs } = setUp(failing(error));
    expect(await controller.predict()).toMatchObject({ kind: 'broken', cause });
    expect(bugs).toHaveLength(bugCount);
  });

  test('shows nothing of a bug but that it is one', async () => {
    const view = await setUp(failing(new TypeError('x is not a function'))).controller.predict();
    expect(view).toMatchObject({ message: '', issues: [] });
  });

  test('does not keep the next one from working', async () => {
    let calls = 0;
    const engine = fakeEngine({
      predict: () => (calls++ === 0 ? Promise.reject(new ConnectionLost('gone')) : Promise.resolve(finished)),
    });
    const { controller, kinds } = setUp(engine);
    await controller.predict();
    await controller.predict();
    expect(kinds()).toEqual(['running', 'broken', 'running', 'finished']);
  });
});

describe('what a page keeps over a reload', () => {
  test('is the run as soon as it has a name, so that an interrupted one is found too', () => {
    const { controller } = setUp(fakeEngine({ predict: untilCancelled }));
    expect(controller.state().bookmark).toEqual({ version: 1, subject });
    void controller.predict();
    expect(controller.state().bookmark).toEqual({ version: 1, subject, run: 'run-1', log: head.log });
  });

  test('is said to be lost where the log is not there any more', async () => {
    const error = new WorkbenchError('log', { code: 'log-missing', message: 'There is no log yet.' });
    const { controller, views } = setUp(fakeEngine({ logShow: () => Promise.reject(error) }));
    await controller.restore('run-1', '/project/log.db');
    expect(views).toMatchObject([{ kind: 'broken', cause: 'lost', message: 'There is no log yet.' }]);
  });

  test('brings the run back from its log', async () => {
    const error = { kind: 'run', message: 'The window was closed.' };
    const run = someRun({ id: 'run-1', rows: 3, status: 'interrupted', error });
    const whole = [
      { name: 'threshold', dtype: 'float32', shape: [], batches: 1, value: 0.5 },
      { name: 'weights', dtype: 'float32', shape: [300, 200], batches: 1 },
    ];
    const engine = fakeEngine({
      logShow: () => Promise.resolve({ path: '/project/log.db', run }),
      whole: () => Promise.resolve(whole),
    });
    const { controller, views } = setUp(engine);
    await controller.restore('run-1', '/project/log.db');
    expect(views).toMatchObject([
      {
        kind: 'finished',
        status: 'interrupted',
        rows: 3,
        origin: { result: 'run-1', log: '/project/log.db' },
        whole: { threshold: 0.5, weights: 'float32[300,200]' },
        issues: [{ severity: 'error', message: 'The window was closed.' }],
      },
    ]);
  });

  test('is shown without the outputs of the whole run where its rows cannot be read', async () => {
    const gone = new WorkbenchError('run', { code: 'rows-gone', message: 'The rows are no longer there.' });
    const engine = fakeEngine({
      logShow: () => Promise.resolve({ path: '/log.db', run: someRun() }),
      whole: () => Promise.reject(gone),
    });
    const { controller, views } = setUp(engine);
    await controller.restore('run-1', '/log.db');
    expect(views).toMatchObject([{ kind: 'finished', status: 'ok', rows: 60 }]);
    expect(views[0]).not.toHaveProperty('whole');
  });

  test('shows a run of another process as it goes on, and how it ends', async () => {
    vi.useFakeTimers();
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const told = [someRun({ rows: 0, status: 'running' }), someRun({ rows: 40, status: 'running' }), someRun()];
    const engine = fakeEngine({
      logShow: () => Promise.resolve({ path: '/log.db', run: told.shift() ?? someRun() }),
      whole: () => Promise.resolve([]),
    });
    const { controller, views } = setUp(engine);
    await controller.restore('run-1', '/log.db');
    controller.cancel();
    await vi.runAllTimersAsync();
    expect(views).toMatchObject([
      { kind: 'running', rows: 0, elsewhere: true, cancelling: false },
      { kind: 'running', rows: 40, origin: { log: '/log.db' } },
      { kind: 'finished', status: 'ok', rows: 60 },
    ]);
    expect(told).toEqual([]);
  });

  test.each([
    ['another run has begun on the page', (page: ResultsController) => void page.predict()],
    ['the page is closed', (page: ResultsController) => page.dispose()],
  ])('asks no more about a run of another process once %s', async (_title, leave) => {
    vi.useFakeTimers();
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const settings = { folder: '/elsewhere', binding: {}, reading: {}, onError: 'skip', batch: 8 } as const;
    const logShow = vi.fn(() => Promise.resolve({ path: '/log.db', run: someRun({ status: 'running', settings }) }));
    const { controller } = setUp(fakeEngine({ logShow, predict: untilCancelled }));
    await controller.restore('run-1', '/log.db');
    leave(controller);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(logShow).toHaveBeenCalledTimes(1);
  });

  test('asks for the next run as the one that it brought back', async () => {
    const settings = {
      folder: '/elsewhere',
      binding: { missing: 'nan' },
      reading: {},
      onError: 'skip',
      batch: 8,
    } as const;
    const asked: PredictRequest[] = [];
    const engine = fakeEngine({
      logShow: () => Promise.resolve({ path: '/log.db', run: someRun({ settings }) }),
      whole: () => Promise.resolve([]),
      predict: (request) => {
        asked.push(request);
        return Promise.resolve(finished);
      },
    });
    const { controller } = setUp(engine);
    await controller.restore('run-1', '/log.db');
    await controller.predict();
    expect(asked).toMatchObject([{ binding: { missing: 'nan' }, onError: 'skip', batch: 8 }]);
  });
});
