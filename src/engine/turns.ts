/**
 * The runtime serves one call at a time, and one that has begun cannot be stopped. Callers wait here, where waiting
 * costs none of their time limits and can be given up.
 */
export interface Turns {
  /** In the order of the calls. Gives what ends the turn, or undefined where `signal` was aborted before it came. */
  take(signal: AbortSignal): Promise<(() => void) | undefined>;
}

export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return {
    take: async (signal) => {
      const before = last;
      const { promise: ended, resolve } = Promise.withResolvers<undefined>();
      const end = (): void => resolve(undefined);
      last = before.then(() => ended);
      if (await comes(before, signal)) return end;
      end();
      return undefined;
    },
  };
}

/** Whether `before` settles while `signal` is not aborted. */
async function comes(before: Promise<unknown>, signal: AbortSignal): Promise<boolean> {
  const { promise: aborted, resolve: abort } = Promise.withResolvers<undefined>();
  const onAbort = (): void => abort(undefined);
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  try {
    await Promise.race([aborted, before]);
    return !signal.aborted;
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
