import { describe, expect, it } from 'vitest';
import type { Dim } from '../../../src/contract/model';
import type { ModelAnalysis, OutputSignature } from '../../../src/onnx/analysis';
import { readModel } from '../../../src/onnx/read-model';
import { fixtureModels } from '../../support/fixtures';
import { buildModel, node, tensor, type ModelSpec, type NodeSpec, type TensorSpec } from '../../support/onnx-builder';
import { temporaryFolder } from '../../support/temporary-folder';

async function read(spec: ModelSpec): Promise<ModelAnalysis> {
  return readModel(`${temporaryFolder({ 'model.onnx': buildModel(spec) })}/model.onnx`);
}

function holdsProbabilities(output: OutputSignature): boolean {
  return output.kind === 'zipmap' || (output.kind === 'tensor' && output.probabilities);
}

const classifierKinds = ['classifier', 'image classifier', 'text classifier', 'export check'];

describe('the fixtures', () => {
  const models = fixtureModels().filter(({ case: { kind } }) => kind !== 'pair');

  it.each(models)('$title has probabilities if it is a classifier', async ({ path, case: { kind } }) => {
    const { outputs } = await readModel(path);
    expect(outputs.some(holdsProbabilities)).toBe(classifierKinds.includes(kind));
    expect(outputs.filter((output) => output.kind === 'unsupported')).toEqual([]);
  });

  it.each(models.filter((one) => one.case.classes))(
    '$title has the classes of its case, where it stores any',
    async (one) => {
      const { classes } = await readModel(one.path);
      expect(classes ?? one.case.classes).toEqual(one.case.classes);
    },
  );
});

const labels = { classlabels_int64s: { kind: 'ints', value: [7, 9] } } as const;
const trees = node('ai.onnx.ml.TreeEnsembleClassifier', ['x'], ['l', 's'], labels);

function integers(name: string, ...values: readonly number[]): TensorSpec {
  return { name, dtype: 'int64', dims: [values.length], data: BigInt64Array.from(values.map(BigInt)) };
}

async function readNodes(...nodes: readonly NodeSpec[]): Promise<ModelAnalysis> {
  return read({
    inputs: [tensor('x', 'float32', ['N', 2])],
    outputs: [tensor('y', 'float32', ['N', 2])],
    initializers: [{ name: 'half', dtype: 'float32', dims: [], data: Float32Array.of(0.5) }, integers('shape', -1, 2)],
    nodes,
  });
}

describe('probabilities', () => {
  const table: readonly { title: string; nodes: readonly NodeSpec[]; probabilities: boolean }[] = [
    { title: 'scores of trees', nodes: [trees, node('Identity', ['s'], ['y'])], probabilities: true },
    { title: 'the label of trees', nodes: [trees, node('Cast', ['l'], ['y'])], probabilities: false },
    {
      title: 'scores of a linear classifier',
      nodes: [node('ai.onnx.ml.LinearClassifier', ['x'], ['l', 'y'])],
      probabilities: true,
    },
    {
      title: 'scores of support vectors',
      nodes: [node('ai.onnx.ml.SVMClassifier', ['x'], ['l', 'y'])],
      probabilities: true,
    },
    { title: 'a final Softmax', nodes: [node('Softmax', ['x'], ['y'])], probabilities: true },
    { title: 'a final Sigmoid', nodes: [node('Sigmoid', ['x'], ['y'])], probabilities: true },
    {
      title: 'what is looked through',
      nodes: [
        node('Softmax', ['x'], ['a']),
        node('Cast', ['a'], ['b']),
        node('Reshape', ['b', 'shape'], ['c']),
        node('ai.onnx.ml.Normalizer', ['c'], ['d']),
        node('Mul', ['half', 'd'], ['e']),
        node('Identity', ['e'], ['y']),
      ],
      probabilities: true,
    },
    {
      title: 'a Softmax times data',
      nodes: [node('Softmax', ['x'], ['a']), node('Mul', ['a', 'x'], ['y'])],
      probabilities: false,
    },
    {
      title: 'a Softmax in the middle',
      nodes: [node('Softmax', ['x'], ['a']), node('MatMul', ['a', 'w'], ['y'])],
      probabilities: false,
    },
    { title: 'a Softmax of another domain', nodes: [node('own.Softmax', ['x'], ['y'])], probabilities: false },
    {
      title: 'a tree regressor',
      nodes: [node('ai.onnx.ml.TreeEnsembleRegressor', ['x'], ['y'])],
      probabilities: false,
    },
    {
      title: 'a graph that goes round',
      nodes: [node('Identity', ['z'], ['y']), node('Identity', ['y'], ['z'])],
      probabilities: false,
    },
  ];
  it.each(table)('$title: $probabilities', async ({ nodes, probabilities }) => {
    const { outputs } = await readNodes(...nodes);
    expect(outputs).toMatchObject([{ kind: 'tensor', name: 'y', probabilities }]);
  });

  const names = ['probabilities', 'probability', 'output_probability', 'proba', 'scores'];
  it.each(names)('by the name %s alone, if it holds floats', async (name) => {
    const floats = await read({ outputs: [tensor(name, 'float32', ['N', 2])] });
    const text = await read({ outputs: [tensor(name, 'string', ['N'])] });
    const known = !['proba', 'scores'].includes(name);
    expect([floats, text].map(({ outputs }) => outputs.some(holdsProbabilities))).toEqual([known, false]);
  });
});

