import { fork, type ChildProcess } from 'node:child_process';
import type { EngineHostProtocol, SupervisedEngineProtocol } from '../../contract/engine';
import { reviveError } from '../../contract/errors';
import { ConnectionLost, Peer, type Client, type Handlers } from '../../contract/rpc';
import { ipcTransport } from '../transport';

/** Of what the engine writes to stderr, kept to explain a crash. */
const KEPT_STDERR_BYTES = 8192;
/** MB of short-lived objects per thread before they are collected: rows stream through, so that more only takes memory. */
const YOUNG_OBJECTS = '--max-semi-space-size=4';
/** Where the C library is GNU's: few arenas, and large blocks given back when they are free, not kept for later. */
const MALLOC = { MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: String(1 << 18) };
/** An engine that was told to stop gets this long. */
const STOP_MS = 1_000;

export interface EngineProcess {
  readonly engine: Client<SupervisedEngineProtocol>;
  readonly pid: number | undefined;
  /** Settles when the process has ended, however it did. */
  readonly ended: Promise<EngineEnd>;
  /** Lets it log the runs under way as interrupted and remove its files; what does not end soon is killed. */
  stop(): void;
}

export interface EngineEnd {
  /** "signal SIGSEGV", "exit code 134", or why it could not be started. */
  readonly how: string;
  readonly stderr: string;
}

export interface EngineProcessOptions {
  /** Path of the built engine. */
  readonly entry: string;
  /** Whether the engine may read this process's standard input. */
  readonly stdin: boolean;
  readonly host: Handlers<EngineHostProtocol>;
}

/**
 * Forks one engine. `process.execPath` is Electron inside desktop VS Code, whose extension host runs as Node already.
 */
export function startEngineProcess(options: EngineProcessOptions): EngineProcess {
  const child = fork(options.entry, [], {
    execArgv: [YOUNG_OBJECTS],
    serialization: 'advanced',
    stdio: [options.stdin ? 'inherit' : 'ignore', 'ignore', 'pipe', 'ipc'],
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', ALLOW_RELEASED_ONNX_OPSET_ONLY: '0', ...MALLOC },
  });
  const peer = new Peer(ipcTransport(child), { revive: reviveError });
  peer.serve<EngineHostProtocol>(options.host);
  const ended = watch(child).then((end) => {
    peer.dispose(new ConnectionLost(end.how));
    return end;
  });
  return {
    engine: peer.client<SupervisedEngineProtocol>(),
    pid: child.pid,
    ended,
    stop: () => stop(child),
  };
}

/** An engine whose starter has gone ends itself. */
function stop(child: ChildProcess): void {
  if (child.connected) child.disconnect();
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  child.once('exit', () => clearTimeout(timer));
}

function watch(child: ChildProcess): Promise<EngineEnd> {
  let stderr = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr = (stderr + chunk.toString('utf8')).slice(-KEPT_STDERR_BYTES);
  });
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ how: error.message, stderr }));
    child.once('exit', (code, signal) => {
      resolve({ how: signal === null ? `exit code ${code}` : `signal ${signal}`, stderr });
    });
  });
}
