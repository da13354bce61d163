import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Mapping, MappingRequest } from '../../../../src/contract/mapping';
import { checkMapping, readMapping } from '../../../../src/engine/prediction/mapping';
import { fixtureCases, MODELS } from '../../../support/fixtures';
import { buildModel, node, tensor } from '../../../support/onnx-builder';
import { temporaryFolder } from '../../../support/temporary-folder';
import type { PredictCase } from '../../tensors/planned-case';

function mappingRequest(folder: string, data: string, more: Partial<MappingRequest> = {}): MappingRequest {
  return { model: 'model.onnx', data, folder, binding: {}, reading: {}, ...more };
}

const columnsOf = ({ inputs }: Mapping): unknown => inputs.map(({ name, columns }) => [name, columns]);

/** A float32 model x [rows, columns] -> y, with metadata where it is given. */
function modelOf(columns: number | string, metadata?: Readonly<Record<string, string>>): Uint8Array {
  return buildModel({
    inputs: [tensor('x', 'float32', ['rows', columns])],
    outputs: [tensor('y', 'float32', ['rows', columns])],
    nodes: [node('Relu', ['x'], ['y'])],
    ...(metadata && { metadata }),
  });
}

function folderOf(columns: number | string, csv: string, metadata?: Readonly<Record<string, string>>): string {
  return temporaryFolder({ 'model.onnx': modelOf(columns, metadata), 'in.csv': csv });
}

describe('a file as somebody really has it', () => {
  const naturals = (fixtureCases() as PredictCase[]).filter(({ id }) => id.startsWith('natural-'));
  it.each(naturals.map((one) => [one.id, one] as const))('%s: proposes what a person would accept', async (id, one) => {
    const model = one.models[0]?.file ?? '';
    const mapping = await readMapping(mappingRequest(join(MODELS, id), one.data.file, { model }));
    expect(mapping.inputs.flatMap(({ columns }) => columns)).toEqual(one.naturalMapping);
    expect(mapping.truth).toEqual(one.target === undefined ? [] : [one.target]);
    expect(mapping.columns.map(({ name }) => name)).toEqual(one.data.columns);
    const empty = one.data.missing ?? [];
    for (const { name, missing } of mapping.columns.filter((column) => one.naturalMapping?.includes(column.name)))
      expect([name, missing]).toEqual([name, empty.filter(({ column }) => column === name).length]);
  });
});

describe('every other fixture', () => {
  const others = (fixtureCases() as PredictCase[]).filter(
    ({ id, data }) => !id.startsWith('natural-') && (data as unknown) !== undefined,
  );
  const cases = others.flatMap((one) => one.models.map(({ file }) => [`${one.id}/${file}`, one, file] as const));
  it.each(cases)('%s: has columns for each input that columns feed', async (_title, one, model) => {
    const mapping = await readMapping(mappingRequest(join(MODELS, one.id), one.data.file, { model }));
    const bound = (one.bindings[model] ?? []).map(({ input, columns }) => [input, columns.toSorted()]);
    const fed = mapping.inputs.filter(({ kind, columns }) => kind === 'rows' && columns.length > 0);
    expect(fed.map(({ name, columns }) => [name, columns.toSorted()])).toEqual(bound);
  });
});

describe('what a column holds', () => {
  it.each([
    ['whole numbers', ['1', '2', '2'], { type: 'integer', distinct: 2, samples: ['1', '2'] }],
    ['numbers', ['1.5', '2', ''], { type: 'number', distinct: 2, missing: 1 }],
    ['codes', ['007', '010', '011'], { type: 'code', distinct: 3 }],
    ['truth values', ['true', 'False', 'true'], { type: 'boolean', distinct: 2 }],
    ['dates', ['2026-11-23', '2026-11-24', '2026-11-24T10:00'], { type: 'date' }],
    ['text', ['red', 'green', ''], { type: 'text', missing: 1, notNumbers: 2 }],
    ['nothing', ['', 'NA', ''], { type: 'empty', missing: 3, distinct: 0, samples: [] }],
    ['numbers with slips', ['1', '2', 'x'], { type: 'number', notNumbers: 1 }],
  ])('%s', async (_title, cells, wanted) => {
    const folder = folderOf(1, `other,column\n${cells.map((cell, row) => `${row + 0.5},${cell}`).join('\n')}\n`);
    const { columns, rows, all } = await readMapping(mappingRequest(folder, 'in.csv'));
    expect(columns[1]).toMatchObject({ name: 'column', ...wanted });
    expect({ rows, all }).toEqual({ rows: 3, all: true });
  });

  it('is told from the first rows, and says so', async () => {
    const folder = folderOf(1, `a,b\n${Array.from({ length: 20_001 }, (_, row) => `${row},1`).join('\n')}\n`);
    const { rows, all } = await readMapping(mappingRequest(folder, 'in.csv'));
    expect(all).toBe(false);
    expect(rows).toBeGreaterThanOrEqual(10_000);
    expect(rows).toBeLessThan(20_001);
  });
});

