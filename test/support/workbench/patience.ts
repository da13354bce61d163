/** How long a helper waits for what it acts on. */
export const WAIT_MS = 30_000;

/** Tries until it works, and puts the window in order in between. Throws the last error when the time is over. */
export async function tryUntilItWorks<V>(attempt: () => Promise<V>, between?: () => Promise<void>): Promise<V> {
  const deadline = Date.now() + WAIT_MS;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
    await between?.();
  }
}
