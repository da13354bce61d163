import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { FedInput } from '../../../../src/onnx/missing-values';
import { readTrees, type ModelTrees } from '../../../../src/onnx/trees/read-trees';
import {
  buildModel,
  node,
  tensor,
  type AttributeSpec,
  type ModelSpec,
  type NodeSpec,
  type TensorSpec,
} from '../../../support/onnx-builder';
import { temporaryFolder } from '../../../support/temporary-folder';

const INPUTS: readonly FedInput[] = [{ name: 'x', dtype: 'float32', shape: [null, 3] }];

async function read(spec: ModelSpec, inputs = INPUTS): Promise<ModelTrees> {
  const folder = temporaryFolder({ 'm.onnx': buildModel(spec) });
  return readTrees(join(folder, 'm.onnx'), 'm.onnx', inputs);
}

const ints = (...value: number[]): AttributeSpec => ({ kind: 'ints', value });
const floats = (...value: number[]): AttributeSpec => ({ kind: 'floats', value });
const texts = (...value: string[]): AttributeSpec => ({ kind: 'strings', value });
const tensorOf = (one: TensorSpec): AttributeSpec => ({ kind: 'tensor', value: one });

/** Tree 0 asks two nodes, tree 4 one; node ids are out of order. */
const CLASSIC: Readonly<Record<string, AttributeSpec>> = {
  nodes_treeids: ints(0, 0, 0, 0, 0, 4, 4, 4),
  nodes_nodeids: ints(0, 2, 1, 4, 3, 0, 1, 2),
  nodes_featureids: ints(1, 2, 0, 0, 0, 0, 0, 0),
  nodes_values: floats(0.5, 1.5, 0, 0, 0, -2, 0, 0),
  nodes_modes: texts('BRANCH_LEQ', 'BRANCH_GT', 'LEAF', 'LEAF', 'LEAF', 'BRANCH_EQ', 'LEAF', 'LEAF'),
  nodes_truenodeids: ints(1, 3, 0, 0, 0, 1, 0, 0),
  nodes_falsenodeids: ints(2, 4, 0, 0, 0, 2, 0, 0),
  nodes_missing_value_tracks_true: ints(1, 0, 0, 0, 0, 0, 0, 0),
};

/** The same attributes on `TreeEnsembleRegressor`, fed by `input`. */
function regressor(input: string, attributes = CLASSIC): NodeSpec {
  return node('ai.onnx.ml.TreeEnsembleRegressor', [input], ['y'], attributes);
}

function model(nodes: readonly NodeSpec[], more: Partial<ModelSpec> = {}): ModelSpec {
  return {
    inputs: [tensor('x', 'float32', ['rows', 3])],
    outputs: [tensor('y', 'float32', ['rows', 1])],
    nodes,
    opsets: { '': 17, 'ai.onnx.ml': 3 },
    ...more,
  };
}

/** What feeds the trees behind these nodes, which write `z`. */
async function featuresBehind(
  nodes: readonly NodeSpec[],
  more: Partial<ModelSpec> = {},
  inputs = INPUTS,
): Promise<unknown> {
  const { ensembles } = await read(model([...nodes, regressor('z')], more), inputs);
  return ensembles[0]?.features;
}

const ROUND = { kind: 'round' };
const own = (position: number, ...steps: object[]): object => ({ input: 'x', position, steps: [ROUND, ...steps] });

describe('trees of an ensemble', () => {
  test('are read with the places of their nodes, whatever their ids', async () => {
    const { ensembles, incomplete } = await read(model([regressor('x')]));
    expect(incomplete).toBe(false);
    expect(ensembles[0]?.ensemble).toMatchObject({
      roots: Int32Array.of(0, 5),
      trees: Int32Array.of(0, 4),
      features: Int32Array.of(1, 2, 0, 0, 0, 0, 0, 0),
      values: Float64Array.of(0.5, 1.5, 0, 0, 0, -2, 0, 0),
      modes: ['<=', '>', 'leaf', 'leaf', 'leaf', '==', 'leaf', 'leaf'],
      whenTrue: Int32Array.of(2, 4, -1, -1, -1, 6, -1, -1),
      whenFalse: Int32Array.of(1, 3, -1, -1, -1, 7, -1, -1),
      missingTrue: Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0),
      exactValues: false,
    });
  });

  test('are read of a classifier, and with values in float64', async () => {
    const { nodes_values: _, ...others } = CLASSIC;
    const doubles = { dtype: 'float64', dims: [8], data: Float64Array.of(0.1, 1.5, 0, 0, 0, -2, 0, 0) } as const;
    const attributes = { ...others, nodes_values_as_tensor: tensorOf(doubles) };
    const classifier = node('ai.onnx.ml.TreeEnsembleClassifier', ['x'], ['label', 'y'], attributes);
    const { ensembles } = await read(model([classifier]));
    expect(ensembles[0]?.ensemble).toMatchObject({ exactValues: true });
    expect(ensembles[0]?.ensemble.values[0]).toBe(0.1);
  });

  test('are read of the operator of ai.onnx.ml 5, with its sets of members', async () => {
    const data = (dtype: 'float32' | 'uint8', values: Float32Array | Uint8Array): AttributeSpec =>
      tensorOf({ dtype, dims: [values.length], data: values });
    const ensemble = node('ai.onnx.ml.TreeEnsemble', ['x'], ['y'], {
      tree_roots: ints(0, 2),
      nodes_featureids: ints(0, 1, 2),
      nodes_modes: data('uint8', Uint8Array.of(0, 6, 6)),
      nodes_splits: data('float32', Float32Array.of(2.5, 0, 0)),
      nodes_truenodeids: ints(1, 0, 1),
      nodes_trueleafs: ints(0, 1, 1),
      nodes_falsenodeids: ints(2, 1, 0),
      nodes_falseleafs: ints(1, 1, 1),
      membership_values: data('float32', Float32Array.of(1, 3, NaN, 7)),
    });
    const { ensembles } = await read(model([ensemble], { opsets: { '': 21, 'ai.onnx.ml': 5 } }));
    expect(ensembles[0]?.ensemble).toMatchObject({
      roots: Int32Array.of(0, 2),
      trees: Int32Array.of(0, 1),
      modes: ['<=', 'member', 'member'],
      whenTrue: Int32Array.of(1, -1, -1),
      whenFalse: Int32Array.of(-1, -1, -1),
      members: new Map([
        [1, new Set([1, 3])],
        [2, new Set([7])],
      ]),
    });
  });

  test.each([
    ['lists of different lengths', { nodes_values: floats(1, 2) }],
    ['an unknown mode', { nodes_modes: texts('BRANCH_LEQ', 'BRANCH_XOR', ...new Array<string>(6).fill('LEAF')) }],
  ])('with %s are left out, and that is said', async (_title, change) => {
    const { ensembles, incomplete } = await read(model([regressor('x', { ...CLASSIC, ...change })]));
    expect({ ensembles, incomplete }).toEqual({ ensembles: [], incomplete: true });
  });
});

