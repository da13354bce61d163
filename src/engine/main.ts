import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { EngineHostProtocol, SupervisedEngineProtocol } from '../contract/engine';
import { reviveError } from '../contract/errors';
import { WorkbenchError } from '../contract/issue';
import { Peer, type Client, type Protocol } from '../contract/rpc';
import { createHandlers } from './handlers';
import { createKeptRuns } from './jobs/kept-runs';
import { createLogs } from './logs';
import type { EngineParts } from './parts';
import { ipcTransport, portTransport } from './transport';
import type { DataHostProtocol, DataProtocol } from './workers/data-protocol';
import { createRowsThread } from './workers/rows-thread';
import type { SessionProtocol } from './workers/session-protocol';
import { SILENCE_LIMIT_MS, watchSilence } from './silence';
import { createTurns } from './turns';
import { makePrivateFolder, removePrivateFolder, removeStaleFolders } from './private-folders';

/** Entry of the engine process: binds the transports and composes the parts. */

/** How long answers already given may take to reach the client before the process kills itself. */
const LEAVE_MS = 1_000;
/** What failed because a thread does not come back may take so long to be logged. */
const LOG_FAILURES_MS = 2_000;

const privateFolder = makePrivateFolder();
const peer = new Peer(ipcTransport(process), { revive: reviveError });
const host = peer.client<EngineHostProtocol>();

function startWorker<T extends Protocol<T>>(file: string): { worker: Worker; peer: Peer; client: Client<T> } {
  const worker = new Worker(join(__dirname, file), { workerData: { privateFolder } });
  const workerPeer = new Peer(portTransport(worker), { revive: reviveError });
  worker.on('error', (error: Error) => {
    process.stderr.write(`${file}: ${error.message}\n`);
    killSelf();
  });
  return { worker, peer: workerPeer, client: workerPeer.client<T>() };
}

function lazily<V>(make: () => V): () => V {
  let made: { readonly value: V } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** Sessions in a native call survive everything but this; the operating system gives memory and files back. */
function killSelf(): never {
  removePrivateFolder(privateFolder);
  process.kill(process.pid, 'SIGKILL');
  throw new Error('The engine could not end itself.');
}

function leave(why: string): void {
  setImmediate(() => {
    void Promise.allSettled([host.leaving({ why }, { timeoutMs: LEAVE_MS }), logs.interrupt()]).finally(killSelf);
  });
}

function tooSilent(): WorkbenchError {
  const message =
    `Reading went on for ${SILENCE_LIMIT_MS / 1000} s without a pause, so the engine was ended: the file is damaged, or too ` +
    'large to be read in one piece. The next request starts a new engine.';
  return new WorkbenchError('run', { code: 'read-time-limit', message });
}

const dataWorker = lazily(() => {
  const started = startWorker<DataProtocol>('engine-data-worker.js');
  started.peer.serve<DataHostProtocol>({
    write: (chunk) => host.write(chunk),
    keepRows: ({ result, start, count, rows }) => logs.appendKept(result, { start, count, rows }),
    dropRows: (result) => logs.dropKept(result),
  });
  watchSilence({ isWaitedFor: () => started.peer.isWaiting(), ask: () => started.client.alive(null) }, () => {
    started.peer.dispose(tooSilent());
    setTimeout(() => leave('reading did not come back'), LOG_FAILURES_MS);
  });
  return started.client;
});
const sessionWorker = lazily(() => startWorker<SessionProtocol>('engine-session-worker.js').client);
const rowsThread = createRowsThread(join(__dirname, 'engine-rows-worker.js'), privateFolder);
const logs = createLogs(privateFolder);
/** Asked before anything is loaded, since a stuck call would keep the answer back. */
const runtimeVersion = lazily(() => sessionWorker().version(null));

const parts: EngineParts = {
  get data() {
    return dataWorker();
  },
  get sessions() {
    return sessionWorker();
  },
  get rows() {
    return rowsThread();
  },
  turns: createTurns(),
  runtimeVersion,
  logs,
  keptRuns: createKeptRuns(),
  host,
  leave,
};

/** Nobody hears this process any more. */
function end(): void {
  void logs.interrupt().finally(killSelf);
}
process.on('disconnect', end);
if (!process.connected) end();
// A signal to the whole group reaches the client too, which then cancels or goes away.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
peer.serve<SupervisedEngineProtocol>(createHandlers(parts));
setImmediate(removeStaleFolders);
