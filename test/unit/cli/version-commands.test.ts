import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { ModelSummary } from '../../../src/contract/model';
import type { Run } from '../../../src/contract/run';
import { createRepository } from '../../support/git-repository';
import { someRun } from '../../support/run';
import { temporaryFolder } from '../../support/temporary-folder';
import { run, type FakeEngine, type Ran } from './fakes';

const METRICS = { rows: 60, rowsWithoutTruth: 0, truth: 'churn', mae: 0.5, rmse: 0.75, r2: 0.9 };

let folder: string;

beforeEach(() => {
  folder = temporaryFolder({ 'wine.onnx': 'first model', 'weights.bin': 'first weights', 'plain.onnx': 'plain' });
});

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const read = (name: string): string => readFileSync(path.join(folder, name), 'utf8');
const write = (name: string, text: string): void => writeFileSync(path.join(folder, name), text);

/** An engine that knows the weights of `wine.onnx` and these runs. */
function knowing(runs: readonly Run[] = []): FakeEngine {
  return () => ({
    inspect: ({ model }) => Promise.resolve({ externalData: weightsOf(model) } as unknown as ModelSummary),
    logList: () => Promise.resolve({ path: '/log.db', runs }),
  });
}

function weightsOf(model: string): ModelSummary['externalData'] {
  return model.endsWith('wine.onnx') ? [{ location: 'weights.bin', bytes: 13 }] : [];
}

const version = (...words: readonly string[]): Promise<Ran> => run(['version', ...words], knowing(), { folder });
const listed = async (): Promise<readonly Readonly<Record<string, unknown>>[]> =>
  (JSON.parse((await version('list', 'wine.onnx', '--json')).stdout) as { versions: Record<string, unknown>[] })
    .versions;

describe('version save', () => {
  test('keeps the model with its weights, the note, and the newest metrics of this very content', async () => {
    const model = {
      path: path.join(folder, 'wine.onnx'),
      name: 'wine.onnx',
      sha256: sha256('first model'),
      revision: null,
    };
    const data = { path: path.join(folder, 'data', 'wine.csv'), sha256: null };
    const runs = [
      someRun({ id: 'other-content', metrics: { ...METRICS, rmse: 9 } }),
      someRun({ id: 'without-truth', model, data }),
      someRun({ id: 'failed', model, data, status: 'failed', metrics: METRICS }),
      someRun({ id: 'this', model, data, metrics: METRICS }),
    ];
    const { code, stdout } = await run(
      ['version', 'save', 'wine.onnx', 'v1', '--note', 'the good one', '--json'],
      knowing(runs),
      { folder },
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      schema: 1,
      name: 'v1',
      note: 'the good one',
      saved: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
      model: { file: 'wine.onnx', sha256: sha256('first model'), bytes: 11 },
      externalData: [{ file: 'weights.bin', sha256: sha256('first weights'), bytes: 13 }],
      data: 'data/wine.csv',
      run: 'this',
      metrics: METRICS,
    });
  });

  test('keeps the commit that the working tree stands on', async () => {
    const repository = await createRepository(folder);
    const commit = await repository.commit('Train', {});
    await version('save', 'wine.onnx', 'v1');
    expect(await listed()).toMatchObject([{ name: 'v1', commit }]);
  });

  test('refuses a model whose weights are gone, and weights outside its folder', async () => {
    rmSync(path.join(folder, 'weights.bin'));
    const incomplete = await version('save', 'wine.onnx', 'v1');
    expect(incomplete.code).toBe(2);
    expect(incomplete.stderr).toContain('weights.bin is not in the folder of wine.onnx');
    const outside: FakeEngine = () => ({
      ...knowing()({}),
      inspect: () =>
        Promise.resolve({ externalData: [{ location: '../secret', bytes: 1 }] } as unknown as ModelSummary),
    });
    const escaped = await run(['version', 'save', 'plain.onnx', 'v1'], outside, { folder });
    expect({ code: escaped.code, stderr: escaped.stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("names ../secret, outside the model's folder") as string,
    });
  });
});

