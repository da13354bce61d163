import type { OutputColumn, PredictedBatch } from '../../contract/predicted';
import type { TensorData } from '../../contract/tensor';
import { allocate, product, store } from '../../tensors/elements';

/** Batches of one layout, and the place of the first row of each, ascending. */
export interface Parts {
  readonly parts: readonly PredictedBatch[];
  readonly starts: readonly number[];
}

/** Some rows of one batch, by index. */
export function chosenRows(predicted: PredictedBatch, indexes: Uint32Array): PredictedBatch {
  return gatherRows({ parts: [predicted], starts: [0] }, indexes, predicted.start);
}

/** Rows by place, in the order given, as a batch whose first row is number `start`. */
export function gatherRows(all: Parts, places: Uint32Array, start: number): PredictedBatch {
  const [first] = all.parts;
  if (!first) throw new RangeError('There are no rows to choose from.');
  const { labels, scores, margins, probabilities, ragged } = first;
  const gather = createGather(all, places);
  return {
    start,
    rows: places.length,
    ...(labels ? { labels: gather.each((part, index) => part.labels?.[index] ?? '') } : {}),
    ...(scores ? { scores: gather.numbers((part) => part.scores) } : {}),
    ...(margins ? { margins: gather.numbers((part) => part.margins) } : {}),
    ...(probabilities ? { probabilities: gatherProbabilities(probabilities, gather, places.length) } : {}),
    outputs: first.outputs.map((output, which) => gatherOutput(output, which, gather, places.length)),
    told: first.told,
    ...(ragged
      ? {
          ragged: ragged.map(({ name }, which) => ({
            name,
            rows: gather.each(
              (part, index) => part.ragged?.[which]?.rows[index] ?? { dtype: 'float32', dims: [0], data: [] },
            ),
          })),
        }
      : {}),
    whole: first.whole,
    failed: new Map(),
  };
}

interface Gather {
  each<V>(value: (part: PredictedBatch, index: number) => V): V[];
  numbers(values: (part: PredictedBatch) => Float64Array | undefined): Float64Array;
  /** `width` elements a row into `target`. */
  into(target: TensorData, width: number, values: (part: PredictedBatch) => TensorData | undefined): void;
}

function createGather({ parts, starts }: Parts, places: Uint32Array): Gather {
  let last = 0;
  const at = (place: number): { part: PredictedBatch; index: number } => {
    if (place < (starts[last] ?? 0) || place >= (starts[last + 1] ?? Infinity))
      last = starts.findLastIndex((start) => start <= place);
    const part = parts[last];
    if (!part) throw new RangeError(`There is no row ${place}.`);
    return { part, index: place - (starts[last] ?? 0) };
  };
  return {
    each: (value) =>
      Array.from(places, (place) => {
        const { part, index } = at(place);
        return value(part, index);
      }),
    numbers: (values) =>
      Float64Array.from(places, (place) => {
        const { part, index } = at(place);
        return values(part)?.[index] ?? NaN;
      }),
    into: (target, width, values) => {
      for (const [row, place] of places.entries()) {
        const { part, index } = at(place);
        const source = values(part);
        for (let offset = 0; offset < width; offset++) {
          const value = source?.[index * width + offset];
          if (value !== undefined) store(target, row * width + offset, value);
        }
      }
    },
  };
}

function gatherOutput(output: OutputColumn, which: number, gather: Gather, rows: number): OutputColumn {
  const width = product(output.rowShape);
  const data = allocate(output.dtype, rows * width);
  gather.into(data, width, (part) => part.outputs[which]?.data);
  return { ...output, data };
}

type Probabilities = NonNullable<PredictedBatch['probabilities']>;

function gatherProbabilities(probabilities: Probabilities, gather: Gather, rows: number): Probabilities {
  const width = probabilities.classes.length;
  const values =
    probabilities.values instanceof Float32Array ? new Float32Array(rows * width) : new Float64Array(rows * width);
  gather.into(values, width, (part) => part.probabilities?.values);
  return { ...probabilities, values };
}
