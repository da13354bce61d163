import { WorkbenchError } from '../../contract/issue';
import type { WholeOutput } from '../../contract/rows';
import type { TensorData, TensorValue } from '../../contract/tensor';
import { tensorValue } from '../../data/write/prediction';
import { decodeStored } from '../../log/rows/decode';
import { concatenate } from '../../log/rows/tensor';
import { breathe, type Result } from './result';

/** Larger values are not sent whole: planes of them can be asked for. */
const MOST_ELEMENTS = 10_000;
/** Batches whose values are sent. */
const MOST_BATCHES = 100;

/** The outputs without a row axis, as far as they are small. */
export async function readWhole(result: Result, signal: AbortSignal): Promise<readonly WholeOutput[]> {
  const values = await collect(result, () => breathe(signal));
  return [...values].map(([name, tensors]) => {
    const [first] = tensors;
    const elements = tensors.reduce((sum, { data }) => sum + data.length, 0);
    const list = tensors.map(tensorValue);
    return {
      name,
      dtype: first?.dtype ?? 'float32',
      shape: first?.dims ?? [],
      batches: tensors.length,
      ...(elements <= MOST_ELEMENTS && { value: list.length === 1 ? (list[0] ?? null) : list }),
    };
  });
}

/**
 * An output without a row axis as one tensor; several batches are its first axis. Undefined where there is none of this
 * name. Throws WorkbenchError where the batches have different shapes.
 */
export async function wholeTensor(result: Result, name: string): Promise<TensorValue | undefined> {
  const tensors = (await collect(result, () => Promise.resolve())).get(name);
  const [first, ...others] = tensors ?? [];
  if (!first || others.length === 0) return first;
  if (others.some(({ dims }) => String(dims) !== String(first.dims))) {
    const message = `The output '${name}' has another shape in each batch: it has no plane through all of them.`;
    throw new WorkbenchError('usage', { code: 'slice-out-of-range', message });
  }
  const data = [first, ...others].map((tensor): TensorData => tensor.data);
  return { dtype: first.dtype, dims: [data.length, ...first.dims], data: concatenate(data) };
}

async function collect(result: Result, pause: () => Promise<void>): Promise<ReadonlyMap<string, TensorValue[]>> {
  const found = new Map<string, TensorValue[]>();
  for (const span of result.spans.slice(0, MOST_BATCHES)) {
    await pause();
    const { predicted } = decodeStored((await result.open(span)).cut(0, 1));
    for (const { name, value } of predicted.whole) {
      const tensors = found.get(name) ?? [];
      tensors.push(value);
      found.set(name, tensors);
    }
    // A batch whose rows all failed says nothing of the others.
    if (found.size === 0 && predicted.failed.size === 0) break;
  }
  return found;
}
