import { encodingOf, glance, textOf, textReader } from '../bytes/text';
import { readerOf } from '../bytes/reader';
import { dataError } from '../fail';
import { decimalOf } from './decimal';
import { dialectOf } from './dialect';
import { headerOf } from './header';
import { byteBatches } from './byte-batches';
import { NUMERIC_ROWS } from './numeric';
import { TEXT_ROWS } from './quoted';
import { csvRowReader } from './rows';
import { textBatches } from './text-batches';
import { isMissingText } from '../missing';
import type { ByteReader } from '../bytes/reader';
import type { Encoding } from '../bytes/text';
import type { Batch, ReadOptions, TableHead, TableSource } from '../table';
import type { RowKind } from './byte-batches';
import type { CsvHeader } from './header';
import type { Dialect } from './dialect';
import type { CsvRow, CsvRowReader } from './rows';

const SAMPLE_BYTES = 1 << 18;

/**
 * Opens a CSV or TSV file: header, delimiter, decimal mark and encoding are known at once, rows are read as they are
 * asked for. Plain numbers, and text that is quoted as it should be, are read byte by byte; from the first row on that is
 * anything else, papaparse reads. Both give the same table.
 * Throws WorkbenchError of kind `data` for a file without header or rows, of kind `usage` for impossible options.
 */
export async function openCsv(reader: ByteReader, file: string, options: ReadOptions): Promise<TableSource> {
  const sample = await reader.peek(SAMPLE_BYTES + 1);
  const whole = sample.length <= SAMPLE_BYTES;
  const encoding = encodingOf(sample, options.encoding);
  const text = glance(sample, encoding);
  checkIsText(text, file);
  const dialect = dialectOf(text, whole, file, options);
  if (encoding.label !== 'utf-8') return openText(reader, encoding, dialect, file);
  const numeric = await numericStart(text, whole, dialect, file);
  if (numeric) return openBytes(reader, encoding, dialect, file, numeric, NUMERIC_ROWS);
  const start = await textStart(text, dialect, file);
  return start
    ? openBytes(reader, encoding, dialect, file, start, TEXT_ROWS)
    : openText(reader, encoding, dialect, file);
}

function checkIsText(sample: string, file: string): void {
  if (sample.trim() === '')
    throw dataError({ code: 'empty-file', message: `${file} is empty: it has no header and no rows.`, file });
  if (!sample.includes('\0')) return;
  const message = `${file} is not text: it holds zero bytes. If it is UTF-16, say --encoding utf-16le; if it is another format, give it its usual file extension.`;
  throw dataError({ code: 'not-text', message, file });
}

function headOf(header: CsvHeader, dialect: Dialect, { label, markBytes }: Encoding): TableHead {
  return {
    format: 'csv',
    columns: header.names,
    named: true,
    decimal: dialect.decimal,
    delimiter: dialect.delimiter,
    encoding: markBytes > 0 && label.startsWith('utf-16') ? 'utf-16' : label,
    constants: [],
    issues: [...dialect.issues, ...header.issues],
  };
}

async function openText(reader: ByteReader, encoding: Encoding, dialect: Dialect, file: string): Promise<TableSource> {
  const rows = csvRowReader(textReader(reader, encoding), dialect, { file, row: -1, line: 1, columns: [] });
  const [first, ...behind] = (await rows.next()) ?? [];
  const header = headerOf(first, file);
  const data = behind.length > 0 ? behind : await rows.next();
  if (data === undefined) throw noRows(file);
  return {
    head: headOf(header, dialect, encoding),
    batches: (batchRows) => closing(reader, textBatches(pushedBack(data, rows), file, header.names, batchRows)),
    close: () => reader.close(),
  };
}

function noRows(file: string): Error {
  return dataError({
    code: 'no-rows',
    message: `${file} has a header and no rows: there is nothing to predict.`,
    file,
  });
}

interface Start {
  readonly header: CsvHeader;
  /** Length of the header's text with its line end, without a byte order mark. */
  readonly headerText: string;
  readonly line: number;
}

