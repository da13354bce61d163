import { describe, expect, it } from 'vitest';
import { WorkbenchError } from '../../../../src/contract/issue';
import type { LoggedModel, Run } from '../../../../src/contract/run';
import type { PredictionsNode } from '../../../../src/extension/predictions/nodes';
import { createPredictionStore, type PredictionStore } from '../../../../src/extension/predictions/prediction-store';
import { fakeEngine } from '../fake-engine';
import { someRun } from '../../../support/run';

const LOG = '/project/.onnx-workbench/log.db';
const USERS = '/home/me/state/onnx-workbench/log.db';
const HERE = { folders: ['/project'], activeModel: undefined };
const PLACE = { near: '/project', path: LOG };

/** Logs by their path; the engine finds the log of a folder by `near`. */
type Logs = Record<string, Run[]>;

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 23, 10, minute)).toISOString();
const run = (id: string, minute: number, model = '/project/wine.onnx', said: Partial<Run> = {}): Run =>
  someRun({ id, start: at(minute), model: { path: model, name: model, sha256: 'ab', revision: null }, ...said });

/** Counts what it is asked, as a log would answer it. */
function engineOver(logs: Logs, where: Readonly<Record<string, string>> = { '/project': LOG }): Engine {
  const asked: string[] = [];
  const newest = (path: string): Run[] => (logs[path] ?? []).toSorted((a, b) => b.start.localeCompare(a.start));
  const modelsOf = (path: string): LoggedModel[] =>
    [...Map.groupBy(newest(path), ({ model }) => model.path)].map(([model, runs]) => ({
      path: model,
      runs: runs.length,
      latest: runs[0]?.start ?? '',
    }));
  const engine = fakeEngine({
    logModels: ({ near }) => {
      const path = where[near] ?? near;
      asked.push(`models ${path}`);
      return Promise.resolve({ path, models: modelsOf(path) });
    },
    logList: ({ log = '', model, limit }) => {
      asked.push(`list ${model ?? 'all'} ${String(limit)}`);
      const runs = newest(log).filter((one) => model === undefined || one.model.path === model);
      return Promise.resolve({ path: log, runs: runs.slice(0, limit) });
    },
  });
  return { store: createPredictionStore(engine), asked };
}

interface Engine {
  readonly store: PredictionStore;
  readonly asked: string[];
}

/** The whole tree, as a person reads it. */
async function shown({ store }: Engine): Promise<string[]> {
  const lines: string[] = [];
  for (const root of await store.roots()) {
    lines.push(text(root));
    if (root.kind === 'model') for (const child of await store.runsOf(root)) lines.push(`  ${text(child)}`);
  }
  return lines;
}

function text(node: PredictionsNode): string {
  switch (node.kind) {
    case 'model':
      return `${node.path} (${String(node.runs)})`;
    case 'run':
      return `${node.run.id} ${node.run.status}`;
    case 'more':
      return `+${String(node.count)}`;
    case 'problem':
      return `! ${node.message}`;
  }
}

async function firstModel({ store }: Engine): Promise<Extract<PredictionsNode, { kind: 'model' }>> {
  const found = (await store.roots()).find((node) => node.kind === 'model');
  if (!found) throw new Error('There is no model.');
  return found;
}

