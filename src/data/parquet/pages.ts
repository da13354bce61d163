import { parquetHeader } from 'hyparquet/src/column.js';
import type { ColumnMetaData, PageHeader, RowGroup } from 'hyparquet';
import type { RandomBytes } from '../bytes/random';

/** Values of a row group that fit in memory, over all its columns: 2 GiB as doubles. */
const MOST_VALUES = 2 ** 28;
const LARGEST_PAGE = 2 ** 30;
const HEADER_BYTES = 1 << 13;
/** How far a codec can unfold, rounded up; Brotli knows no bound. */
const UNFOLDING: ReadonlyMap<string, number> = new Map([
  ['UNCOMPRESSED', 1],
  ['SNAPPY', 32],
  ['LZ4', 256],
  ['LZ4_RAW', 256],
  ['GZIP', 1_100],
  ['ZSTD', 1 << 16],
]);

/**
 * Looks through the headers of all pages of a row group before the library believes them: sizes and counts in them are
 * numbers, lie in the file, and hold no more than their bytes can. Throws an Error whose message ends a sentence.
 */
export async function checkRowGroup(bytes: RandomBytes, { columns, num_rows: rows }: RowGroup): Promise<void> {
  if (!isSize(rows)) throw new Error('a row group is damaged');
  let values = 0;
  for (const { meta_data: column } of columns) {
    if (column === undefined || !isSize(column.num_values)) throw new Error('a column is damaged');
    values += Math.max(Number(rows), Number(column.num_values));
    if (values > MOST_VALUES) throw new Error('a row group has more than 268 million values; write smaller row groups');
    await checkPages(bytes, column);
  }
}

async function checkPages(bytes: RandomBytes, column: ColumnMetaData): Promise<void> {
  const { dictionary_page_offset: dictionary = 0n, data_page_offset: data } = column;
  const start = dictionary === 0n ? data : dictionary;
  if (!isSize(start) || !isSize(column.total_compressed_size)) throw new Error('a column is damaged');
  const end = Number(start) + Number(column.total_compressed_size);
  if (end > bytes.size) throw new Error('a part of it lies outside the file');
  let values = 0;
  for (let at = Number(start); at < end - 1;) {
    const page = await readHeader(bytes, at, end);
    const { compressed_page_size: packed } = page.header;
    if (!pageIsSound(page.header, column.codec) || page.bodyStart + packed > end) throw new Error('a page is damaged');
    values += valuesOf(page.header);
    if (values > Number(column.num_values)) throw new Error('a page is damaged');
    at = page.bodyStart + packed;
  }
}

interface Page {
  readonly header: PageHeader;
  readonly bodyStart: number;
}

/** Statistics can make a header longer than others: it is then read once more, from all that is left. */
async function readHeader(bytes: RandomBytes, at: number, end: number): Promise<Page> {
  const wanted = Math.min(end, at + HEADER_BYTES);
  try {
    return parsed(await bytes.read(at, wanted), at);
  } catch (error) {
    if (wanted === end) throw error;
    return parsed(await bytes.read(at, end), at);
  }
}

function parsed(head: Uint8Array, at: number): Page {
  const reader = { view: new DataView(head.buffer, head.byteOffset, head.length), offset: 0 };
  const header = parquetHeader(reader);
  return { header, bodyStart: at + reader.offset };
}

/** What the library types as a number is whatever the file has in its place. */
function pageIsSound(header: PageHeader, codec: string): boolean {
  const { compressed_page_size: packed, uncompressed_page_size: size } = header;
  if (!isSize(packed) || !isSize(size) || size > LARGEST_PAGE) return false;
  const isPlausible = size <= packed * (UNFOLDING.get(codec) ?? Infinity) + HEADER_BYTES;
  return isPlausible && dataIsSound(header) && levelsAreSound(header) && dictionaryIsSound(header);
}

function dataIsSound({ type, data_page_header: data, data_page_header_v2: second }: PageHeader): boolean {
  if (type === 'DATA_PAGE') return isSize(data?.num_values);
  if (type !== 'DATA_PAGE_V2') return true;
  return [second?.num_values, second?.num_rows, second?.num_nulls].every(isSize);
}

function levelsAreSound({ data_page_header_v2: page, compressed_page_size: packed }: PageHeader): boolean {
  if (page === undefined) return true;
  const { repetition_levels_byte_length: repetition, definition_levels_byte_length: definition } = page;
  return isSize(repetition) && isSize(definition) && repetition + definition <= packed;
}

/** A text takes four bytes at least, a truth value a bit. */
function dictionaryIsSound({ dictionary_page_header: page, uncompressed_page_size: size }: PageHeader): boolean {
  return page === undefined || (isSize(page.num_values) && page.num_values <= size * 8);
}

function valuesOf({ data_page_header: first, data_page_header_v2: second }: PageHeader): number {
  return first?.num_values ?? second?.num_values ?? 0;
}

function isSize(value: unknown): boolean {
  if (typeof value === 'bigint') return value >= 0n && value <= BigInt(Number.MAX_SAFE_INTEGER);
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
