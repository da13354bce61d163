import type { Issue } from './issue';
import type { Message } from './rpc';

/**
 * What crosses between the extension and a page. A page says `ready` each time it is loaded (a hidden page is
 * thrown away and loads anew when it is shown); before that nothing is sent to it, and after that the calls of its
 * former life are void.
 */
export type PageMessage = Message | { readonly type: 'ready' };

/** What every page answers the extension. */
export interface PageProtocol<State> {
  show(state: State): void;
}

/** Why there is nothing to show: model or data could not be read, it was cancelled first, the engine died, or a bug. */
export interface Failure {
  readonly cause: 'input' | 'cancelled' | 'engine' | 'bug';
  readonly message: string;
  readonly issues: readonly Issue[];
}

/** A place in a file, as an issue names it. `line` and `column` count from 1. */
export interface FilePlace {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}
