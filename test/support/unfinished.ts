import type { Unfinished } from '../../src/data/write/sink';

/** For tests in which no process dies. */
export const UNHEARD: Unfinished = { add: () => undefined, delete: () => undefined };
