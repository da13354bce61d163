import { describe, expect, it } from 'vitest';
import { readModel } from '../../../src/onnx/read-model';
import { fixtureModels, readExpected } from '../../support/fixtures';
import {
  buildModel,
  node,
  tensor,
  type AttributeSpec,
  type ModelSpec,
  type NodeSpec,
  type TensorSpec,
} from '../../support/onnx-builder';
import { temporaryFolder } from '../../support/temporary-folder';

describe('the fixtures with missing cells', () => {
  const cases = fixtureModels().filter((one) => one.case.data?.missing);

  it.each(cases)('$title takes NaN in the columns where Python fed it', async ({ path, case: one, model }) => {
    const { inputs } = await readModel(path);
    const fed = readExpected(one.id).missingFedAs === 'NaN';
    const columns = new Set(one.data?.missing?.map(({ column }) => column));
    for (const { input, columns: bound } of one.bindings[model.file] ?? []) {
      const takesNaN = inputs.find(({ name }) => name === input)?.takesNaN ?? false;
      const positions = [...bound.keys()].filter((at) => columns.has(bound[at] ?? ''));
      expect(positions.map((at) => (typeof takesNaN === 'boolean' ? takesNaN : takesNaN[at]))).toEqual(
        positions.map(() => fed),
      );
    }
  });

  const known: readonly { id: string; takesNaN: readonly boolean[] }[] = [
    { id: 'churn-columns', takesNaN: [true, true, false, false, false] },
    { id: 'natural-named-inputs', takesNaN: [false, true, false, false, false] },
    { id: 'cancer-lightgbm', takesNaN: [true] },
    { id: 'natural-xgboost-missing', takesNaN: [true] },
    { id: 'wine-forest-nozipmap', takesNaN: [false] },
    { id: 'natural-price-date-text', takesNaN: [false] },
    { id: 'digits-mlp', takesNaN: [false] },
  ];
  it.each(known)('$id', async ({ id, takesNaN }) => {
    const path = fixtureModels().find((one) => one.case.id === id)?.path ?? id;
    const { inputs } = await readModel(path);
    expect(inputs.map((input) => input.takesNaN)).toEqual(takesNaN);
  });
});

const replaced = (value: number): Record<string, AttributeSpec> => ({ replaced_value_float: { kind: 'float', value } });
const imputer = (from: string, to: string, value = NaN): NodeSpec =>
  node('ai.onnx.ml.Imputer', [from], [to], replaced(value));
const tracking = (from: string, to: string, ...flags: readonly number[]): NodeSpec =>
  node('ai.onnx.ml.TreeEnsembleRegressor', [from], [to], {
    nodes_missing_value_tracks_true: { kind: 'ints', value: flags },
  });
const axis = (value: number): Record<string, AttributeSpec> => ({ axis: { kind: 'int', value } });

function integers(name: string, ...values: readonly number[]): TensorSpec {
  return { name, dtype: 'int64', dims: [values.length], data: BigInt64Array.from(values.map(BigInt)) };
}

async function takesNaN(nodes: readonly NodeSpec[], more: Partial<ModelSpec> = {}): Promise<unknown> {
  const bytes = buildModel({
    inputs: [tensor('x', 'float32', ['N', 3])],
    outputs: [tensor('y', 'float32', ['N', 1])],
    initializers: [
      { name: 'three', dtype: 'float32', dims: [3], data: Float32Array.of(1, 2, 3) },
      { name: 'w', dtype: 'float32', dims: [3, 1], data: Float32Array.of(1, 2, 3) },
      integers('first', 0),
      integers('last', -1),
      integers('middle', 1),
      integers('end', 3),
      integers('1', 1),
      integers('1,2', 1, 2),
      integers('shape', -1, 3),
    ],
    nodes,
    ...more,
  });
  const { inputs } = await readModel(`${temporaryFolder({ 'model.onnx': bytes })}/model.onnx`);
  return inputs[0]?.takesNaN;
}

