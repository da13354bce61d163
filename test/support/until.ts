import { setTimeout as pause } from 'node:timers/promises';

const LIMIT_MS = 20_000;
const POLL_MS = 50;

/** Waits until `look` finds something, and gives it. Throws after twenty seconds, naming what was waited for. */
export async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  const deadline = performance.now() + LIMIT_MS;
  while (performance.now() < deadline) {
    const found = await look();
    if (found !== undefined) return found;
    await pause(POLL_MS);
  }
  throw new Error(`Waited in vain until ${what}.`);
}