describe('version restore', () => {
  test('brings back model and weights; what was there and in no version is kept', async () => {
    await version('save', 'wine.onnx', 'v1');
    write('wine.onnx', 'second model');
    write('weights.bin', 'second weights');
    const { code, stderr } = await version('restore', 'wine.onnx', 'v1');
    expect(code).toBe(0);
    expect(stderr).toBe("Restored wine.onnx to 'v1'. What was there is kept as 'Before restoring v1'.\n");
    expect([read('wine.onnx'), read('weights.bin')]).toEqual(['first model', 'first weights']);
    await version('restore', 'wine.onnx', 'Before restoring v1');
    expect([read('wine.onnx'), read('weights.bin')]).toEqual(['second model', 'second weights']);
    expect((await listed()).map(({ name }) => name)).toEqual(['Before restoring v1', 'v1']);
  });

  test('keeps nothing twice, and numbers what is kept again', async () => {
    await version('save', 'wine.onnx', 'v1');
    const again = await version('restore', 'wine.onnx', 'v1', '--json');
    expect(JSON.parse(again.stdout)).toMatchObject({ schema: 1, path: path.join(folder, 'wine.onnx'), kept: null });
    for (const text of ['second model', 'third model']) {
      write('wine.onnx', text);
      await version('restore', 'wine.onnx', 'v1');
    }
    expect((await listed()).map(({ name }) => name)).toEqual(['Before restoring v1 (2)', 'Before restoring v1', 'v1']);
  });

  test('brings back a model that is gone', async () => {
    await version('save', 'wine.onnx', 'v1');
    rmSync(path.join(folder, 'wine.onnx'));
    expect((await version('restore', 'wine.onnx', 'v1')).code).toBe(0);
    expect(read('wine.onnx')).toBe('first model');
  });
});

describe('version list, rename and delete', () => {
  test('lists names in full, with what is known of them', async () => {
    await version('save', 'wine.onnx', 'before the retrain of the year', '--note', 'good');
    const { stdout } = await run(['version', 'list', 'wine.onnx'], knowing(), { folder, width: 120 });
    const [head = '', first = ''] = stdout.split('\n');
    expect(head).toMatch(/^name +saved +bytes +note$/);
    expect(first).toMatch(/^before the retrain of the year {2}\d{4}-\d\d-\d\d [\d:]{8} +24 +good$/);
  });

  test('says where there are none', async () => {
    const { code, stderr } = await version('list', 'wine.onnx');
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: 'No saved versions of wine.onnx. Save one: version save wine.onnx NAME\n',
    });
    expect(await listed()).toEqual([]);
  });

  test('gives another name, and forgets a version', async () => {
    await version('save', 'wine.onnx', 'v1');
    expect((await version('rename', 'wine.onnx', 'v1', 'first')).stderr).toBe(
      "Renamed 'v1' of wine.onnx to 'first'.\n",
    );
    expect(await listed()).toMatchObject([{ name: 'first' }]);
    const { stdout } = await version('delete', 'wine.onnx', 'first', '--json');
    expect(JSON.parse(stdout)).toEqual({ schema: 1, model: path.join(folder, 'wine.onnx'), deleted: 'first' });
    expect(await listed()).toEqual([]);
  });

  test.for([
    ['restore', 'wine.onnx', 'v9'],
    ['rename', 'wine.onnx', 'v9', 'v10'],
    ['delete', 'wine.onnx', 'v9'],
  ])('%s of a name that is not there is 2', async (words) => {
    mkdirSync(path.join(folder, '.onnx-versions'), { recursive: true });
    const { code, stderr } = await version(...words);
    expect(code).toBe(2);
    expect(stderr).toContain("wine.onnx has no saved version 'v9'. It has none yet.");
  });
});
