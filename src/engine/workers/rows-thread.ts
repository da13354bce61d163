import { Worker } from 'node:worker_threads';
import { reviveError } from '../../contract/errors';
import { WorkbenchError } from '../../contract/issue';
import { Peer, type Client } from '../../contract/rpc';
import { portTransport } from '../transport';
import type { RowsProtocol } from './rows-protocol';

/** Gives the thread that reads logged rows; a new one where it has ended, for want of memory say. `entry` is its file. */
export function createRowsThread(entry: string, privateFolder: string): () => Client<RowsProtocol> {
  let running: Client<RowsProtocol> | undefined;
  return () => {
    if (running) return running;
    const worker = new Worker(entry, { workerData: { privateFolder } });
    const peer = new Peer(portTransport(worker), { revive: reviveError });
    const client = peer.client<RowsProtocol>();
    const end = (why: string): void => {
      if (running === client) running = undefined;
      peer.dispose(threadEnded(why));
    };
    worker.on('error', (error: Error) => end(error.message));
    worker.on('exit', (code) => end(`its thread ended with ${code}`));
    running = client;
    return client;
  };
}

function threadEnded(why: string): WorkbenchError {
  const message = `The rows could not be read: ${why}. Runs and their log are as they were; look at fewer rows at once.`;
  return new WorkbenchError('run', { code: 'rows-unread', message });
}
