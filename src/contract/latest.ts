/** Runs one thing at a time: what begins cancels what was under way, whose answer then counts for nothing. */
export interface Latest {
  /** Undefined where it was overtaken or cancelled; an error of what was overtaken is dropped. */
  run<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined>;
  cancel(): void;
}

export function createLatest(): Latest {
  let current: AbortController | undefined;
  const cancel = (): void => {
    current?.abort();
    current = undefined;
  };
  return {
    run: async (work) => {
      cancel();
      const mine = new AbortController();
      current = mine;
      try {
        const answer = await work(mine.signal);
        return mine.signal.aborted ? undefined : answer;
      } catch (error) {
        if (mine.signal.aborted) return undefined;
        throw error;
      }
    },
    cancel,
  };
}