describe('runs by model', () => {
  it('stand beneath their model, the newest first, and the model that ran last first', async () => {
    const engine = engineOver({ [LOG]: [run('a', 1), run('b', 2, '/project/iris.onnx'), run('c', 3)] });
    expect(await engine.store.refresh([PLACE], HERE)).toBe(true);
    expect(await shown(engine)).toEqual([
      '/project/wine.onnx (2)',
      '  c ok',
      '  a ok',
      '/project/iris.onnx (1)',
      '  b ok',
    ]);
  });

  it('are asked for only where somebody looks', async () => {
    const engine = engineOver({ [LOG]: [run('a', 1)] });
    await engine.store.refresh([PLACE], HERE);
    await engine.store.roots();
    expect(engine.asked).toEqual([`models ${LOG}`]);
  });

  it('come page by page, and stay when the log is read anew', async () => {
    const logs = { [LOG]: Array.from({ length: 120 }, (_, minute) => run(`r${String(minute)}`, minute)) };
    const engine = engineOver(logs);
    await engine.store.refresh([PLACE], HERE);
    expect(await shown(engine)).toHaveLength(1 + 50 + 1);
    expect((await shown(engine)).at(-1)).toBe('  +70');
    await engine.store.showMore({ kind: 'more', of: await firstModel(engine), count: 70 });
    logs[LOG].push(run('new', 200));
    expect(await engine.store.refresh([PLACE], HERE)).toBe(true);
    const lines = await shown(engine);
    expect([lines[0], lines[1], lines.at(-1)]).toEqual(['/project/wine.onnx (121)', '  new ok', '  +21']);
  });

  it.each([
    ['a run that moves on', { rows: 61, status: 'running' }],
    ['a run that ends', { status: 'failed' }],
    ['a name', { name: 'baseline' }],
    ['a note', { note: 'odd' }],
  ] as const)('%s is a change, reading the same again is none', async (_what, said) => {
    const logs = { [LOG]: [run('a', 1, undefined, { status: 'running' })] };
    const engine = engineOver(logs);
    await engine.store.refresh([PLACE], HERE);
    await shown(engine);
    expect(await engine.store.refresh([PLACE], HERE)).toBe(false);
    expect(engine.store.isAnyRunning()).toBe(true);
    logs[LOG] = [run('a', 1, undefined, said)];
    expect(await engine.store.refresh([PLACE], HERE)).toBe(true);
  });

  it('go with the model that has none left', async () => {
    const logs: Logs = { [LOG]: [run('a', 1)] };
    const engine = engineOver(logs);
    await engine.store.refresh([PLACE], HERE);
    await shown(engine);
    logs[LOG] = [];
    expect(await engine.store.refresh([PLACE], HERE)).toBe(true);
    expect(await shown(engine)).toEqual([]);
    expect(engine.store.isAnyRunning()).toBe(false);
  });
});

describe('runs by time', () => {
  it('stand in one list over all logs and models', async () => {
    const second = '/project/models/.onnx-workbench/log.db';
    const engine = engineOver(
      { [LOG]: [run('a', 1), run('c', 3, '/project/iris.onnx')], [second]: [run('b', 2)] },
      { '/project': LOG, '/project/models': second },
    );
    engine.store.setGrouping('time');
    await engine.store.refresh([PLACE, { near: '/project/models', path: second }], HERE);
    expect(await shown(engine)).toEqual(['c ok', 'b ok', 'a ok']);
  });

  it('come page by page', async () => {
    const engine = engineOver({ [LOG]: Array.from({ length: 120 }, (_, minute) => run(`r${String(minute)}`, minute)) });
    engine.store.setGrouping('time');
    await engine.store.refresh([PLACE], HERE);
    expect((await shown(engine)).at(-1)).toBe('+70');
    await engine.store.showMore({ kind: 'more', count: 70 });
    expect(await shown(engine)).toHaveLength(100 + 1);
    await engine.store.showMore({ kind: 'more', count: 20 });
    expect((await shown(engine)).at(-1)).toBe('r0 ok');
  });

  it("leave out what others ran, where the log is the user's own", async () => {
    const runs = [run('mine', 1), run('theirs', 2, '/other/iris.onnx'), run('mine too', 3, '/project/iris.onnx')];
    const engine = engineOver({ [USERS]: runs }, { '/project': USERS });
    engine.store.setGrouping('time');
    await engine.store.refresh([PLACE], HERE);
    expect(await shown(engine)).toEqual(['mine too ok', 'mine ok']);
    expect(engine.store.logs()).toEqual([USERS]);
  });
});

describe('several logs', () => {
  it('a place that gave way to the log of another place is that log', async () => {
    const engine = engineOver({ [USERS]: [run('a', 1)] }, { '/project': USERS, '/project/b': USERS });
    await engine.store.refresh([PLACE, { near: '/project/b', path: '/project/b/.onnx-workbench/log.db' }], HERE);
    expect(await shown(engine)).toEqual(['/project/wine.onnx (1)', '  a ok']);
  });

  it('one that cannot be read is told, the others are shown', async () => {
    const broken = new WorkbenchError('log', { code: 'log-damaged', message: 'The log is damaged. Give --log FILE.' });
    const { store } = engineOver({ [LOG]: [run('a', 1)] });
    const engine = fakeEngine({
      logModels: ({ near }) =>
        near === '/broken' ? Promise.reject(broken) : Promise.resolve({ path: LOG, models: [] }),
    });
    const both = createPredictionStore(engine);
    await both.refresh([PLACE, { near: '/broken', path: '/broken/log.db' }], HERE);
    expect((await both.roots()).map(text)).toEqual([
      '! The log is damaged. Give the environment variable ONNX_WORKBENCH_LOG.',
    ]);
    expect(store.total()).toBe(0);
  });

  it('a failure that nobody foresaw is not hidden', async () => {
    const engine = fakeEngine({ logModels: () => Promise.reject(new Error('a bug')) });
    await expect(createPredictionStore(engine).refresh([PLACE], HERE)).rejects.toThrow('a bug');
  });
});