it('compares fewer rows of a wide file, and says how many', async () => {
  const names = Array.from({ length: 400 }, (_, index) => `c${index}`);
  const rows = Array.from({ length: 5_100 }, (_, row) => names.map(() => row).join());
  const folder = folderOf(400, `${names.join()}\n${rows.join('\n')}\n`);
  const { rows: seen, sketched, columns } = await readMapping(mappingRequest(folder, 'in.csv'));
  expect([seen, sketched, columns[0]?.distinct]).toEqual([5_100, 5_000, 5_000]);
});

describe('a file that does not fit', () => {
  it('with too few columns shows those that could feed the input', async () => {
    const mapping = await readMapping(mappingRequest(folderOf(4, 'a,b,note\n1.5,2,x\n2.5,3,y\n'), 'in.csv'));
    expect(columnsOf(mapping)).toEqual([['x', ['a', 'b']]]);
    expect(mapping.issues).toContainEqual(expect.objectContaining({ severity: 'error', code: 'too-few-columns' }));
    expect(mapping.proposal).toBeUndefined();
  });

  it('without a column that the model names keeps its place open', async () => {
    const metadata = { feature_names: '["a", "b", "c"]' };
    const mapping = await readMapping(mappingRequest(folderOf(3, 'c,B,a\n1,2,3\n4,5,6\n', metadata), 'in.csv'));
    expect(columnsOf(mapping)).toEqual([['x', ['a', null, 'c']]]);
    expect(mapping.inputs[0]?.expected).toEqual({ names: ['a', 'b', 'c'], source: 'metadata' });
  });

  it('without a column that the settings name keeps its place open', async () => {
    const folder = temporaryFolder({
      'model.onnx': modelOf(2),
      'model.onnx.workbench.json': '{"version": 1, "inputs": {"x": {"columns": ["gone", "b"]}}}',
      'in.csv': 'a,b\n1,2\n',
    });
    const mapping = await readMapping(mappingRequest(folder, 'in.csv'));
    expect(columnsOf(mapping)).toEqual([['x', [null, 'b']]]);
    expect(mapping.inputs[0]?.expected?.source).toBe('sidecar');
  });

  it('shows what feeds the other inputs where one wants a constant, of whatever size', async () => {
    const model = (width: number): Uint8Array =>
      buildModel({
        inputs: [tensor('x', 'float32', ['rows', 2]), tensor('weights', 'float32', [width, width])],
        outputs: [tensor('y', 'float32', ['rows', width])],
        nodes: [node('MatMul', ['x', 'weights'], ['y'])],
      });
    const mappingOf = (width: number): Promise<Mapping> =>
      readMapping(mappingRequest(temporaryFolder({ 'model.onnx': model(width), 'in.csv': 'a,b\n1,2\n' }), 'in.csv'));
    expect((await mappingOf(2)).inputs).toMatchObject([{ columns: ['a', 'b'] }, { kind: 'whole', columns: [] }]);
    expect((await mappingOf(1_000_000)).inputs).toMatchObject([{ name: 'x' }, { kind: 'whole', columns: [] }]);
  });

  it('without names can only be fed in order', async () => {
    const folder = temporaryFolder({ 'model.onnx': modelOf(2), 'in.json': '[[1, 2], [3, 4]]' });
    const { named, inputs, issues } = await readMapping(mappingRequest(folder, 'in.json'));
    expect(named).toBe(false);
    expect(inputs[0]?.columns).toEqual(['0', '1']);
    expect(issues.some(({ severity }) => severity === 'error')).toBe(false);
  });
});

describe('a choice', () => {
  const csv = 'id,a,b,c\n10,1,2,3\n11,,5,6\n';
  const columns = { x: ['c', 'a'] };

  it('is shown as it was made', async () => {
    const settings = { id: 'id', truth: ['b'], missing: { a: 0 } };
    const mapping = await readMapping(mappingRequest(folderOf(2, csv), 'in.csv', { binding: { columns, settings } }));
    expect(columnsOf(mapping)).toEqual([['x', ['c', 'a']]]);
    expect(mapping).toMatchObject({ id: 'id', truth: ['b'], missing: { a: 0 }, missingChosen: { a: 0 } });
  });

  it('of no truth and no id takes the place of what the settings say', async () => {
    const folder = temporaryFolder({
      'model.onnx': modelOf(2),
      'model.onnx.workbench.json': '{"version": 1, "id": "id", "truth": "b"}',
      'in.csv': csv,
    });
    const settings = { id: null, truth: [] };
    const mapping = await readMapping(mappingRequest(folder, 'in.csv', { binding: { columns, settings } }));
    expect(mapping.truth).toEqual([]);
    expect(mapping.id).toBeUndefined();
  });

  it.each([
    ['that fits', { columns }, []],
    ['of too many columns', { columns: { x: ['a', 'b', 'c'] } }, ['column-count']],
    ['of a column that is not there', { columns: { x: ['a', 'z'] } }, ['missing-columns']],
    ['of a size for no dimension', { columns, dims: { tokens: 3 } }, ['unknown-dim']],
  ])('%s is checked', async (_title, binding, errors) => {
    const issues = await checkMapping(mappingRequest(folderOf(2, csv), 'in.csv', { binding }));
    expect(issues.filter(({ severity }) => severity === 'error').map(({ code }) => code)).toEqual(errors);
  });
});