describe('one output per class', () => {
  const slices = (ends: readonly number[]): ModelSpec => ({
    inputs: [tensor('x', 'float32', ['N', 2])],
    outputs: ['p0', 'p1'].map((name) => tensor(name, 'float32', ['N'])),
    initializers: [integers('axis', 1), ...[0, 1, 2].map((at) => integers(`at${at}`, at)), integers('flat', -1)],
    nodes: [
      trees,
      node('Slice', ['s', 'at0', 'at1', 'axis'], ['a']),
      node('Slice', ['s', `at${ends[0] ?? 0}`, `at${ends[1] ?? 0}`, 'axis'], ['b']),
      node('Reshape', ['a', 'flat'], ['p0']),
      node('Reshape', ['b', 'flat'], ['p1']),
    ],
  });

  it('knows its class when each class has one', async () => {
    const { outputs } = await read(slices([1, 2]));
    expect(outputs).toMatchObject([{ classColumn: { index: 0, class: 7 } }, { classColumn: { index: 1, class: 9 } }]);
  });

  it('is a plain probability when a class is left out', async () => {
    const { outputs } = await read(slices([0, 1]));
    expect(outputs.map((output) => output.kind === 'tensor' && [output.probabilities, output.classColumn])).toEqual([
      [true, undefined],
      [true, undefined],
    ]);
  });
});

describe('the label and its classes', () => {
  const argMax = node('ArgMax', ['x'], ['i']);
  const table: readonly { title: string; nodes: readonly NodeSpec[]; label?: string; classes?: readonly unknown[] }[] =
    [
      { title: 'a classifier', nodes: [trees, node('Identity', ['l'], ['y'])], label: 'y', classes: [7, 9] },
      { title: 'an ArgMax', nodes: [argMax, node('Cast', ['i'], ['y'])], label: 'y' },
      { title: 'the nearest centre', nodes: [node('ArgMin', ['x'], ['y'])], label: 'y' },
      {
        title: 'constant labels by ArgMax',
        nodes: [
          argMax,
          node('ai.onnx.ml.ArrayFeatureExtractor', ['names', 'i'], ['f']),
          node('Reshape', ['f', 'shape'], ['y']),
        ],
        label: 'y',
        classes: ['no', 'yes'],
      },
      { title: 'constants by something else', nodes: [node('Gather', ['names', 'x'], ['y'])] },
      { title: 'numbers', nodes: [node('MatMul', ['x', 'w'], ['y'])] },
    ];
  it.each(table)('$title', async ({ nodes, label, classes }) => {
    const analysis = await read({
      outputs: [tensor('y', 'string', ['N'])],
      initializers: [{ name: 'names', dtype: 'string', dims: [2], data: ['no', 'yes'] }, integers('shape', -1)],
      nodes,
    });
    expect(analysis.labelOutput).toBe(label);
    expect(analysis.classes).toEqual(classes);
  });

  it('labels beyond 2^53 keep their digits', async () => {
    const wide = { ...trees, attributes: { classlabels_int64s: { kind: 'ints', value: [2 ** 62, 1] } } } as const;
    const { classes } = await read({ outputs: [tensor('l', 'int64', ['N'])], nodes: [wide] });
    expect(classes).toEqual(['4611686018427387904', 1]);
  });
});

describe('a row axis', () => {
  const table: readonly { input: readonly Dim[]; output: readonly Dim[] | undefined; rows: boolean }[] = [
    { input: ['N', 4], output: ['N', 2], rows: true },
    { input: [null, 4], output: [null], rows: true },
    { input: [null, 4], output: undefined, rows: true },
    { input: [null, 4], output: [1], rows: true },
    { input: ['N', 4], output: ['unk__7'], rows: true },
    { input: [8, 4], output: [8], rows: true },
    { input: ['N', 4], output: [], rows: false },
    { input: ['N', 4], output: [3, 4], rows: false },
    { input: ['N', 'time'], output: ['time'], rows: false },
    { input: ['N', 'N'], output: ['N'], rows: true },
  ];
  it.each(table)('input $input, output $output: $rows', async ({ input, output, rows }) => {
    const { outputs } = await read({
      inputs: [tensor('x', 'float32', input)],
      outputs: [tensor('y', 'float32', output)],
    });
    expect(outputs).toMatchObject([{ rowAxis: rows }]);
  });
});
