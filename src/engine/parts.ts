import type { EngineHostProtocol } from '../contract/engine';
import type { Client } from '../contract/rpc';
import type { DataProtocol } from './workers/data-protocol';
import type { SessionProtocol } from './workers/session-protocol';
import type { Logs } from './logs';

/** What the jobs of the main thread work with. */
export interface EngineParts {
  readonly data: Client<DataProtocol>;
  readonly sessions: Client<SessionProtocol>;
  readonly logs: Logs;
  readonly host: Client<EngineHostProtocol>;
  /** Lets answers already given reach the client, then ends this process: the only way out of a native call. */
  leave(why: string): void;
}
