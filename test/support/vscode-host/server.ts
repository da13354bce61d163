import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { ensureCodeServer } from './code-server.ts';

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 5_000;

export interface ServerOptions {
  /** Holds what the server keeps: machine settings, installed extensions, logs. */
  readonly dataFolder: string;
  /** Whether folders are trusted without asking. */
  readonly trusted: boolean;
  /** Asked of whoever opens the workbench; without one every local process may. */
  readonly token?: string;
  /** Where installed extensions lie; by default inside `dataFolder`. */
  readonly extensionsFolder?: string;
  /** Added to the environment of the server, and so of the extension host. */
  readonly environment?: Readonly<Record<string, string>>;
}

export interface VSCodeServer {
  /** On the loopback interface. */
  readonly port: number;
  stop(): Promise<void>;
}

/** Starts a VS Code Server on a free loopback port. Rejects when it does not listen within a minute. */
export async function startServer(options: ServerOptions): Promise<VSCodeServer> {
  const folder = await ensureCodeServer();
  const child = spawn(process.execPath, serverArguments(folder, options), {
    env: { ...cleanEnvironment(), ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that the extension hosts end with the server.
    detached: process.platform !== 'win32',
  });
  const stopAtExit = (): void => {
    signalGroup(child, 'SIGKILL');
  };
  process.once('exit', stopAtExit);
  const stop = async (): Promise<void> => {
    process.removeListener('exit', stopAtExit);
    await stopGroup(child);
  };
  try {
    return { port: await listeningPort(child), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function serverArguments(folder: string, options: ServerOptions): string[] {
  return [
    path.join(folder, 'out', 'server-main.js'),
    ...['--host', '127.0.0.1', '--port', '0'],
    ...(options.token === undefined ? ['--without-connection-token'] : ['--connection-token', options.token]),
    '--accept-server-license-terms',
    // The server ignores an extension under development without it.
    '--enable-smoke-test-driver',
    ...['--server-data-dir', options.dataFolder],
    ...(options.extensionsFolder === undefined ? [] : ['--extensions-dir', options.extensionsFolder]),
    ...['--disable-telemetry', '--telemetry-level', 'off'],
    ...(options.trusted ? ['--disable-workspace-trust'] : []),
  ];
}

/** Without what a VS Code around us, or a test runner, set for itself. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const foreign = /^VSCODE_|^ELECTRON_|^VITEST|^NODE_OPTIONS$|^NODE_ENV$|^TEST$/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}

function listeningPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let output = '';
    const timer = setTimeout(() => {
      fail('does not listen');
    }, START_TIMEOUT_MS);
    const fail = (what: string): void => {
      clearTimeout(timer);
      reject(new Error(`The VS Code Server ${what}:\n${output}`));
    };
    const read = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-8_000);
      const port = /listening on (\d+)/.exec(output)?.[1];
      if (port === undefined) return;
      clearTimeout(timer);
      resolve(Number(port));
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', (error) => {
      fail(`did not start: ${error.message}`);
    });
    child.once('exit', (code) => {
      fail(`ended with ${String(code)}`);
    });
  });
}

async function stopGroup(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    signalGroup(child, 'SIGTERM');
    const timer = setTimeout(() => {
      signalGroup(child, 'SIGKILL');
    }, STOP_TIMEOUT_MS);
    await ended;
    clearTimeout(timer);
  }
  signalGroup(child, 'SIGKILL');
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // Nobody is left in the group.
  }
}
