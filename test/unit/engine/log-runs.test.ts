import { existsSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { request, startEngine } from '../../support/engine';
import { chainOfAdds } from '../../support/models';
import { temporaryFolder } from '../../support/temporary-folder';

const client = startEngine();
const { engine } = client;
afterAll(() => client.dispose());

/** A folder with two models, and a log that has a run of each, the one of `b.onnx` later. */
async function twoRuns(): Promise<{ readonly folder: string; readonly log: string; readonly runs: readonly string[] }> {
  const files = { 'a.onnx': chainOfAdds(1), 'b.onnx': chainOfAdds(1), 'in.csv': 'x\n1\n2\n' };
  const folder = temporaryFolder(files);
  const log = `${folder}/log.db`;
  const runs: string[] = [];
  for (const model of ['a.onnx', 'b.onnx']) {
    const outcome = await engine.predict(request(folder, model, 'in.csv', { log: { kind: 'file', path: log } }));
    if (outcome.status !== 'ok' || outcome.head.run === null) throw new Error(outcome.status);
    runs.push(outcome.head.run);
  }
  return { folder, log, runs };
}

describe('the runs of a log', () => {
  it('are listed by model, page by page', async () => {
    const { folder, log, runs } = await twoRuns();
    const { models } = await engine.logModels({ log, near: folder });
    expect(models.map(({ path, runs: count }) => [path, count])).toEqual([
      [`${folder}/b.onnx`, 1],
      [`${folder}/a.onnx`, 1],
    ]);
    const ids = async (wanted: object): Promise<string[]> =>
      (await engine.logList({ log, near: folder, limit: 10, ...wanted })).runs.map(({ id }) => id);
    expect(await ids({ model: `${folder}/a.onnx` })).toEqual([runs[0]]);
    expect(await ids({ offset: 1 })).toEqual([runs[0]]);
  });

  it('are named, noted and deleted', async () => {
    const { folder, log, runs } = await twoRuns();
    const [first = '', second = ''] = runs;
    const { run } = await engine.logUpdate({ log, near: folder, run: first, name: 'baseline', note: 'odd' });
    expect(run).toMatchObject({ id: first, name: 'baseline', note: 'odd', rows: 2 });
    await engine.logDelete({ log, near: folder, runs: [first] });
    expect((await engine.logList({ log, near: folder, limit: 10 })).runs.map(({ id }) => id)).toEqual([second]);
    await expect(engine.rows({ result: first, log, start: 0, end: 1 })).rejects.toThrow();
  });

  it('are none, and none is made, where nothing was logged', async () => {
    const folder = temporaryFolder();
    const log = `${folder}/log.db`;
    expect(await engine.logModels({ log, near: folder })).toEqual({ path: log, models: [] });
    const noLog = { issues: [{ code: 'no-log' }] };
    await expect(engine.logUpdate({ log, near: folder, run: 'a', name: 'b' })).rejects.toMatchObject(noLog);
    await expect(engine.logDelete({ log, near: folder, runs: ['a'] })).rejects.toMatchObject(noLog);
    expect(existsSync(log)).toBe(false);
  });
});

describe('a version that cannot be loaded', () => {
  it('is logged as a version of its model, not as its copy', async () => {
    const folder = temporaryFolder({ 'cache/1a2b.onnx': 'no model', 'in.csv': 'x\n1\n' });
    const log = `${folder}/log.db`;
    const origin = { path: `${folder}/m.onnx`, commit: '1a2b3c' };
    const asked = request(folder, 'cache/1a2b.onnx', 'in.csv', { log: { kind: 'file', path: log }, origin });
    await expect(engine.predict(asked)).rejects.toMatchObject({ kind: 'model' });
    const { runs } = await engine.logList({ log, near: folder, limit: 1 });
    expect(runs).toMatchObject([
      { status: 'failed', model: { path: origin.path, name: 'm.onnx', revision: origin.commit } },
    ]);
  });
});

describe('how a run was asked for', () => {
  it.each([
    ['full', { missing: 'nan', set: { x: '5' } }],
    ['off', { missing: 'nan' }],
  ])('is logged with inputs "%s" as %j', async (inputs, binding) => {
    const folder = temporaryFolder({
      'm.onnx': chainOfAdds(1),
      'in.csv': 'y\n1\n2\n',
      'm.onnx.workbench.json': JSON.stringify({ version: 1, log: { inputs } }),
    });
    const log = `${folder}/log.db`;
    const asked = {
      binding: { missing: 'nan', set: { x: '5' } },
      reading: { delimiter: ',' },
      onError: 'skip',
      batch: 7,
    } as const;
    await engine.predict(request(folder, 'm.onnx', 'in.csv', { ...asked, log: { kind: 'file', path: log } }));
    const { runs } = await engine.logList({ log, near: folder, limit: 1 });
    expect(runs[0]?.settings).toEqual({ folder, binding, reading: { delimiter: ',' }, onError: 'skip', batch: 7 });
  });
});
