import { describe, expect, it } from 'vitest';
import { readModel } from '../../../src/onnx/read-model';
import { fixtureModels, MODELS } from '../../support/fixtures';
import { buildModel, node, tensor, type ModelSpec } from '../../support/onnx-builder';
import { temporaryFolder } from '../../support/temporary-folder';

describe('a model is read as its case says', () => {
  it.each(fixtureModels())('$title', async ({ path, model }) => {
    const { summary } = await readModel(path);
    const { initializersListedAsInputs = [], externalData = [], ...signature } = model;
    expect(summary).toMatchObject(signature);
    expect(summary.initializerInputs).toEqual(initializersListedAsInputs);
    expect(summary.externalData.map(({ location }) => location)).toEqual(externalData);
    expect(summary.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});

async function read(spec: ModelSpec): ReturnType<typeof readModel> {
  return readModel(`${temporaryFolder({ 'model.onnx': buildModel(spec) })}/model.onnx`);
}

describe('types and shapes', () => {
  it('are named as NumPy names them, compounds in brackets', async () => {
    const float = { kind: 'tensor', dtype: 'float32' } as const;
    const { summary } = await read({
      inputs: [
        tensor('scalar', 'float16', []),
        tensor('any', 'string'),
        tensor('dims', 'bool', ['batch', 3, null]),
        { name: 'maybe', type: { kind: 'optional', element: float } },
        { name: 'list', type: { kind: 'sequence', element: { kind: 'map', key: 'string', value: float } } },
        { name: 'untyped' },
      ],
    });
    expect(summary.inputs).toEqual([
      { name: 'scalar', type: 'float16', shape: [] },
      { name: 'any', type: 'string', shape: null },
      { name: 'dims', type: 'bool', shape: ['batch', 3, null] },
      { name: 'maybe', type: 'optional(float32)', shape: null },
      { name: 'list', type: 'seq(map(string,float32))', shape: null },
      { name: 'untyped', type: 'unknown', shape: null },
    ]);
  });

  it('a negative size is an unknown one', async () => {
    const { summary } = await read({ inputs: [tensor('x', 'float32', [-1, 4])] });
    expect(summary.inputs[0]?.shape).toEqual([null, 4]);
  });
});

describe('counts', () => {
  it('take nested graphs and functions along, and the stored values of sparse initializers', async () => {
    const weights = (name: string, size: number) => ({
      name,
      dtype: 'float32' as const,
      dims: [size],
      raw: new Uint8Array(4 * size),
    });
    const branch = {
      nodes: [node('Identity', ['w'], ['b'])],
      initializers: [weights('w', 5)],
      outputs: [tensor('b', 'float32')],
    };
    const { summary } = await read({
      inputs: [tensor('c', 'bool', [])],
      initializers: [
        { ...weights('m', 12), dims: [3, 4] },
        { ...weights('s', 1), dims: [] },
      ],
      sparseInitializers: [
        {
          values: weights('sparse', 2),
          indices: { dtype: 'int64', dims: [2], data: BigInt64Array.of(1n, 7n) },
          dims: [10],
        },
      ],
      nodes: [
        node('If', ['c'], ['y'], {
          then_branch: { kind: 'graph', value: branch },
          else_branch: { kind: 'graph', value: branch },
        }),
        node('own.Twice', ['y'], ['z']),
      ],
      functions: [
        { domain: 'own', name: 'Twice', inputs: ['a'], outputs: ['b'], nodes: [node('Add', ['a', 'a'], ['b'])] },
      ],
    });
    expect(summary.nodes).toBe(5);
    expect(summary.parameters).toBe(12 + 1 + 2 + 5 + 5);
  });
});

describe('what a graph says besides', () => {
  it('one fixed batch of 1 is enough', async () => {
    const fixed = await read({ inputs: [tensor('a', 'float32', ['N', 2]), tensor('b', 'float32', [1, 2])] });
    const free = await read({ inputs: [tensor('a', 'float32', ['N', 1])], outputs: [tensor('y', 'float32', [1])] });
    expect([fixed.fixedBatch, free.fixedBatch]).toEqual([true, false]);
  });

  it('dynamic quantisation, inside branches too', async () => {
    const graph = { nodes: [node('DynamicQuantizeLinear', ['x'], ['q', 's', 'z'])] };
    const nested = await read({ nodes: [node('If', ['c'], ['y'], { then_branch: { kind: 'graph', value: graph } })] });
    const none = await read({ nodes: [node('QuantizeLinear', ['x', 's'], ['y'])] });
    expect([nested.quantisesDynamically, none.quantisesDynamically]).toEqual([true, false]);
  });

  const metadata: readonly {
    key: string;
    value: string;
    featureNames?: readonly string[];
    classNames?: readonly string[];
  }[] = [
    { key: 'feature_names', value: '["a", "b\\u0020c"]', featureNames: ['a', 'b c'] },
    { key: 'feature_names', value: "['a', 'b']", featureNames: ['a', 'b'] },
    { key: 'feature_names', value: 'a, b' },
    { key: 'feature_names', value: '[1, 2]' },
    { key: 'feature_names', value: '[]' },
    { key: 'names', value: `{0: 'it\\'s', 1: "two, three"}`, classNames: ["it's", 'two, three'] },
    { key: 'names', value: '{"1": "b", "0": "a"}', classNames: ['a', 'b'] },
    { key: 'names', value: "['a', 'b',]", classNames: ['a', 'b'] },
    { key: 'names', value: "{0: 'a', 2: 'c'}" },
    { key: 'names', value: "{0: 'a'" },
    { key: 'names', value: '{0: __import__("os")}' },
    { key: 'names', value: '{}' },
  ];
  it.each(metadata)('metadata $key $value', async ({ key, value, featureNames, classNames }) => {
    const analysis = await read({ metadata: { [key]: value } });
    expect(analysis.featureNames).toEqual(featureNames);
    expect(analysis.summary.classNames).toEqual(classNames && { names: classNames, source: 'metadata names' });
  });

  it('metadata keys of any name', async () => {
    const { summary } = await read({
      metadata: Object.fromEntries([
        ['__proto__', 'a'],
        ['constructor', 'b'],
      ]),
    });
    expect(Object.entries(summary.metadata)).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ]);
  });
});

describe('operators', () => {
  it('are counted in nested graphs and functions too, with who has them', async () => {
    const path = `${MODELS}/function-and-if/model.onnx`;
    const { operators, nodes } = (await readModel(path)).summary;
    expect(operators.reduce((all, { count }) => all + count, 0)).toBe(nodes);
    expect(operators).toContainEqual({ domain: '', name: 'If', count: 1, from: 'runtime' });
    expect(operators).toContainEqual({ domain: 'fixtures.local', name: 'Squash', count: 1, from: 'model' });
  });

  it('stand in order of their number; those that nobody has are named as such', async () => {
    const { summary } = await read({
      inputs: [tensor('x', 'float32', ['rows'])],
      outputs: [tensor('y', 'float32', ['rows'])],
      nodes: [node('Abs', ['x'], ['a']), node('my.ops.Magic', ['a'], ['b']), node('Abs', ['b'], ['y'])],
    });
    expect(summary.operators).toEqual([
      { domain: '', name: 'Abs', count: 2, from: 'runtime' },
      { domain: 'my.ops', name: 'Magic', count: 1, from: 'unknown' },
    ]);
  });
});
