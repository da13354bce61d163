import { makeData, Utf8, type Data } from 'apache-arrow';
import { ALL_VALID, type Validity } from './layout';

/**
 * A column of strings. The whole column is encoded at once: per-cell encoding costs several times as much. Lone
 * surrogates, which UTF-8 cannot hold, become U+FFFD.
 */
export function utf8Data(values: readonly string[], validity: Validity = ALL_VALID): Data {
  const joined = values.join('');
  const bytes = Buffer.from(joined, 'utf8');
  const valueOffsets = new Int32Array(values.length + 1);
  const isAscii = bytes.length === joined.length;
  let offset = 0;
  values.forEach((value, index) => {
    offset += isAscii ? value.length : Buffer.byteLength(value, 'utf8');
    valueOffsets[index + 1] = offset;
  });
  if (offset !== bytes.length)
    return utf8Data(
      values.map((value) => value.toWellFormed()),
      validity,
    );
  return makeData({ type: new Utf8(), length: values.length, valueOffsets, data: bytes, ...validity });
}

/** Reads single strings of a column, of which few are wanted. */
export function utf8Reader(data: Data): (row: number) => string {
  const offsets = data.valueOffsets as Int32Array;
  const bytes = data.values as Uint8Array;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return (row) => buffer.toString('utf8', offsets[row] ?? 0, offsets[row + 1] ?? 0);
}

/** The strings of a column, also under nulls. */
export function utf8Values(data: Data): string[] {
  const offsets = data.valueOffsets as Int32Array;
  const bytes = data.values as Uint8Array;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const first = offsets[0] ?? 0;
  const last = offsets[data.length] ?? 0;
  const text = buffer.toString('utf8', first, last);
  const isAscii = text.length === last - first;
  return Array.from({ length: data.length }, (_, index) => {
    const from = offsets[index] ?? 0;
    const to = offsets[index + 1] ?? 0;
    return isAscii ? text.slice(from - first, to - first) : buffer.toString('utf8', from, to);
  });
}
