import { createHash } from 'node:crypto';
import { readSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import type { Dtype } from '../../contract/dtype';
import { dtypeOfCode } from '../../contract/element-types';
import { placeOfWeights } from '../external-data';
import { createPace, type Pace } from './pace';
import type { ModelStructure, Span, StructureTensor } from './read-structure';

const CHUNK_BYTES = 1 << 20;
/** Smaller pieces, such as attributes, are read at once: waiting for each would take many times longer. */
const SMALL_BYTES = 1 << 14;

/** The values of a tensor as bytes, little-endian, wherever they lie. */
export interface Content {
  readonly bytes: number;
  /** Fewer than asked only at the end. */
  read(into: Buffer, offset: number): Promise<number>;
}

/** Opens each file of weights once, until all is read. */
export interface ContentReader {
  of(model: ModelStructure, tensor: StructureTensor): Promise<Content>;
  ofSpan(model: ModelStructure, span: Span): Promise<Content>;
  close(): Promise<void>;
}

export function createContentReader(pace: Pace = createPace()): ContentReader {
  const files = new Map<string, Promise<FileHandle>>();
  const handleOf = (path: string): Promise<FileHandle> => {
    const known = files.get(path) ?? open(path, 'r');
    files.set(path, known);
    return known;
  };
  const span = async (path: string, { start, length }: Span): Promise<Content> => {
    const handle = await handleOf(path);
    return {
      bytes: length,
      read: async (into, offset) => {
        await pace();
        const wanted = Math.min(into.length, length - offset);
        if (wanted <= 0) return 0;
        if (wanted <= SMALL_BYTES) return readSync(handle.fd, into, 0, wanted, start + offset);
        return (await handle.read(into, 0, wanted, start + offset)).bytesRead;
      },
    };
  };
  return {
    of: async (model, tensor) => {
      if (tensor.external) return span(...(await externalSpan(model, tensor, handleOf)));
      return tensor.raw ? span(model.path, tensor.raw) : inMemory(bytesOf(tensor));
    },
    ofSpan: ({ path }, where) => span(path, where),
    close: async () => {
      for (const file of files.values()) await (await file).close();
    },
  };
}

async function externalSpan(
  { path }: ModelStructure,
  { externalEntries }: StructureTensor,
  handleOf: (path: string) => Promise<FileHandle>,
): Promise<readonly [string, Span]> {
  const file = await placeOfWeights(path, externalEntries.get('location') ?? '');
  const { size } = await (await handleOf(file)).stat();
  const start = Math.min(size, wholeNumber(externalEntries.get('offset')) ?? 0);
  return [file, { start, length: Math.min(size - start, wholeNumber(externalEntries.get('length')) ?? Infinity) }];
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function inMemory(bytes: Buffer): Content {
  return {
    bytes: bytes.length,
    read: (into, offset) => Promise.resolve(bytes.subarray(offset, offset + into.length).copy(into)),
  };
}

const WIDTHS: Readonly<Partial<Record<Dtype, number>>> = {
  float16: 2,
  bfloat16: 2,
  float32: 4,
  float64: 8,
  int8: 1,
  int16: 2,
  int32: 4,
  int64: 8,
  uint8: 1,
  uint16: 2,
  uint32: 4,
  uint64: 8,
  bool: 1,
};

/** Bytes of one element; undefined for dtypes whose values are no plain numbers. */
export function widthOf(code: number): number | undefined {
  const dtype = dtypeOfCode(code);
  return dtype && WIDTHS[dtype];
}

/** Integers that are written one by one, in the layout that raw data has; a hash where they or texts are hashed. */
function bytesOf({ code, integers, hash }: StructureTensor): Buffer {
  if (hash) return hash.copy().update(integers.join(',')).digest();
  const width = widthOf(code) ?? 4;
  const bytes = Buffer.alloc(integers.length * width);
  for (const [place, value] of integers.entries()) {
    if (width === 8) bytes.writeBigUInt64LE(BigInt.asUintN(64, BigInt(value)), place * width);
    else bytes.writeUIntLE(Number(BigInt.asUintN(8 * width, BigInt(value))), place * width, width);
  }
  return bytes;
}

/** Pairs of chunks at the same offsets, until both end. */
export async function* chunksOf(
  ...contents: readonly Content[]
): AsyncGenerator<{ readonly offset: number; readonly chunks: readonly Buffer[] }> {
  const buffers = contents.map(({ bytes }) => Buffer.allocUnsafe(Math.min(bytes, CHUNK_BYTES)));
  for (let offset = 0; ; offset += CHUNK_BYTES) {
    const chunks: Buffer[] = [];
    for (const [place, content] of contents.entries()) {
      const buffer = buffers[place] ?? Buffer.alloc(0);
      chunks.push(buffer.subarray(0, await content.read(buffer, offset)));
    }
    if (chunks.every(({ length }) => length === 0)) return;
    yield { offset, chunks };
  }
}

/** Whether both have the same bytes; reads no further than the first difference. */
export async function sameContent(one: Content, other: Content): Promise<boolean> {
  if (one.bytes !== other.bytes) return false;
  for await (const { chunks } of chunksOf(one, other)) {
    const [first, second] = chunks;
    if (!first || !second || !first.equals(second)) return false;
  }
  return true;
}

/** Lower-case hex sha256. */
export async function hashOf(content: Content): Promise<string> {
  const hash = createHash('sha256');
  for await (const { chunks } of chunksOf(content)) for (const chunk of chunks) hash.update(chunk);
  return hash.digest('hex');
}