describe('where the numbers of trees come from', () => {
  test('the input itself, rounded to float32', async () => {
    const { ensembles } = await read(model([regressor('x')]));
    expect(ensembles[0]?.features).toEqual([own(0), own(1), own(2)]);
  });

  test('a Scaler and an Imputer, with a value for each column or one for all', async () => {
    const scaler = node('ai.onnx.ml.Scaler', ['x'], ['s'], { offset: floats(1, 2, 3), scale: floats(0.5) });
    const imputer = node('ai.onnx.ml.Imputer', ['s'], ['z'], {
      imputed_value_floats: floats(9),
      replaced_value_float: { kind: 'float', value: NaN },
    });
    const steps = (offset: number): object[] => [
      { kind: 'subtract', by: offset },
      { kind: 'multiply', by: 0.5 },
      { kind: 'replace', marker: NaN, by: 9 },
    ];
    expect(await featuresBehind([scaler, imputer])).toEqual([1, 2, 3].map((offset, at) => own(at, ...steps(offset))));
  });

  test('arithmetic with constants, and columns picked and joined', async () => {
    const nodes = [
      node('Constant', [], ['two'], { value: tensorOf({ dtype: 'float32', dims: [], data: Float32Array.of(2) }) }),
      node('Sub', ['x', 'mean'], ['centred']),
      node('Mul', ['two', 'centred'], ['scaled']),
      node('ArrayFeatureExtractor', ['scaled', 'last'], ['picked']),
      node('Concat', ['picked', 'x'], ['z'], { axis: { kind: 'int', value: 1 } }),
    ];
    const initializers: TensorSpec[] = [
      { name: 'mean', dtype: 'float32', dims: [1, 3], data: Float32Array.of(4, 5, 6) },
      { name: 'last', dtype: 'int64', dims: [1], data: BigInt64Array.of(2n) },
    ];
    expect(await featuresBehind(nodes, { initializers })).toEqual([
      own(2, { kind: 'subtract', by: 6 }, { kind: 'multiply', by: 2 }),
      own(0),
      own(1),
      own(2),
    ]);
  });

  test('several inputs, whole numbers rounded and doubles only where they are cast', async () => {
    const inputs: readonly FedInput[] = [
      { name: 'id', dtype: 'int64', shape: [null, 1] },
      { name: 'when', dtype: 'float64', shape: [null, 1] },
    ];
    const nodes = [
      node('Cast', ['id'], ['a'], { to: { kind: 'int', value: 1 } }),
      node('Cast', ['when'], ['b'], { to: { kind: 'int', value: 1 } }),
      node('Concat', ['a', 'b'], ['z'], { axis: { kind: 'int', value: -1 } }),
    ];
    const graph = { inputs: [tensor('id', 'int64', ['rows', 1]), tensor('when', 'float64', ['rows', 1])] };
    expect(await featuresBehind(nodes, graph, inputs)).toEqual([
      { input: 'id', position: 0, steps: [ROUND, ROUND] },
      { input: 'when', position: 0, steps: [ROUND] },
    ]);
  });

  test.each([
    ['a Normalizer mixes columns', [node('ai.onnx.ml.Normalizer', ['x'], ['z'])]],
    ['a Cast to whole numbers cuts off', [node('Cast', ['x'], ['z'], { to: { kind: 'int', value: 7 } })]],
    ['a difference of two columns is none of them', [node('Sub', ['x', 'x'], ['z'])]],
  ])('%s: nothing is told', async (_title, nodes) => {
    expect(await featuresBehind(nodes)).toEqual([]);
  });
});
