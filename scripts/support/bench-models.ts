import { buildModel, node, tensor, type AttributeSpec } from '../../test/support/onnx-builder';
import { seededRandom } from '../../test/support/rounds';

const CLASSES = 3;
const HIDDEN = 64;

/** `columns`-64-64-3 with label and probabilities. With `imputed`, missing values become 0 first. */
export function benchNetwork(names: readonly string[], { imputed = false } = {}): Uint8Array {
  const random = seededRandom(2);
  const weights = (name: string, dims: readonly number[]) => ({
    name,
    dtype: 'float32' as const,
    dims,
    data: Float32Array.from({ length: dims.reduce((product, dim) => product * dim, 1) }, () => random() - 0.5),
  });
  const imputer = node('ai.onnx.ml.Imputer', ['features'], ['filled'], {
    imputed_value_floats: { kind: 'floats', value: [0] },
    replaced_value_float: { kind: 'float', value: Number.NaN },
  });
  return buildModel({
    opsets: { '': 17, 'ai.onnx.ml': 3 },
    metadata: { feature_names: JSON.stringify(names) },
    inputs: [tensor('features', 'float32', ['rows', names.length])],
    outputs: [tensor('label', 'int64', ['rows']), tensor('probabilities', 'float32', ['rows', CLASSES])],
    initializers: [
      weights('w1', [names.length, HIDDEN]),
      weights('b1', [HIDDEN]),
      weights('w2', [HIDDEN, HIDDEN]),
      weights('b2', [HIDDEN]),
      weights('w3', [HIDDEN, CLASSES]),
      weights('b3', [CLASSES]),
    ],
    nodes: [
      ...(imputed ? [imputer] : []),
      node('Gemm', [imputed ? 'filled' : 'features', 'w1', 'b1'], ['g1']),
      node('Relu', ['g1'], ['r1']),
      node('Gemm', ['r1', 'w2', 'b2'], ['g2']),
      node('Relu', ['g2'], ['r2']),
      node('Gemm', ['r2', 'w3', 'b3'], ['g3']),
      node('ArgMax', ['g3'], ['label'], {
        axis: { kind: 'int', value: 1 },
        keepdims: { kind: 'int', value: 0 },
      }),
      node('Softmax', ['g3'], ['probabilities'], { axis: { kind: 'int', value: 1 } }),
    ],
  });
}

const TREES = 100;
const DEPTH = 8;

/** 100 full trees of depth 8 that vote for three classes. */
export function benchForest(names: readonly string[]): Uint8Array {
  const random = seededRandom(3);
  const inner = 2 ** DEPTH - 1;
  const perTree = 2 ** (DEPTH + 1) - 1;
  const nodes = Array.from({ length: TREES * perTree }, (_, index) => {
    const id = index % perTree;
    const branches = id < inner;
    return {
      tree: Math.floor(index / perTree),
      id,
      mode: branches ? 'BRANCH_LEQ' : 'LEAF',
      feature: branches ? Math.floor(random() * names.length) : 0,
      value: branches ? 2 * random() - 1 : 0,
      yes: branches ? 2 * id + 1 : 0,
      no: branches ? 2 * id + 2 : 0,
    };
  });
  const leaves = nodes
    .filter(({ mode }) => mode === 'LEAF')
    .flatMap(({ tree, id }) => votes(random).map((weight, label) => ({ tree, id, label, weight: weight / TREES })));
  const classifier = node('ai.onnx.ml.TreeEnsembleClassifier', ['features'], ['label', 'probabilities'], {
    classlabels_int64s: ints(Array.from({ length: CLASSES }, (_, label) => label)),
    post_transform: { kind: 'string', value: 'NONE' },
    nodes_treeids: ints(nodes.map(({ tree }) => tree)),
    nodes_nodeids: ints(nodes.map(({ id }) => id)),
    nodes_featureids: ints(nodes.map(({ feature }) => feature)),
    nodes_values: floats(nodes.map(({ value }) => value)),
    nodes_modes: { kind: 'strings', value: nodes.map(({ mode }) => mode) },
    nodes_truenodeids: ints(nodes.map(({ yes }) => yes)),
    nodes_falsenodeids: ints(nodes.map(({ no }) => no)),
    class_treeids: ints(leaves.map(({ tree }) => tree)),
    class_nodeids: ints(leaves.map(({ id }) => id)),
    class_ids: ints(leaves.map(({ label }) => label)),
    class_weights: floats(leaves.map(({ weight }) => weight)),
  });
  return buildModel({
    opsets: { '': 17, 'ai.onnx.ml': 3 },
    metadata: { feature_names: JSON.stringify(names) },
    inputs: [tensor('features', 'float32', ['rows', names.length])],
    outputs: [tensor('label', 'int64', ['rows']), tensor('probabilities', 'float32', ['rows', CLASSES])],
    nodes: [classifier],
  });
}

function votes(random: () => number): number[] {
  const shares = Array.from({ length: CLASSES }, () => random() ** 3);
  const sum = shares.reduce((total, share) => total + share, 0);
  return shares.map((share) => share / sum);
}

function ints(value: readonly number[]): AttributeSpec {
  return { kind: 'ints', value };
}

function floats(value: readonly number[]): AttributeSpec {
  return { kind: 'floats', value };
}