describe('a column takes NaN when every path from it', () => {
  const scaler = node('ai.onnx.ml.Scaler', ['x'], ['s']);
  const table: readonly { title: string; nodes: readonly NodeSpec[]; result: boolean | readonly boolean[] }[] = [
    { title: 'passes an Imputer of NaN', nodes: [imputer('x', 'a'), node('MatMul', ['a', 'w'], ['y'])], result: true },
    {
      title: 'does not: the Imputer replaces -1',
      nodes: [imputer('x', 'a', -1), node('MatMul', ['a', 'w'], ['y'])],
      result: false,
    },
    {
      title: 'passes Imputers of -1 and of NaN',
      nodes: [imputer('x', 'a', -1), imputer('a', 'b'), node('MatMul', ['b', 'w'], ['y'])],
      result: true,
    },
    { title: 'passes IsNaN', nodes: [node('IsNaN', ['x'], ['a']), node('Cast', ['a'], ['y'])], result: true },
    {
      title: 'passes IsNaN, and another does not',
      nodes: [node('IsNaN', ['x'], ['a']), node('MatMul', ['x', 'w'], ['y'])],
      result: false,
    },
    {
      title: 'is replaced where IsNaN says so',
      nodes: [
        node('IsNaN', ['x'], ['n']),
        node('Where', ['n', 'three', 'x'], ['a']),
        node('MatMul', ['a', 'w'], ['y']),
      ],
      result: true,
    },
    {
      title: 'is chosen the wrong way round',
      nodes: [
        node('IsNaN', ['x'], ['n']),
        node('Where', ['n', 'x', 'three'], ['a']),
        node('MatMul', ['a', 'w'], ['y']),
      ],
      result: false,
    },
    { title: 'ends in trees that track', nodes: [tracking('x', 'y', 0, 0, 1)], result: true },
    { title: 'ends in trees with zeros only', nodes: [tracking('x', 'y', 0, 0, 0)], result: false },
    { title: 'ends in trees without the attribute', nodes: [tracking('x', 'y')], result: false },
    { title: 'goes on through a Scaler', nodes: [scaler, tracking('s', 'y', 1)], result: true },
    {
      title: 'goes on through arithmetic with constants',
      nodes: [node('Sub', ['x', 'three'], ['a']), node('Div', ['a', 'three'], ['b']), tracking('b', 'y', 1)],
      result: true,
    },
    {
      title: 'goes on through a cast to float64',
      nodes: [node('Cast', ['x'], ['a'], { to: { kind: 'int', value: 11 } }), tracking('a', 'y', 1)],
      result: true,
    },
    {
      title: 'is cast to an integer',
      nodes: [node('Cast', ['x'], ['a'], { to: { kind: 'int', value: 7 } }), tracking('a', 'y', 1)],
      result: false,
    },
    {
      title: 'passes an operator of unknown effect',
      nodes: [node('Relu', ['x'], ['a']), tracking('a', 'y', 1)],
      result: false,
    },
    {
      title: 'passes an Imputer of another domain',
      nodes: [node('own.Imputer', ['x'], ['y'], replaced(NaN))],
      result: false,
    },
    { title: 'is an output itself', nodes: [imputer('x', 'y')], result: true },
    {
      title: 'is filled, or leads nowhere',
      nodes: [scaler, imputer('s', 'y'), node('Identity', ['s'], ['z'])],
      result: true,
    },
    {
      title: 'passes an Imputer in its own column only',
      nodes: [
        node('ai.onnx.ml.ArrayFeatureExtractor', ['x', 'last'], ['a']),
        node('Gather', ['x', '1'], ['b'], axis(1)),
        imputer('a', 'c'),
        node('Concat', ['c', 'b'], ['d'], axis(1)),
        node('MatMul', ['d', 'w'], ['y']),
      ],
      result: [true, false, true],
    },
    {
      title: 'is sliced, filled and joined again',
      nodes: [
        node('Slice', ['x', 'first', 'middle', '1'], ['a']),
        node('Slice', ['x', 'middle', 'end', '1'], ['b']),
        imputer('a', 'c'),
        node('Concat', ['c', 'b'], ['d'], axis(-1)),
        node('Identity', ['d'], ['y']),
      ],
      result: [true, false, false],
    },
    {
      title: 'is split',
      nodes: [node('Split', ['x', '1,2'], ['a', 'b'], axis(1)), tracking('a', 'y', 1), imputer('b', 'z')],
      result: true,
    },
    {
      title: 'is split, one part without help',
      nodes: [
        node('Split', ['x', '1,2'], ['a', 'b'], axis(1)),
        tracking('a', 'z', 1),
        node('MatMul', ['b', 'w'], ['y']),
      ],
      result: [true, false, false],
    },
    {
      title: 'is reshaped to the same columns',
      nodes: [
        node('Reshape', ['x', 'shape'], ['r']),
        node('Gather', ['r', '1'], ['a'], axis(1)),
        node('Neg', ['a'], ['y']),
        imputer('r', 'z'),
      ],
      result: [true, false, true],
    },
    {
      title: 'is mixed with others and then filled',
      nodes: [node('ai.onnx.ml.Normalizer', ['x'], ['n']), imputer('n', 'a'), node('MatMul', ['a', 'w'], ['y'])],
      result: true,
    },
    {
      title: 'is gathered along the rows',
      nodes: [node('Gather', ['x', '1'], ['a'], axis(0)), node('Neg', ['a'], ['y'])],
      result: false,
    },
    {
      title: 'is read by a branch',
      nodes: [
        imputer('x', 'y'),
        node('If', ['c'], ['z'], { then_branch: { kind: 'graph', value: { nodes: [node('Neg', ['x'], ['q'])] } } }),
      ],
      result: false,
    },
  ];
  it.each(table)('$title: $result', async ({ nodes, result }) => {
    expect(await takesNaN(nodes)).toEqual(result);
  });

  it.each(['int64', 'bool', 'string', 'int32'] as const)('%s has no NaN', async (dtype) => {
    expect(await takesNaN([tracking('x', 'y', 1)], { inputs: [tensor('x', dtype, ['N', 3])] })).toBe(false);
  });

  it('is answered for the whole input where its columns are not counted', async () => {
    const nodes = [node('Gather', ['x', '1'], ['a'], axis(1)), node('Neg', ['a'], ['y'])];
    expect(await takesNaN(nodes, { inputs: [tensor('x', 'float32', ['N', 'columns'])] })).toBe(false);
  });
});
