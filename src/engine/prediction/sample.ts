import type { Batch } from '../../data/table';

/** The first batches, and an iterator that gives them again before it reads on. */
export interface Sampled {
  readonly sample: readonly Batch[];
  readonly batches: AsyncIterator<Batch>;
}

/** Takes batches until they hold `rows` rows or the table ends. */
export async function takeSample(source: AsyncIterable<Batch>, rows: number): Promise<Sampled> {
  const rest = source[Symbol.asyncIterator]();
  const sample: Batch[] = [];
  for (let taken = 0; taken < rows;) {
    const next = await rest.next();
    if (next.done === true) break;
    sample.push(next.value);
    taken += next.value.rows;
  }
  return { sample, batches: replay([...sample], rest) };
}

/** Lets each batch of the sample go as soon as it has been given out. */
async function* replay(sample: Batch[], rest: AsyncIterator<Batch>): AsyncGenerator<Batch> {
  try {
    for (let batch = sample.shift(); batch; batch = sample.shift()) yield batch;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}
