import { bodyLengthOf, readFooter, type Block, type Footer } from './metadata';
import type { RandomBytes } from '../bytes/random';
import type { ByteReader } from '../bytes/reader';

/**
 * The messages of Arrow data ("Encapsulated message format"), each one looked through before it is passed on: what a
 * message says of sizes and places is true of the bytes that follow. Nothing is allocated that is not there.
 */

const CONTINUATION = 0xffffffff;
/** `ARROW1` and the length of the footer. */
const TAIL_BYTES = 10;
/** Metadata of a hundred thousand columns takes some ten megabytes. */
const LARGEST_METADATA = 1 << 28;
/** Buffers of JavaScript end near four gigabytes. */
const LARGEST_BODY = 2 ** 31;

/** The messages of a stream. Throws an Error whose message ends a sentence. */
export async function* streamMessages(reader: ByteReader): AsyncGenerator<Uint8Array> {
  const take = taker(reader);
  for (let length = await lengthOf(take); length > 0; length = await lengthOf(take)) {
    const metadata = await take(length);
    if (metadata.length < length) throw new Error('it ends inside a message');
    const bodyLength = checked(metadata);
    yield framed(metadata);
    const body = await take(bodyLength);
    if (body.length < bodyLength) throw new Error('it ends inside a message');
    if (bodyLength > 0) yield body;
  }
}

/** The messages of a file as a stream has them: schema, dictionaries, record batches. Throws an Error whose message ends a sentence. */
export async function* fileMessages(bytes: RandomBytes): AsyncGenerator<Uint8Array> {
  const { schema, blocks } = await footerOf(bytes);
  yield framed(schema);
  for (const block of blocks) yield* blockMessage(bytes, block);
}

async function footerOf(bytes: RandomBytes): Promise<Footer> {
  const tail = Buffer.from(await bytes.read(Math.max(0, bytes.size - TAIL_BYTES), bytes.size));
  if (tail.toString('latin1', 4) !== 'ARROW1') throw new Error('it does not end as Arrow files do; it is truncated');
  const footerEnd = bytes.size - TAIL_BYTES;
  const length = tail.readUInt32LE(0);
  const footer = length > footerEnd ? undefined : readFooter(await bytes.read(footerEnd - length, footerEnd));
  if (footer === undefined) throw new Error('its footer is damaged');
  return footer;
}

async function* blockMessage(bytes: RandomBytes, block: Block): AsyncGenerator<Uint8Array> {
  const { offset, metadataLength, bodyLength } = block;
  const isInside = [offset, metadataLength, bodyLength].every((size) => size >= 0 && Number.isSafeInteger(size));
  const bodyStart = offset + metadataLength;
  if (!isInside || bodyStart + bodyLength > bytes.size || metadataLength > LARGEST_METADATA)
    throw new Error('a message lies outside the file');
  const metadata = unframed(await bytes.read(offset, bodyStart));
  if (checked(metadata) !== bodyLength) throw new Error('its footer is damaged');
  yield framed(metadata);
  if (bodyLength > 0) yield await bytes.read(bodyStart, bodyStart + bodyLength);
}

/** Metadata without its length and the mark in front of that, which data of before 2019 lacks. */
function unframed(bytes: Uint8Array): Uint8Array {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const at = view.length >= 8 && view.readUInt32LE(0) === CONTINUATION ? 4 : 0;
  const length = view.length < at + 4 ? 0 : view.readUInt32LE(at);
  if (at + 4 + length > view.length) throw new Error('a message is damaged');
  return view.subarray(at + 4, at + 4 + length);
}

function framed(metadata: Uint8Array): Uint8Array {
  const framedBytes = Buffer.alloc(8 + metadata.length);
  framedBytes.writeUInt32LE(CONTINUATION, 0);
  framedBytes.writeUInt32LE(metadata.length, 4);
  framedBytes.set(metadata, 8);
  return framedBytes;
}

function checked(metadata: Uint8Array): number {
  const bodyLength = bodyLengthOf(metadata);
  if (bodyLength === undefined) throw new Error('a message is damaged');
  if (bodyLength > LARGEST_BODY) throw new Error('a record batch has more than 2 GiB');
  return bodyLength;
}

type Take = (length: number) => Promise<Buffer>;

/** Length of the next message's metadata, 0 at the end. */
async function lengthOf(take: Take): Promise<number> {
  const first = await take(4);
  const marked = first.length === 4 && first.readUInt32LE(0) === CONTINUATION;
  const bytes = marked ? await take(4) : first;
  const length = bytes.length < 4 ? 0 : bytes.readUInt32LE(0);
  if (length > LARGEST_METADATA) throw new Error('a message is damaged');
  return length;
}

/** Takes bytes in order, fewer where the end comes first. */
function taker(reader: ByteReader): Take {
  let rest: Buffer = Buffer.alloc(0);
  return async (length) => {
    const parts = [rest];
    let size = rest.length;
    while (size < length) {
      const chunk = await reader.next();
      if (chunk === undefined) break;
      parts.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length));
      size += chunk.length;
    }
    const whole = parts.length === 1 ? rest : Buffer.concat(parts);
    rest = whole.subarray(length);
    return whole.subarray(0, length);
  };
}
