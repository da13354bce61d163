import { hash } from 'node:crypto';

/** Bytes of a hash. */
export const HASH_BYTES = 32;

/** SHA-256 of the UTF-8 of a row's cells as a JSON list of texts. */
export function contentHash(cells: readonly string[]): Buffer {
  return hash('sha256', JSON.stringify(cells), 'buffer');
}
