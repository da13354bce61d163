import { readSync } from 'node:fs';
import type { ByteSource } from './wire';

/** An open file of `size` bytes as a source of bytes. */
export function fileSource(descriptor: number, size: number): ByteSource {
  return {
    size,
    read(into, length, offset) {
      let got = 0;
      while (got < length) {
        const read = readSync(descriptor, into, got, length - got, offset + got);
        if (read === 0) break;
        got += read;
      }
      return got;
    },
  };
}
