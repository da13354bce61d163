import { setImmediate } from 'node:timers/promises';
import { cancelled } from '../../contract/issue';

/** How long a thread may be kept before others get a turn. */
const TURN_MILLISECONDS = 20;

/** Awaited between small pieces of work: now and then others get a turn. Throws WorkbenchError `cancelled` after an abort. */
export type Pace = () => Promise<void> | undefined;

export function createPace(signal?: AbortSignal): Pace {
  let turn = performance.now();
  return () => {
    if (performance.now() - turn < TURN_MILLISECONDS) return undefined;
    return setImmediate().then(() => {
      if (signal?.aborted) throw cancelled();
      turn = performance.now();
    });
  };
}
