import type { MessagePort, Worker } from 'node:worker_threads';
import type { Message, Transport } from '../contract/rpc';

/** Either end of a forked process's IPC channel. */
export interface IpcEnd {
  send?(message: unknown, callback?: (error: Error | null) => void): boolean;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  readonly connected?: boolean;
}

/** Messages to a closed channel are dropped: the peer is then disposed by whoever watches the process. */
export function ipcTransport(end: IpcEnd): Transport {
  return {
    send: (message) => {
      if (end.connected) end.send?.(message, () => undefined);
    },
    onMessage: (listener) => {
      end.on('message', (message) => listener(message as Message));
    },
  };
}

/** Either end of a worker thread's channel. Array buffers named in `transfer` change hands without a copy. */
export function portTransport(port: MessagePort | Worker): Transport {
  return {
    send: (message, transfer) => port.postMessage(message, transfer ? [...transfer] : []),
    onMessage: (listener) => {
      port.on('message', (message: Message) => listener(message));
    },
  };
}

/** The buffers of typed arrays, each once: what a message may hand over. */
export function buffersOf(arrays: Iterable<unknown>): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  for (const array of arrays) {
    if (
      ArrayBuffer.isView(array) &&
      array.buffer instanceof ArrayBuffer &&
      array.byteLength === array.buffer.byteLength
    ) {
      buffers.add(array.buffer);
    }
  }
  return [...buffers];
}
