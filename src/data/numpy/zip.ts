import { crc32, inflateRawSync } from 'node:zlib';
import { dataError } from '../fail';
import type { RandomBytes } from '../bytes/random';

/** An entry of a zip archive. */
export interface ZipEntry {
  readonly name: string;
  readonly size: number;
  /** The uncompressed content. Throws WorkbenchError `bad-zip` where it is damaged or larger than it says. */
  read(): Promise<Uint8Array>;
}

/** All entries of an archive together may unpack to so many bytes. */
const LARGEST_CONTENT = 4 * 2 ** 30;
/** One entry has to fit into one buffer. */
const LARGEST_ENTRY = 2 ** 31;
const MOST_ENTRIES = 10_000;
const END_BYTES = 22;
const LONGEST_COMMENT = 0xffff;

/** Lists a zip archive (PKWARE APPNOTE 6.3.10, with ZIP64 sizes). Throws WorkbenchError `bad-zip`. */
export async function zipEntries(bytes: RandomBytes, file: string): Promise<ZipEntry[]> {
  const directory = await directoryOf(bytes, file);
  const view = Buffer.from(await bytes.read(directory.start, directory.start + directory.size));
  const entries: ZipEntry[] = [];
  let at = 0;
  let content = 0;
  for (let index = 0; index < directory.entries; index += 1) {
    if (at + 46 > view.length || view.readUInt32LE(at) !== 0x02014b50) throw badZip(file, 'its directory is damaged');
    const record = recordAt(view, at, file);
    content += record.size;
    if (content > LARGEST_CONTENT || record.size > LARGEST_ENTRY) throw badZip(file, 'it unpacks to more than 4 GiB');
    entries.push({ name: record.name, size: record.size, read: () => readEntry(bytes, record, file) });
    at += record.recordBytes;
  }
  return entries;
}

function badZip(file: string, why: string): Error {
  return dataError({ code: 'bad-zip', message: `${file} cannot be unpacked: ${why}.`, file });
}

async function directoryOf(
  bytes: RandomBytes,
  file: string,
): Promise<{ start: number; size: number; entries: number }> {
  const tailStart = Math.max(0, bytes.size - END_BYTES - LONGEST_COMMENT);
  const tail = Buffer.from(await bytes.read(tailStart, bytes.size));
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end === -1 || end + END_BYTES > tail.length)
    throw badZip(file, 'it has no directory at its end; it is truncated or not a zip archive');
  const entries = tail.readUInt16LE(end + 10);
  const size = tail.readUInt32LE(end + 12);
  const start = tail.readUInt32LE(end + 16);
  if (entries > MOST_ENTRIES) throw badZip(file, `it has more than ${MOST_ENTRIES} entries`);
  if (start + size > tailStart + end) throw badZip(file, 'its directory lies outside the file');
  return { start, size, entries };
}

interface ZipRecord {
  readonly name: string;
  readonly method: number;
  readonly checksum: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
  readonly recordBytes: number;
}

function recordAt(view: Buffer, at: number, file: string): ZipRecord {
  const nameBytes = view.readUInt16LE(at + 28);
  const extraBytes = view.readUInt16LE(at + 30);
  const extraStart = at + 46 + nameBytes;
  const recordBytes = 46 + nameBytes + extraBytes + view.readUInt16LE(at + 32);
  if (at + recordBytes > view.length) throw badZip(file, 'its directory is damaged');
  if ((view.readUInt16LE(at + 8) & 1) !== 0) throw badZip(file, 'it is encrypted');
  const [size, packed, offset] = longSizes(view.subarray(extraStart, extraStart + extraBytes), [
    view.readUInt32LE(at + 24),
    view.readUInt32LE(at + 20),
    view.readUInt32LE(at + 42),
  ]);
  return {
    name: view.toString('utf8', at + 46, extraStart),
    method: view.readUInt16LE(at + 10),
    checksum: view.readUInt32LE(at + 16),
    packed,
    size,
    offset,
    recordBytes,
  };
}

type Sizes = [size: number, packed: number, offset: number];

/** Sizes of 0xffffffff stand in the ZIP64 extra field, in this order. */
function longSizes(extra: Buffer, short: Sizes): Sizes {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    let field = at + 4;
    return short.map((value) => {
      if (value !== 0xffffffff || field + 8 > extra.length) return value;
      field += 8;
      return Number(extra.readBigUInt64LE(field - 8));
    }) as Sizes;
  }
  return short;
}

async function readEntry(bytes: RandomBytes, record: ZipRecord, file: string): Promise<Uint8Array> {
  const local = Buffer.from(await bytes.read(record.offset, record.offset + 30));
  if (local.length < 30 || local.readUInt32LE(0) !== 0x04034b50)
    throw badZip(file, `'${record.name}' is not where the directory says`);
  const start = record.offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
  if (start + record.packed > bytes.size) throw badZip(file, `'${record.name}' is cut off`);
  const content = unpack(await bytes.read(start, start + record.packed), record, file);
  if (content.length !== record.size || crc32(content) !== record.checksum)
    throw badZip(file, `'${record.name}' is damaged: its checksum differs`);
  return content;
}

function unpack(packed: Uint8Array, record: ZipRecord, file: string): Uint8Array {
  if (record.method === 0) return packed;
  if (record.method !== 8)
    throw badZip(
      file,
      `'${record.name}' is packed by method ${record.method}; only stored and deflated entries can be read`,
    );
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, record.size) });
  } catch {
    throw badZip(file, `'${record.name}' is damaged, or larger than it says`);
  }
}
