import type { Batch } from '../../data/table';

/** A reader may be this far ahead of the slowest one; the first rows, on which plans are made, are always within it. */
const MOST_BATCHES_AHEAD = 4;
const MOST_ROWS_AHEAD = 20_000;

/** One stream of batches for several readers. */
export interface Tee {
  /** All batches from the first. A reader that goes away (`return`) holds the others back no longer. */
  branch(): AsyncIterator<Batch>;
  /** Ends all branches at once, those that wait too. */
  stop(): void;
  close(): Promise<void>;
}

interface Branch {
  /** How many batches it has taken. */
  taken: number;
  open: boolean;
}

/** `onBatch` hears each batch once, before any branch. */
export function createTee(source: AsyncIterator<Batch>, onBatch: (batch: Batch) => void): Tee {
  const branches: Branch[] = [];
  const held: Batch[] = [];
  /** Batches that every branch has taken. */
  let gone = 0;
  let reading: Promise<Batch | undefined> | undefined;
  let stopped = false;
  let moved = Promise.withResolvers<undefined>();

  const wake = (): void => {
    moved.resolve(undefined);
    moved = Promise.withResolvers<undefined>();
  };
  const forget = (): void => {
    const slowest = Math.min(...branches.filter(({ open }) => open).map(({ taken }) => taken));
    while (gone < slowest && held.length > 0) {
      held.shift();
      gone++;
    }
    wake();
  };
  const read = async (): Promise<Batch | undefined> => {
    const next = await source.next();
    if (next.done === true) return undefined;
    held.push(next.value);
    onBatch(next.value);
    return next.value;
  };
  /** One read at a time, for whoever asks. */
  const readOnce = (): Promise<Batch | undefined> => {
    reading ??= read().finally(() => {
      reading = undefined;
    });
    return reading;
  };
  const isFarAhead = (): boolean =>
    held.length >= MOST_BATCHES_AHEAD && held.reduce((rows, batch) => rows + batch.rows, 0) > MOST_ROWS_AHEAD;

  const take = async (branch: Branch): Promise<Batch | undefined> => {
    while (!stopped && branch.open) {
      const batch = held[branch.taken - gone];
      if (batch) {
        branch.taken++;
        forget();
        return batch;
      }
      if (isFarAhead()) await moved.promise;
      else if ((await readOnce()) === undefined) return undefined;
    }
    return undefined;
  };
  return {
    branch: () => {
      const branch = { taken: 0, open: true };
      branches.push(branch);
      return {
        next: async () => {
          const value = await take(branch);
          return value ? { done: false, value } : { done: true, value: undefined };
        },
        return: async () => {
          branch.open = false;
          forget();
          return { done: true, value: undefined };
        },
      };
    },
    stop: () => {
      stopped = true;
      wake();
    },
    close: async () => {
      stopped = true;
      wake();
      await source.return?.();
    },
  };
}
