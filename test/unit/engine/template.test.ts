import { dirname, basename, join } from 'node:path';
import { cpSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import type { Template } from '../../../src/contract/expected';
import type { PredictOutcome } from '../../../src/contract/predict';
import { request, startEngine } from '../../support/engine';
import { fixtureModels, MODELS } from '../../support/fixtures';
import { buildModel, node, tensor } from '../../support/onnx-builder';
import { temporaryFolder } from '../../support/temporary-folder';

const client = startEngine();
const { engine } = client;
afterAll(() => client.dispose());

const FORMATS = ['csv', 'json'] as const;
type Format = (typeof FORMATS)[number];

function template(folder: string, format: Format, model = 'm.onnx'): Promise<Template> {
  return engine.template({ model, folder, format, rows: 3 });
}

function predict(folder: string, model: string, text: string, format: Format): Promise<PredictOutcome> {
  return engine.predict(request(folder, model, '', { data: { kind: 'inline', text, format } }));
}

const byName = fixtureModels().flatMap(({ title, path }) => FORMATS.map((format) => ({ title, path, format })));

describe('a template', () => {
  it.each(byName)('of $title in $format binds by name and runs as it is', async ({ path, format }) => {
    const folder = dirname(path);
    const { text, issues } = await template(folder, format, basename(path));
    expect(issues).toEqual([]);
    const outcome = await predict(folder, basename(path), text, format);
    expect(outcome).toMatchObject({ status: 'ok', rows: 3, skipped: 0 });
    expect(
      outcome.issues.filter(({ severity, code }) => severity === 'error' || code === 'columns-by-position'),
    ).toEqual([]);
  });

  it('has the columns and the categories of the settings', async () => {
    const folder = temporaryFolder({
      'm.onnx': buildModel({
        inputs: [tensor('X', 'float32', ['rows', 2]), tensor('scale', 'float32', [])],
        outputs: [tensor('y', 'float32', ['rows', 2])],
        nodes: [node('Mul', ['X', 'scale'], ['y'])],
      }),
      'm.onnx.workbench.json': JSON.stringify({
        version: 1,
        inputs: { X: { columns: ['plan', 'a "quoted", name'] } },
        categories: { plan: ['basic', 'pro'] },
      }),
    });
    const { text } = await template(folder, 'csv');
    expect(text).toMatch(/^plan,"a ""quoted"", name",scale\n(?:(?:basic|pro),0\.\d+,(0\.\d+)\n)(?:.*,\1\n){2}$/);
    expect(await predict(folder, 'm.onnx', text, 'csv')).toMatchObject({ status: 'ok', rows: 3 });
  });

  it('leaves out what the settings give a value, and takes their sizes', async () => {
    const folder = temporaryFolder({
      'm.onnx': buildModel({
        inputs: [tensor('x', 'float32', ['rows', 'time', 'channel']), tensor('scale', 'float32', [])],
        outputs: [tensor('y', 'float32', ['rows', 'time', 'channel'])],
        nodes: [node('Mul', ['x', 'scale'], ['y'])],
      }),
      'm.onnx.workbench.json': JSON.stringify({
        version: 1,
        inputs: { scale: { value: 2 } },
        dims: { time: 2, channel: 2 },
      }),
    });
    expect((await template(folder, 'csv')).text.split('\n')[0]).toBe('x_0,x_1,x_2,x_3');
    for (const format of FORMATS) {
      const { text } = await template(folder, format);
      expect(await predict(folder, 'm.onnx', text, format)).toMatchObject({ status: 'ok' });
    }
  });

  it.each<[string, (string | number)[], RegExp]>([
    ['rows of several free sizes', ['rows', 'h', 'w'], /2 free sizes.*JSON template.*"dims"/],
    ['rows too wide for a spreadsheet', ['rows', 3, 224, 224], /150528 values.*JSON template/],
  ])('as CSV is refused for %s, with the way out', async (_, shape, message) => {
    const folder = temporaryFolder({
      'm.onnx': buildModel({
        inputs: [tensor('x', 'float32', shape)],
        outputs: [tensor('y', 'float32', shape)],
        nodes: [node('Relu', ['x'], ['y'])],
      }),
    });
    await expect(template(folder, 'csv')).rejects.toMatchObject({
      kind: 'usage',
      message: expect.stringMatching(message) as string,
    });
    const { text } = await template(folder, 'json');
    expect(await predict(folder, 'm.onnx', text, 'json')).toMatchObject({ status: 'ok' });
  });

  it('says which input takes one tensor for the run', async () => {
    const folder = temporaryFolder({
      'm.onnx': buildModel({
        inputs: [tensor('x', 'float32', ['rows', 2]), tensor('weights', 'float32', [2, 2])],
        outputs: [tensor('y', 'float32', ['rows', 2])],
        nodes: [node('MatMul', ['x', 'weights'], ['y'])],
      }),
    });
    const { text, issues } = await template(folder, 'json');
    expect(issues).toMatchObject([{ code: 'template-needs-value', input: 'weights' }]);
    const outcome = await engine.predict(
      request(folder, 'm.onnx', '', {
        data: { kind: 'inline', text, format: 'json' },
        binding: { set: { weights: '[[1, 0], [0, 1]]' } },
      }),
    );
    expect(outcome).toMatchObject({ status: 'ok', rows: 3 });
  });
});

describe('what a model wants', () => {
  it('is said with who names the columns, and a row to start from', async () => {
    const folder = temporaryFolder();
    cpSync(join(MODELS, 'natural-feature-names'), folder, { recursive: true });
    const { inputs, row, dims } = await engine.expect({ model: 'model.onnx', folder });
    expect(inputs).toMatchObject([{ input: 'float_input', source: 'metadata' }]);
    expect(inputs[0]?.columns).toHaveLength(8);
    expect(row.fields).toHaveLength(8);
    expect(row.fields.every(({ value }) => /^0(\.\d+)?$/.test(value))).toBe(true);
    expect(row).not.toHaveProperty('sample');
    expect(dims).toEqual([]);
  });

  it('makes up no row of a size that nobody would type, whatever a model asks for', async () => {
    const folder = temporaryFolder({
      'm.onnx': buildModel({
        inputs: [tensor('photo', 'float32', ['rows', 3, 100_000, 100_000]), tensor('mask', 'float32', ['rows', 2, 2])],
        outputs: [tensor('y', 'float32', ['rows', 2, 2])],
        nodes: [node('Relu', ['mask'], ['y'])],
      }),
    });
    const { row } = await engine.expect({ model: 'm.onnx', folder });
    expect(row.fields).toMatchObject([
      { input: 'photo', kind: 'list', value: '' },
      { input: 'mask', kind: 'list', value: expect.stringMatching(/^\[\[0/) as string },
    ]);
  });

  it('starts from the first row of the sample of the settings', async () => {
    const folder = temporaryFolder({
      'm.onnx': buildModel({
        inputs: [tensor('X', 'float32', ['rows', 2]), tensor('city', 'string', ['rows'])],
        outputs: [tensor('y', 'float32', ['rows', 2]), tensor('town', 'string', ['rows'])],
        nodes: [node('Relu', ['X'], ['y']), node('Identity', ['city'], ['town'])],
      }),
      'rows.csv': 'a,b,city\n1.50,-2,Oslo\n3,4,Rome\n',
      'm.onnx.workbench.json': JSON.stringify({
        version: 1,
        inputs: { X: { columns: ['a', 'b'] } },
        data: { sample: 'rows.csv' },
      }),
    });
    const { row } = await engine.expect({ model: 'm.onnx', folder });
    expect(row.sample).toBe('rows.csv');
    expect(row.fields.map(({ column, kind, value }) => [column, kind, value])).toEqual([
      ['a', 'number', '1.50'],
      ['b', 'number', '-2'],
      ['city', 'text', 'Oslo'],
    ]);
  });

  it('names the sizes that rows leave open, and those that were remembered', async () => {
    const folder = temporaryFolder({ 'm.onnx.workbench.json': JSON.stringify({ version: 1, dims: { sequence: 20 } }) });
    cpSync(join(MODELS, 'token-text/model.onnx'), join(folder, 'm.onnx'));
    const { dims, row } = await engine.expect({ model: 'm.onnx', folder });
    expect(dims).toEqual([{ name: 'sequence', size: 20 }]);
    expect(row.fields.map(({ column, value }) => [column, (JSON.parse(value) as unknown[]).length])).toEqual([
      ['input_ids', 20],
      ['attention_mask', 20],
    ]);
  });

  it('is told with a problem where the settings cannot be read', async () => {
    const folder = temporaryFolder({ 'm.onnx.workbench.json': '{' });
    cpSync(join(MODELS, 'diabetes-linear/model.onnx'), join(folder, 'm.onnx'));
    const { issues, inputs } = await engine.expect({ model: 'm.onnx', folder });
    expect(issues).toMatchObject([{ severity: 'error', code: 'sidecar-invalid' }]);
    expect(inputs).toHaveLength(1);
  });
});

describe('data that comes with the request', () => {
  it('is logged as inline, with its cells', async () => {
    const folder = temporaryFolder({
      'm.onnx': buildModel({
        inputs: [tensor('x', 'float32', ['rows'])],
        outputs: [tensor('y', 'float32', ['rows'])],
        nodes: [node('Neg', ['x'], ['y'])],
      }),
    });
    const log = { kind: 'file', path: join(folder, 'log.db') } as const;
    const data = { kind: 'inline', text: '[{"x": "1.5"}]', format: 'json' } as const;
    const outcome = await engine.predict(request(folder, 'm.onnx', '', { data, log }));
    if (outcome.status !== 'ok') throw new Error(outcome.status);
    const { run } = await engine.logShow({ near: folder, log: log.path, run: outcome.head.run ?? '' });
    expect(run).toMatchObject({ data: { path: 'inline', sha256: null }, rows: 1, status: 'ok' });
    const page = await engine.rows({ result: run.id, log: log.path, start: 0, end: 1 });
    expect(page.rows).toMatchObject([{ inputs: ['1.5'], prediction: { outputs: { y: -1.5 } } }]);
  });

  it.each<[string, Format, string, string]>([
    ['a cell that is no number', 'json', '[{"x": "many"}]', 'x'],
    ['a cell that is no number', 'csv', 'x\nmany\n', 'x'],
  ])('is refused for %s (%s) by the name of its column', async (_, format, text, column) => {
    const folder = temporaryFolder({
      'm.onnx': buildModel({
        inputs: [tensor('x', 'float32', ['rows'])],
        outputs: [tensor('y', 'float32', ['rows'])],
        nodes: [node('Neg', ['x'], ['y'])],
      }),
    });
    const outcome = await predict(folder, 'm.onnx', text, format);
    expect(outcome.status).toBe('stopped');
    expect(outcome.issues).toMatchObject([{ severity: 'error', column }]);
    expect(outcome.issues[0]?.message).toContain("Column 'x' holds text ('many'");
  });
});