/** What the fast path needs, where the first rows are plain numbers below a header. */
async function numericStart(
  sample: string,
  whole: boolean,
  dialect: Dialect,
  file: string,
): Promise<Start | undefined> {
  const text = whole ? sample : sample.slice(0, sample.lastIndexOf(dialect.newline) + 1);
  if (text.includes('"', text.indexOf(dialect.newline))) return undefined;
  const [first, ...rows] =
    (await csvRowReader(textOf(text), dialect, { file, row: -1, line: 1, columns: [] }).next()) ?? [];
  const [second] = rows;
  if (first === undefined || second === undefined) return undefined;
  const headerText = text.slice(0, first.end);
  if (headerText.includes('\uFFFD')) return undefined;
  const plain = rows.every(
    (row) => row.fields.length === first.fields.length && row.fields.every((cell) => isPlain(cell, dialect)),
  );
  return plain
    ? { header: headerOf(first, file), headerText, line: 1 + linesIn(headerText, dialect.newline) }
    : undefined;
}

/** What the byte-level reader of text needs, where a plain line of several names and more than that is seen. */
async function textStart(sample: string, dialect: Dialect, file: string): Promise<Start | undefined> {
  const end = sample.indexOf(dialect.newline) + 1;
  const headerText = sample.slice(0, end);
  if (headerText.trim() === '' || /["\uFFFD]/.test(headerText) || !hasWholeLine(sample, end, dialect)) return undefined;
  const place = { file, row: -1, line: 1, columns: [] };
  const [first] = (await csvRowReader(textOf(headerText), dialect, place).next()) ?? [];
  if (first === undefined || first.fields.length < 2) return undefined;
  return { header: headerOf(first, file), headerText, line: 2 };
}

function hasWholeLine(text: string, from: number, { newline }: Dialect): boolean {
  return text.slice(from, text.lastIndexOf(newline)).trim() !== '';
}

function isPlain(cell: string, dialect: Dialect): boolean {
  return isMissingText(cell) || decimalOf(cell, dialect.decimal) !== undefined;
}

function linesIn(text: string, newline: string): number {
  return text.split(newline).length - 1;
}

function openBytes<C>(
  reader: ByteReader,
  encoding: Encoding,
  dialect: Dialect,
  file: string,
  start: Start,
  kind: RowKind<C>,
): TableSource {
  return {
    head: headOf(start.header, dialect, encoding),
    batches: (batchRows) => closing(reader, bytesThenText(reader, encoding, dialect, file, start, kind, batchRows)),
    close: () => reader.close(),
  };
}

async function* bytesThenText<C>(
  reader: ByteReader,
  encoding: Encoding,
  dialect: Dialect,
  file: string,
  start: Start,
  kind: RowKind<C>,
  batchRows: number,
): AsyncGenerator<Batch> {
  const { names } = start.header;
  const first = (await reader.next()) ?? new Uint8Array(0);
  const bytes = first.subarray(encoding.markBytes + Buffer.byteLength(start.headerText));
  const layout = {
    delimiter: dialect.delimiter.charCodeAt(0),
    newline: dialect.newline.charCodeAt(0),
    decimal: dialect.decimal.charCodeAt(0),
  };
  const behind = { bytes, line: start.line, columns: names.length };
  const end = yield* byteBatches(reader, behind, layout, batchRows, kind);
  if (end === undefined) return;
  const rest = textReader(followedBy(end.rest, reader), { label: encoding.label, markBytes: 0 });
  const place = { file, row: end.row, line: end.line, columns: names };
  yield* textBatches(csvRowReader(rest, dialect, place), file, names, batchRows, { row: end.row, begun: end.begun });
}

function pushedBack(rows: readonly CsvRow[], reader: CsvRowReader): CsvRowReader {
  let first: readonly CsvRow[] | undefined = rows;
  return {
    next: () => {
      const taken = first;
      first = undefined;
      return taken === undefined ? reader.next() : Promise.resolve(taken);
    },
  };
}

function followedBy(bytes: Uint8Array, reader: ByteReader): ByteReader {
  return readerOf(
    (async function* () {
      yield bytes;
      for (let chunk = await reader.next(); chunk !== undefined; chunk = await reader.next()) yield chunk;
    })(),
  );
}

/** Releases the reader when the consumer has all, or stops early. */
async function* closing(reader: ByteReader, batches: AsyncGenerator<Batch>): AsyncGenerator<Batch> {
  try {
    yield* batches;
  } finally {
    await reader.close();
  }
}
