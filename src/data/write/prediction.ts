import type { CellValue, Prediction } from '../../contract/predict';
import type { OutputColumn, PredictedBatch } from '../../contract/predicted';
import type { TensorValue } from '../../contract/tensor';
import { nested, numberValue, valueReader } from './element';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** What the model answered for `start + index`, as `--json` has it. A row without a prediction has no outputs. */
export function predictionAt(predicted: PredictedBatch, index: number): Prediction {
  return predictionReader(predicted)(index);
}

/** `predictionAt` for many rows of one batch. */
export function predictionReader(predicted: PredictedBatch): (index: number) => Prediction {
  const { labels, margins, probabilities } = predicted;
  const outputs = outputsReader(predicted);
  const score = scoreReader(predicted);
  return (index) => {
    const row = predicted.start + index;
    if (predicted.failed.has(row)) return { row, outputs: {} };
    const prediction: Writable<Partial<Prediction>> & { row: number } = { row };
    const label = labels?.[index];
    if (label !== undefined) prediction.label = label;
    if (score) prediction.score = score(index);
    if (margins) prediction.margin = numberValue(margins[index] ?? NaN, marginDtype(predicted));
    if (probabilities) {
      const { classes, dtype, values } = probabilities;
      const first = index * classes.length;
      prediction.probabilities = record(classes, (position) => numberValue(values[first + position] ?? NaN, dtype));
    }
    return { ...prediction, outputs: outputs(index) };
  };
}

/** The one output of one value a row that is a regressor's prediction. */
export function valueOutput(predicted: PredictedBatch): OutputColumn | undefined {
  if (predicted.labels) return undefined;
  return predicted.outputs.find((output) => predicted.told.includes(output.name) && elements(output) === 1);
}

/** A margin has as many digits as the probabilities it is the difference of. */
export function marginDtype({ probabilities }: PredictedBatch): 'float32' | 'float64' {
  return probabilities?.dtype === 'float64' ? 'float64' : 'float32';
}

/** Number of values a row has in an output. */
export function elements(output: OutputColumn): number {
  return output.rowShape.reduce((product, size) => product * size, 1);
}

/** A whole tensor, for outputs without a row axis. */
export function tensorValue(value: TensorValue): CellValue {
  return nested(valueReader(value.dtype, value.data), value.dims, 0);
}

/** An object that takes any text as a key, `__proto__` too. */
function record<T>(keys: readonly string[], value: (position: number) => T): Readonly<Record<string, T>> {
  return Object.fromEntries(keys.map((key, position) => [key, value(position)]));
}

function scoreReader(predicted: PredictedBatch): ((index: number) => number | string) | undefined {
  const { scores, probabilities } = predicted;
  if (!scores) return undefined;
  const output = valueOutput(predicted);
  if (output) {
    const read = valueReader(output.dtype, output.data);
    return (index) => {
      const value = read(index);
      return typeof value === 'boolean' ? Number(value) : value;
    };
  }
  const dtype = probabilities?.dtype ?? 'float64';
  return (index) => numberValue(scores[index] ?? NaN, dtype);
}

function outputsReader(predicted: PredictedBatch): (index: number) => Readonly<Record<string, CellValue>> {
  const readers = predicted.outputs.map((output) => rowReader(output));
  for (const { rows } of predicted.ragged ?? []) {
    readers.push((index) => {
      const row = rows[index];
      return row === undefined ? null : tensorValue(row);
    });
  }
  const names = [...predicted.outputs, ...(predicted.ragged ?? [])].map((output) => output.name);
  return (index) => record(names, (position) => readers[position]?.(index) ?? null);
}

function rowReader(output: OutputColumn): (index: number) => CellValue {
  const { dtype, data, rowShape, keys } = output;
  const read = valueReader(dtype, data);
  const size = elements(output);
  if (keys) return (index) => record(keys, (position) => read(index * size + position));
  return (index) => nested(read, rowShape, index * size);
}
