import { open } from 'node:fs/promises';
import { readAll } from './reader';
import { dataError } from '../fail';
import type { FileHandle } from 'node:fs/promises';
import type { ByteReader } from './reader';

/** Bytes that can be read anywhere. */
export interface RandomBytes {
  readonly size: number;
  /** Bytes `start` to `end`, fewer where the file is shorter. */
  read(start: number, end: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** A format that is read from its end cannot be streamed: from standard input or gzip it has to fit in memory. */
const LARGEST_IN_MEMORY = 1 << 30;

/** A file, open until `close`. */
export async function openRandom(path: string): Promise<RandomBytes> {
  const handle = await open(path, 'r');
  const { size } = await handle.stat();
  let isOpen = true;
  return {
    size,
    read: (start, end) => readRange(handle, start, Math.min(end, size)),
    close: async () => {
      if (!isOpen) return;
      isOpen = false;
      await handle.close();
    },
  };
}

/** All that a reader gives, in memory. Throws WorkbenchError `too-large` above 1 GiB. */
export async function loadRandom(reader: ByteReader, file: string): Promise<RandomBytes> {
  const bytes = await readAll(reader, LARGEST_IN_MEMORY);
  await reader.close();
  if (bytes === undefined) {
    const message = `${file} is larger than 1 GiB: this format is read from a file, not from a pipe or gzip. Save it uncompressed first.`;
    throw dataError({ code: 'too-large', message, file });
  }
  return randomBytes(bytes);
}

/** Bytes in memory. */
export function randomBytes(bytes: Uint8Array): RandomBytes {
  return {
    size: bytes.length,
    read: (start, end) => Promise.resolve(bytes.subarray(start, end)),
    close: () => Promise.resolve(),
  };
}

async function readRange(handle: FileHandle, start: number, end: number): Promise<Uint8Array> {
  const buffer = Buffer.alloc(Math.max(0, end - start));
  let filled = 0;
  while (filled < buffer.length) {
    const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, start + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}
