import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { seededRandom } from '../../test/support/rounds';
import { buildModel, node, tensor } from '../../test/support/onnx-builder';

export const FEATURES = 10;
const HIDDEN = 64;

/** 10-64-`classes` with a Softmax at its end. */
export function perceptron(seed = 1, classes = 3): Uint8Array {
  const random = seededRandom(seed);
  const weights = (name: string, dims: readonly number[]) => ({
    name,
    dtype: 'float32' as const,
    dims,
    data: Float32Array.from({ length: dims.reduce((product, dim) => product * dim, 1) }, () => random() - 0.5),
  });
  return buildModel({
    inputs: [tensor('x', 'float32', ['rows', FEATURES])],
    outputs: [tensor('probabilities', 'float32', ['rows', classes])],
    initializers: [weights('w1', [FEATURES, HIDDEN]), weights('w2', [HIDDEN, classes])],
    nodes: [
      node('MatMul', ['x', 'w1'], ['h']),
      node('Relu', ['h'], ['r']),
      node('MatMul', ['r', 'w2'], ['z']),
      node('Softmax', ['z'], ['probabilities']),
    ],
  });
}

/** A CSV of `rows` rows that the network takes. */
export async function writeTable(path: string, rows: number): Promise<void> {
  const file = createWriteStream(path);
  const random = seededRandom(1);
  file.write(`${Array.from({ length: FEATURES }, (_, index) => `f${index}`).join(',')}\n`);
  for (let row = 0; row < rows; row++) {
    const cells = Array.from({ length: FEATURES }, () => random().toFixed(4));
    if (!file.write(`${cells.join(',')}\n`)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
}
