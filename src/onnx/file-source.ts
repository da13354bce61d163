import type { FileHandle } from 'node:fs/promises';
import type { ByteSource } from './wire';

/** An open file of `size` bytes as a source of bytes. */
export function fileSource(handle: FileHandle, size: number): ByteSource {
  return {
    size,
    async read(into, length, offset) {
      let got = 0;
      while (got < length) {
        const { bytesRead } = await handle.read(into, got, length - got, offset + got);
        if (bytesRead === 0) break;
        got += bytesRead;
      }
      return got;
    },
  };
}
