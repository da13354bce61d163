import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { dataError } from '../fail';

/** Bytes in order, with a look ahead. */
export interface ByteReader {
  /** The next `length` bytes, or fewer when the end comes first; they stay to be read. */
  peek(length: number): Promise<Uint8Array>;
  /** The next chunk, undefined at the end. */
  next(): Promise<Uint8Array | undefined>;
  /** Releases the file or stream; later calls of `next` find the end. */
  close(): Promise<void>;
}

/** A reader that tells how many bytes it has given out. */
export interface CountingReader extends ByteReader {
  bytesRead(): number;
}

/** Counts what is taken from `reader`; bytes that were only looked at do not count. */
export function counting(reader: ByteReader): CountingReader {
  let bytes = 0;
  return {
    peek: (length) => reader.peek(length),
    next: async () => {
      const chunk = await reader.next();
      bytes += chunk?.length ?? 0;
      return chunk;
    },
    close: () => reader.close(),
    bytesRead: () => bytes,
  };
}

const CHUNK_BYTES = 1 << 18;

/** Reads chunk by chunk from an iterator, which is told to return on `close`. */
export function readerOf(chunks: AsyncIterator<Uint8Array>): ByteReader {
  let ahead: Uint8Array | undefined;
  let ended = false;
  const pull = async (): Promise<Uint8Array | undefined> => {
    if (ended) return undefined;
    const step = await chunks.next();
    if (step.done === true) ended = true;
    return step.done === true ? undefined : step.value;
  };
  return {
    peek: async (length) => {
      const parts = ahead === undefined ? [] : [ahead];
      let size = ahead?.length ?? 0;
      while (size < length) {
        const chunk = await pull();
        if (chunk === undefined) break;
        parts.push(chunk);
        size += chunk.length;
      }
      ahead = parts.length === 1 ? parts[0] : Buffer.concat(parts);
      return (ahead ?? new Uint8Array(0)).subarray(0, length);
    },
    next: async () => {
      if (ahead === undefined || ahead.length === 0) return pull();
      const chunk = ahead;
      ahead = undefined;
      return chunk;
    },
    close: async () => {
      ended = true;
      ahead = undefined;
      await chunks.return?.();
    },
  };
}

/** Reads a file from its start; the handle is open from the first read to the last, or to `close`. */
export function fileReader(path: string): ByteReader {
  return readerOf(fileChunks(path));
}

/** Reads a stream such as standard input; chunks of text count as UTF-8. */
export function streamReader(stream: Readable): ByteReader {
  return readerOf(streamChunks(stream));
}

/** Decompresses gzip (one member or several) as it is read. Throws WorkbenchError `bad-gzip` naming `file`. */
export function gunzipReader(compressed: ByteReader, file: string): ByteReader {
  return readerOf(gunzipChunks(compressed, file));
}

/** Everything that is left, or undefined where it is more than `limit` bytes. */
export async function readAll(reader: ByteReader, limit: number): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for (let chunk = await reader.next(); chunk !== undefined; chunk = await reader.next()) {
    parts.push(chunk);
    size += chunk.length;
    if (size > limit) return undefined;
  }
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
}

async function* fileChunks(path: string): AsyncGenerator<Uint8Array> {
  const handle = await open(path, 'r');
  try {
    for (;;) {
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(CHUNK_BYTES), 0, CHUNK_BYTES, null);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

async function* streamChunks(stream: Readable): AsyncGenerator<Uint8Array> {
  for await (const chunk of stream) {
    yield typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Uint8Array);
  }
}

async function* gunzipChunks(compressed: ByteReader, file: string): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
  const input = Readable.from(chunksOf(compressed));
  input.on('error', (error) => gunzip.destroy(error));
  input.pipe(gunzip);
  try {
    for await (const chunk of gunzip) yield chunk as Uint8Array;
  } catch (error) {
    if (!isZlibError(error)) throw error;
    throw dataError({
      code: 'bad-gzip',
      message: `${file} is not complete gzip data (${error.message}): compress or download it again.`,
      file,
    });
  } finally {
    input.destroy();
    gunzip.destroy();
    await compressed.close();
  }
}

/** The chunks that are left, for what takes an iterable. */
async function* chunksOf(reader: ByteReader): AsyncGenerator<Uint8Array> {
  for (let chunk = await reader.next(); chunk !== undefined; chunk = await reader.next()) yield chunk;
}

function isZlibError(error: unknown): error is Error & { code: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('Z_');
}
