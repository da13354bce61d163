import { chainOfAdds } from './models';
import { buildModel, node, tensor } from './onnx-builder';

const CLASSES = 50;
const HOUSE_ROWS = 2_500;

/** Every row gives a block of 2 x 3 x 4 numbers, and all rows together their mean. */
function blocks(): Uint8Array {
  return buildModel({
    inputs: [tensor('x', 'float32', ['rows', 24])],
    outputs: [tensor('block', 'float32', ['rows', 2, 3, 4]), tensor('mean', 'float32', [1, 24])],
    initializers: [{ name: 'shape', dtype: 'int64', dims: [4], data: BigInt64Array.of(-1n, 2n, 3n, 4n) }],
    nodes: [
      node('Reshape', ['x', 'shape'], ['block']),
      node('ReduceMean', ['x'], ['mean'], { axes: { kind: 'ints', value: [0] } }),
    ],
  });
}

/** Probabilities of so many classes, the greatest where the input is. */
function classesOf(count: number): Uint8Array {
  return buildModel({
    inputs: [tensor('x', 'float32', ['rows', count])],
    outputs: [tensor('probabilities', 'float32', ['rows', count])],
    nodes: [node('Softmax', ['x'], ['probabilities'])],
  });
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const csv = (header: readonly string[], rows: readonly (readonly (string | number)[])[]): Buffer =>
  Buffer.from([header, ...rows].map((cells) => `${cells.join(',')}\n`).join(''));
const settings = (content: object): Buffer => Buffer.from(JSON.stringify({ version: 1, ...content }));

/** Sizes and prices: the prediction is one more than the size; the price is off by up to one half, and in row 7 by 20. */
const houses = numbers(HOUSE_ROWS).map((row) => {
  const size = (row * 37) % 100;
  return [size, row === 7 ? size - 19 : size + 0.5 + ((row * 13) % 10) / 10];
});

/** The class of a row, and for every third row another one that the model takes it for. */
const animals = numbers(300).map((row) => {
  const truth = row % CLASSES;
  const taken = row % 3 === 0 ? (truth + 1) % CLASSES : truth;
  return [...numbers(CLASSES).map((index) => (index === taken ? 6 : 0)), `animal ${truth}`];
});

/**
 * Models beside data that makes their charts worth a look: `house` predicts a number, `animal` one of fifty classes, `pet`
 * one of two for thousands of rows, `block` a tensor per row and one of the whole run.
 */
export function charted(): Readonly<Record<string, Uint8Array>> {
  const units = numbers(CLASSES).map((index) => `x${index}`);
  const cells = numbers(24).map((index) => `v${index}`);
  return {
    'house.onnx': chainOfAdds(1),
    'house.onnx.workbench.json': settings({ inputs: { x: { columns: ['size'] } }, truth: 'price' }),
    'house.csv': csv(['size', 'price'], houses),
    'block.onnx': blocks(),
    'block.csv': csv(
      cells,
      numbers(5).map((row) => numbers(24).map((cell) => row * 100 + cell)),
    ),
    'animal.onnx': classesOf(CLASSES),
    'animal.onnx.workbench.json': settings({
      inputs: { x: { columns: units } },
      classes: numbers(CLASSES).map((index) => `animal ${index}`),
      truth: 'animal',
    }),
    'animal.csv': csv([...units, 'animal'], animals),
    'pet.onnx': classesOf(2),
    'pet.onnx.workbench.json': settings({
      inputs: { x: { columns: ['x0', 'x1'] } },
      classes: ['cat', 'dog'],
      truth: 'pet',
    }),
    'pet.csv': csv(
      ['x0', 'x1', 'pet'],
      numbers(2400).map((row) => (row < 1200 ? [1, 0, 'cat'] : [0, 1, 'dog'])),
    ),
  };
}
