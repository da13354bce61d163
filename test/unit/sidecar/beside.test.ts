import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBeside } from '../../../src/sidecar/beside';
import { fixtureModels } from '../../support/fixtures';
import { temporaryFolder } from '../../support/temporary-folder';
import { rounds } from '../../support/rounds';

async function beside(
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<Awaited<ReturnType<typeof readBeside>>> {
  return readBeside(join(temporaryFolder(files), 'model.onnx'));
}

const lightgbm = (names: string, infos: string, last: string): string =>
  `tree\nversion=v4\nfeature_names=${names}\nfeature_infos=${infos}\n\nTree=0\n\nend of trees\n\n${last}\n`;
const mlmodel = (inputs: string): string =>
  `flavors:\n  onnx:\n    data: model.onnx\nsignature:\n  inputs: '${inputs}'\n`;

describe('what lies beside a model', () => {
  const table: readonly { title: string; files: Record<string, string>; found: object }[] = [
    { title: 'nothing', files: {}, found: {} },
    {
      title: 'labels.txt',
      files: { 'labels.txt': '\uFEFFapple\r\npassion fruit \r\n\n' },
      found: { classes: { names: ['apple', 'passion fruit'], file: 'labels.txt' } },
    },
    {
      title: 'labels.txt before classes.txt',
      files: { 'classes.txt': 'a\nb', 'labels.txt': 'c\nd' },
      found: { classes: { names: ['c', 'd'], file: 'labels.txt' } },
    },
    {
      title: 'config.json before labels.txt, in index order',
      files: { 'labels.txt': 'c\nd', 'config.json': '{"id2label":{"1":"one","0":"nought"}}' },
      found: { classes: { names: ['nought', 'one'], file: 'config.json' } },
    },
    {
      title: 'a config.json about something else',
      files: { 'classes.txt': 'a\nb', 'config.json': '{"hidden_size":64}' },
      found: { classes: { names: ['a', 'b'], file: 'classes.txt' } },
    },
    {
      title: 'LightGBM with categories',
      files: {
        'model.txt': lightgbm('tier n region', '-1:0:1 [2:21] 0:1:3', 'pandas_categorical:[["a","b"],[1,2.5,true]]'),
      },
      found: {
        lightgbm: {
          featureNames: ['tier', 'n', 'region'],
          categories: { tier: ['a', 'b'], region: ['1', '2.5', 'true'] },
          file: 'model.txt',
        },
      },
    },
    {
      title: 'LightGBM whose parameters say which features are categorical',
      files: {
        'model.txt': lightgbm(
          'a b c',
          'none [0:1] 0:1',
          '[categorical_feature: 2,0]\npandas_categorical:[["x"],["y","z"]]',
        ),
      },
      found: {
        lightgbm: { featureNames: ['a', 'b', 'c'], categories: { a: ['x'], c: ['y', 'z'] }, file: 'model.txt' },
      },
    },
    {
      title: 'LightGBM without pandas',
      files: { 'model.txt': lightgbm('a b', '[0:1] [2:3]', 'pandas_categorical:null') },
      found: { lightgbm: { featureNames: ['a', 'b'], categories: {}, file: 'model.txt' } },
    },
    {
      title: 'LightGBM that was trained without names',
      files: { 'model.txt': lightgbm('Column_0 Column_1', '[0:1] [2:3]', '') },
      found: {},
    },
    { title: 'a model.txt of something else', files: { 'model.txt': 'Our model.\n' }, found: {} },
    {
      title: 'an MLflow signature',
      files: { MLmodel: mlmodel(`[{"type":"double","name":"age"},{"type":"long","name":"it''s"}]`) },
      found: { mlflow: { columns: ['age', "it's"], file: 'MLmodel' } },
    },
    {
      title: 'an MLflow signature of tensors',
      files: { MLmodel: mlmodel('[{"type":"tensor","tensor-spec":{"dtype":"float32","shape":[-1,4]}}]') },
      found: {},
    },
    { title: 'an MLmodel without signature', files: { MLmodel: 'run_id: abc\n' }, found: {} },
  ];
  it.each(table)('$title', async ({ files, found }) => {
    expect(await beside(files)).toEqual({ ...found, issues: [] });
  });

  it('reads only the ends of a large LightGBM model', async () => {
    const trees = `${'leaf_value=0.1 0.2\n'.repeat(600_000)}end of trees\n\n`;
    const text = lightgbm('tier n', '0:1 [2:21]', `${trees}pandas_categorical:[["a","b"]]`);
    const found = await beside({ 'model.txt': text });
    expect(found.lightgbm).toMatchObject({ featureNames: ['tier', 'n'], categories: { tier: ['a', 'b'] } });
  });

  it('says nothing wrong of the fixtures', async () => {
    const readings = await Promise.all(fixtureModels().map(({ path }) => readBeside(path)));
    expect(readings.flatMap(({ issues }) => issues)).toEqual([]);
    expect(readings.some(({ lightgbm: columns }) => columns !== undefined)).toBe(true);
  });
});

describe('a neighbour that cannot be used is a warning', () => {
  const table: readonly { file: string; content: string | Uint8Array; why: string }[] = [
    { file: 'labels.txt', content: '', why: 'is empty' },
    { file: 'labels.txt', content: 'a\n\nb\n', why: 'empty line 2' },
    { file: 'labels.txt', content: Uint8Array.of(0x61, 0xe9, 0x0a), why: 'not UTF-8' },
    { file: 'config.json', content: '{"id2label":', why: 'not JSON' },
    { file: 'config.json', content: '{"id2label":{"0":"a","2":"b"}}', why: '0, 1, 2' },
    { file: 'config.json', content: '{"id2label":{"__proto__":"a"}}', why: '0, 1, 2' },
    { file: 'model.txt', content: 'tree\nversion=v4\n', why: 'no feature_names' },
    { file: 'model.txt', content: lightgbm('a', '0:1', 'pandas_categorical:[["x"'), why: 'pandas_categorical' },
    { file: 'model.txt', content: lightgbm('a b', 'none 0:1', 'pandas_categorical:[["x"],["y"]]'), why: 'whose' },
    { file: 'MLmodel', content: 'signature: [', why: 'YAML' },
    { file: 'MLmodel', content: mlmodel('{'), why: 'YAML' },
    { file: 'MLmodel', content: mlmodel('{}'), why: 'no list' },
  ];
  it.each(table)('$file: $why', async ({ file, content, why }) => {
    const { issues } = await beside({ [file]: content });
    expect(issues).toMatchObject([{ severity: 'warning', code: 'beside-unusable' }]);
    expect(issues[0]?.message).toContain(why);
    expect(issues[0]?.message).toContain(file);
  });

  it('whatever it holds', async () => {
    const file = fc.constantFrom('labels.txt', 'classes.txt', 'config.json', 'model.txt', 'MLmodel');
    const content = fc.oneof(
      fc.string(),
      fc.uint8Array(),
      fc.json(),
      fc.string().map((text) => `tree\n${text}`),
    );
    await fc.assert(
      fc.asyncProperty(file, content, async (name, bytes) => {
        const found = await readBeside(join(temporaryFolder({ [name]: bytes }), 'model.onnx'));
        expect(found.issues.length).toBeLessThanOrEqual(1);
      }),
      { numRuns: rounds(100) },
    );
  });
});
