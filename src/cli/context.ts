import type { EngineClient } from '../engine/client/engine-client';
import type { Terminal } from './terminal';

export interface EngineNeeds {
  /** Whether the data comes from standard input. */
  readonly stdin?: boolean;
  /** Takes the chunks of a streamed output. */
  readonly onWrite?: (bytes: Uint8Array) => Promise<void>;
}

/** What a command works with. */
export interface CommandContext {
  readonly terminal: Terminal;
  /** Relative paths are resolved against it. */
  readonly folder: string;
  /** Absolute path of the folder that keeps copies of versions. */
  readonly versions: string;
  /** The command line as it was typed, without the program. */
  readonly words: readonly string[];
  /** How the program was called, for commands that are proposed. */
  readonly program: string;
  readonly platform: NodeJS.Platform;
  startEngine(needs?: EngineNeeds): EngineClient;
  /** Calls `cancel` on Ctrl-C until the returned function is called. */
  onInterrupt(cancel: () => void): () => void;
}
