const MAGIC = 0x184d2204;
const LARGEST = 1 << 30;

/**
 * Decompresses an LZ4 frame ("LZ4 Frame Format Description" 1.6.1), whose blocks may refer to earlier ones.
 * Throws an Error for anything that is not one, or that unpacks to more than 1 GiB.
 */
export function decompressLz4Frame(frame: Uint8Array): Uint8Array {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.length);
  if (frame.length < 7 || view.getUint32(0, true) !== MAGIC) throw new Error('no LZ4 frame');
  const flags = view.getUint8(4);
  const blockChecksum = (flags & 0x10) === 0 ? 0 : 4;
  let at = 7 + ((flags & 0x08) === 0 ? 0 : 8) + ((flags & 0x01) === 0 ? 0 : 4);
  const output: Output = { bytes: new Uint8Array(Math.max(1024, frame.length * 4)), length: 0 };
  for (;;) {
    const word = view.getUint32(at, true);
    at += 4;
    if (word === 0) return output.bytes.subarray(0, output.length);
    const size = word & 0x7fffffff;
    if (at + size > frame.length) throw new Error('LZ4 frame is truncated');
    const block = frame.subarray(at, at + size);
    if (word >>> 31 === 1) append(output, block);
    else decompressBlock(block, output);
    at += size + blockChecksum;
  }
}

interface Output {
  bytes: Uint8Array;
  length: number;
}

function reserve(output: Output, more: number): void {
  const needed = output.length + more;
  if (needed > LARGEST) throw new Error('LZ4 frame unpacks to more than 1 GiB');
  if (needed <= output.bytes.length) return;
  const grown = new Uint8Array(Math.max(needed, output.bytes.length * 2));
  grown.set(output.bytes.subarray(0, output.length));
  output.bytes = grown;
}

function append(output: Output, bytes: Uint8Array): void {
  reserve(output, bytes.length);
  output.bytes.set(bytes, output.length);
  output.length += bytes.length;
}

/** A block is sequences of literals and a match, the last one of literals alone ("LZ4 Block Format Description"). */
function decompressBlock(block: Uint8Array, output: Output): void {
  const reader = { block, at: 0 };
  while (reader.at < block.length) {
    const token = block[reader.at++] ?? 0;
    const literals = lengthOf(reader, token >>> 4);
    if (reader.at + literals > block.length) throw new Error('LZ4 block is damaged');
    append(output, block.subarray(reader.at, reader.at + literals));
    reader.at += literals;
    if (reader.at >= block.length) return;
    const distance = (block[reader.at] ?? 0) | ((block[reader.at + 1] ?? 0) << 8);
    reader.at += 2;
    copyMatch(output, distance, lengthOf(reader, token & 15) + 4);
  }
}

function lengthOf(reader: { readonly block: Uint8Array; at: number }, nibble: number): number {
  let length = nibble;
  for (let byte = nibble === 15 ? 255 : 0; byte === 255; length += byte) {
    byte = reader.block[reader.at++] ?? 0;
  }
  return length;
}

/** Copies byte by byte where source and target overlap: that repeats what was just written. */
function copyMatch(output: Output, distance: number, length: number): void {
  if (distance === 0 || distance > output.length) throw new Error('LZ4 block is damaged');
  reserve(output, length);
  const { bytes } = output;
  const target = output.length;
  if (distance >= length) bytes.copyWithin(target, target - distance, target - distance + length);
  else for (let index = 0; index < length; index += 1) bytes[target + index] = bytes[target - distance + index] ?? 0;
  output.length += length;
}
