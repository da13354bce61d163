import type { EngineHostProtocol } from '../contract/engine';
import type { Client } from '../contract/rpc';
import type { DataProtocol } from './workers/data-protocol';
import type { RowsProtocol } from './workers/rows-protocol';
import type { SessionProtocol } from './workers/session-protocol';
import type { KeptRuns } from './jobs/kept-runs';
import type { Logs } from './logs';
import type { Turns } from './turns';

/** What the jobs of the main thread work with. */
export interface EngineParts {
  readonly data: Client<DataProtocol>;
  /** `load` and `run` are called in turns. */
  readonly sessions: Client<SessionProtocol>;
  readonly turns: Turns;
  /** Reads logged rows. */
  readonly rows: Client<RowsProtocol>;
  /** Version of ONNX Runtime. */
  runtimeVersion(): Promise<string>;
  readonly logs: Logs;
  readonly keptRuns: KeptRuns;
  readonly host: Client<EngineHostProtocol>;
  /** Lets answers already given reach the client, then ends this process: the only way out of a native call. */
  leave(why: string): void;
}
