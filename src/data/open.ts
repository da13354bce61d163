import { stat } from 'node:fs/promises';
import { openArrow } from './arrow/arrow';
import { loadRandom, openRandom } from './bytes/random';
import { counting, fileReader, gunzipReader, readerOf, streamReader } from './bytes/reader';
import { openCsv } from './csv/csv';
import { dataError } from './fail';
import { formatOf, isArrowFile } from './format';
import { openJson, openLines } from './json/json';
import { openNpy } from './numpy/npy';
import { openNpz } from './numpy/npz';
import { openParquet } from './parquet/parquet';
import { openPb } from './pb';
import type { Readable } from 'node:stream';
import type { ArrowInput } from './arrow/arrow';
import type { RandomBytes } from './bytes/random';
import type { ByteReader, CountingReader } from './bytes/reader';
import type { ReadOptions, TableSource } from './table';

/** Where a table lies. `displayName` is the path as the user gave it: errors speak of it. */
export type TableReference =
  | { readonly kind: 'file'; readonly path: string; readonly displayName: string }
  | { readonly kind: 'stdin'; readonly stream: Readable; readonly displayName: string };

/**
 * Opens a table of any known format: by the file's extension, and by its first bytes where that says nothing.
 * The file is read as batches are asked for; close the source when it is no longer needed.
 * Throws WorkbenchError of kind `data` (or `usage` for impossible options), naming `displayName`.
 */
export async function openTable(reference: TableReference, options: ReadOptions): Promise<TableSource> {
  const file = reference.displayName;
  const size = reference.kind === 'file' ? await checkFile(reference.path, file) : 0;
  const raw = counting(reference.kind === 'file' ? fileReader(reference.path) : streamReader(reference.stream));
  let reader: ByteReader = raw;
  try {
    const magic = await raw.peek(2);
    if (magic[0] === 0x1f && magic[1] === 0x8b) reader = gunzipReader(raw, file);
    const head = await reader.peek(64);
    const format = formatOf(file, head);
    const path = reference.kind === 'file' && reader === raw ? reference.path : undefined;
    if (format === 'arrow') return await openArrow(await arrowInput(reader, head, path, file), file);
    if (isStreamed(format)) return withFraction(await STREAMED[format](reader, file, options), raw, size);
    if (path === undefined) return await openRandomly(format, await loadRandom(reader, file), file);
    await reader.close();
    return await openRandomly(format, await openRandom(path), file);
  } catch (error) {
    await reader.close();
    throw isSystemError(error) ? unreadable(error, file) : error;
  }
}

/** Opens a text as a table. Throws WorkbenchError of kind `data`, naming `displayName`. */
export function openText(
  text: string,
  format: 'csv' | 'json',
  displayName: string,
  options: Omit<ReadOptions, 'encoding'> = {},
): Promise<TableSource> {
  return STREAMED[format](readerOf(bytesOf(text)), displayName, options);
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

function withFraction(source: TableSource, reader: CountingReader, size: number): TableSource {
  return size === 0 ? source : { ...source, fraction: () => Math.min(1, reader.bytesRead() / size) };
}

type StreamedFormat = 'csv' | 'json' | 'jsonl';
type RandomFormat = 'npy' | 'npz' | 'pb' | 'parquet';

const STREAMED: Record<
  StreamedFormat,
  (reader: ByteReader, file: string, options: ReadOptions) => Promise<TableSource>
> = {
  csv: openCsv,
  json: openJson,
  jsonl: openLines,
};

const RANDOM: Record<RandomFormat, (bytes: RandomBytes, file: string) => Promise<TableSource>> = {
  npy: openNpy,
  npz: openNpz,
  pb: openPb,
  parquet: openParquet,
};

function isStreamed(format: StreamedFormat | RandomFormat): format is StreamedFormat {
  return Object.hasOwn(STREAMED, format);
}

async function openRandomly(format: RandomFormat, bytes: RandomBytes, file: string): Promise<TableSource> {
  try {
    return await RANDOM[format](bytes, file);
  } catch (error) {
    await bytes.close();
    throw error;
  }
}

async function arrowInput(
  reader: ByteReader,
  head: Uint8Array,
  path: string | undefined,
  file: string,
): Promise<ArrowInput> {
  if (!isArrowFile(head)) return { kind: 'stream', reader };
  if (path === undefined) return { kind: 'file', bytes: await loadRandom(reader, file) };
  await reader.close();
  return { kind: 'file', bytes: await openRandom(path) };
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

function unreadable(error: Error, file: string): Error {
  return dataError({ code: 'unreadable-file', message: `${file} cannot be read: ${error.message}.`, file });
}

/** The size in bytes; 0 for a pipe. */
async function checkFile(path: string, file: string): Promise<number> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined)
    throw dataError({ code: 'no-file', message: `There is no file ${file}. Check the path of the data.`, file });
  if (found.isDirectory())
    throw dataError({ code: 'not-a-file', message: `${file} is a folder: name the table in it.`, file });
  return found.size;
}
