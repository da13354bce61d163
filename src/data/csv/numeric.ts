import { cellEnd, latin1, readCell } from './decimal';
import { isShortestText } from './shortest';
import type { ByteReader } from '../bytes/reader';
import type { Batch, Column, RawRows } from '../table';
import type { CellCursor, NumericLayout } from './decimal';

/** Where the numbers end: the bytes from the first row that is not plain numbers on, which are not used up. */
export interface NumbersEnd {
  readonly rest: Uint8Array;
  /** Number of the row that `rest` begins with, and its line. */
  readonly row: number;
  readonly line: number;
  /** Rows read since the last full batch. */
  readonly begun: Batch | undefined;
}

/** Where the numbers begin. */
export interface NumbersStart {
  /** Bytes already taken from the reader, behind the header. */
  readonly bytes: Uint8Array;
  readonly line: number;
  readonly columns: number;
}

/**
 * Reads rows of plain numbers (no quotes, missing markers allowed) byte by byte, as full batches. Returns where it met
 * a row that is anything else, or of another length, together with the rows of the batch that it had begun; at the end
 * of the file that batch is the last one.
 */
export async function* numericBatches(
  reader: ByteReader,
  start: NumbersStart,
  layout: NumericLayout,
  batchRows: number,
): AsyncGenerator<Batch, NumbersEnd | undefined> {
  let bytes = start.bytes;
  let ended = false;
  let line = start.line;
  let batch = newBatch(0, batchRows, start.columns, layout);
  for (;;) {
    const limit = bytes.lastIndexOf(layout.newline) + 1;
    const segment = { bytes, firstRow: batch.rows };
    const scan: Scan = { at: 0, line, stopped: false };
    batch.segments.push(segment);
    while (scan.at < limit && !scan.stopped) {
      scanRows(bytes, limit, batch, scan, layout);
      if (batch.rows < batchRows) continue;
      yield finished(batch);
      batch = newBatch(batch.start + batch.rows, batchRows, start.columns, layout);
      batch.segments.push({ bytes, firstRow: 0 });
    }
    line = scan.line;
    bytes = bytes.subarray(scan.at);
    if (scan.stopped || bytes.length > LONGEST_ROW)
      return { rest: withoutAddedNewline(bytes, ended), row: batch.start + batch.rows, line, begun: begunBatch(batch) };
    if (ended) break;
    const chunk = await reader.next();
    ended = chunk === undefined;
    bytes = Buffer.concat([bytes, chunk ?? new Uint8Array([layout.newline])]);
  }
  if (batch.rows > 0) yield finished(batch);
  return undefined;
}

/** More bytes without a line end than this are left to the reader of text, which says what is wrong. */
const LONGEST_ROW = 16 << 20;

interface Scan {
  at: number;
  line: number;
  stopped: boolean;
}

interface Segment {
  readonly bytes: Uint8Array;
  readonly firstRow: number;
}

interface Growing {
  readonly start: number;
  rows: number;
  readonly capacity: number;
  /** So many rows there is room for now. */
  room: number;
  columns: readonly Float64Array[];
  /** Offset of each cell in its segment, row by row. */
  cells: Uint32Array;
  lines: Uint32Array;
  readonly segments: Segment[];
  readonly layout: NumericLayout;
}

/** A batch has room for so many cells at once; one of very many columns grows with its rows. */
const CELLS_AT_ONCE = 1 << 21;

function newBatch(start: number, capacity: number, columns: number, layout: NumericLayout): Growing {
  const room = Math.min(capacity, Math.max(1, Math.floor(CELLS_AT_ONCE / columns)));
  return {
    start,
    rows: 0,
    capacity,
    room,
    columns: Array.from({ length: columns }, () => new Float64Array(room)),
    cells: new Uint32Array(room * columns),
    lines: new Uint32Array(room),
    segments: [],
    layout,
  };
}

function grow(batch: Growing): void {
  const room = Math.min(batch.capacity, batch.room * 2);
  const larger = <A extends Float64Array | Uint32Array>(old: A, made: A): A => {
    made.set(old);
    return made;
  };
  batch.columns = batch.columns.map((values) => larger(values, new Float64Array(room)));
  batch.cells = larger(batch.cells, new Uint32Array(room * batch.columns.length));
  batch.lines = larger(batch.lines, new Uint32Array(room));
  batch.room = room;
}

/** Reads rows until the batch is full, the limit is reached, or a row is not plain numbers; that row is left unread. */
function scanRows(bytes: Uint8Array, limit: number, batch: Growing, scan: Scan, layout: NumericLayout): void {
  const cursor: CellCursor = { at: scan.at, readable: true };
  while (batch.rows < batch.capacity && scan.at < limit) {
    if (batch.rows === batch.room) grow(batch);
    const blankEnd = blankLineEnd(bytes, scan.at, layout);
    if (blankEnd === 0) {
      cursor.at = scan.at;
      scan.stopped = !scanRow(bytes, batch, cursor, layout);
      if (scan.stopped) return;
      batch.lines[batch.rows] = scan.line;
      batch.rows += 1;
    }
    scan.at = blankEnd === 0 ? cursor.at : blankEnd;
    scan.line += 1;
  }
}

function scanRow(bytes: Uint8Array, batch: Growing, cursor: CellCursor, layout: NumericLayout): boolean {
  const { columns, cells, rows } = batch;
  const last = columns.length - 1;
  const firstCell = rows * columns.length;
  for (let column = 0; column <= last; column += 1) {
    cells[firstCell + column] = cursor.at;
    const value = readCell(bytes, cursor, layout);
    const values = columns[column];
    if (!cursor.readable || values === undefined) return false;
    values[rows] = value;
    if (column < last && bytes[cursor.at] !== layout.delimiter) return false;
    if (column < last) cursor.at += 1;
  }
  return endRow(bytes, cursor, layout);
}

/** Steps over the line end; false where something else follows. */
function endRow(bytes: Uint8Array, cursor: CellCursor, layout: NumericLayout): boolean {
  if (bytes[cursor.at] === 0x0d && layout.newline !== 0x0d) cursor.at += 1;
  if (bytes[cursor.at] !== layout.newline) return false;
  cursor.at += 1;
  return true;
}

/** Where the line that begins at `start` ends, when it holds nothing but white space; else 0. */
function blankLineEnd(bytes: Uint8Array, start: number, layout: NumericLayout): number {
  let at = start;
  while (isSpace(bytes[at] ?? 0, layout)) at += 1;
  return bytes[at] === layout.newline ? at + 1 : 0;
}

function isSpace(byte: number, layout: NumericLayout): boolean {
  return byte !== layout.delimiter && byte !== layout.newline && (byte === 0x20 || byte === 0x09 || byte === 0x0d);
}

function withoutAddedNewline(bytes: Uint8Array, ended: boolean): Uint8Array {
  return ended ? bytes.subarray(0, -1) : bytes;
}

function begunBatch(batch: Growing): Batch | undefined {
  return batch.rows === 0 ? undefined : finished(batch);
}

function finished(batch: Growing): Batch {
  const { rows, lines } = batch;
  return {
    start: batch.start,
    rows,
    columns: batch.columns.map((values, column): Column => ({
      kind: 'number',
      values: values.subarray(0, rows),
      text: (row) => cellText(batch, row, column),
      isShortest: (row) => isShortestCell(batch, row, column),
    })),
    line: (index) => lines[index],
    issues: [],
    raw: rawRows(batch),
  };
}

function rawRows(batch: Growing): RawRows {
  const { layout, segments, cells } = batch;
  const width = batch.columns.length;
  let index = 0;
  const bytesOf = (row: number): Uint8Array => {
    if ((segments[index]?.firstRow ?? 0) > row) index = 0;
    while ((segments[index + 1]?.firstRow ?? Infinity) <= row) index += 1;
    return segments[index]?.bytes ?? new Uint8Array(0);
  };
  const endOf = (bytes: Uint8Array, row: number): number => cellEnd(bytes, cells[row * width + width - 1] ?? 0, layout);
  return {
    delimiter: String.fromCharCode(layout.delimiter),
    decimal: layout.decimal === 0x2c ? ',' : '.',
    length: (row) => endOf(bytesOf(row), row) - (cells[row * width] ?? 0),
    copy: (row, target, at) => {
      const bytes = bytesOf(row);
      const end = endOf(bytes, row);
      let to = at;
      for (let from = cells[row * width] ?? 0; from < end; from += 1, to += 1) target[to] = bytes[from] ?? 0;
      return to;
    },
  };
}

function cellText(batch: Growing, row: number, column: number): string {
  const segment = segmentOf(batch, row);
  const start = batch.cells[row * batch.columns.length + column];
  if (segment === undefined || start === undefined || row >= batch.rows) return '';
  return latin1(segment.bytes, start, cellEnd(segment.bytes, start, batch.layout));
}

function isShortestCell(batch: Growing, row: number, column: number): boolean {
  const segment = segmentOf(batch, row);
  const start = batch.cells[row * batch.columns.length + column];
  const value = batch.columns[column]?.[row];
  if (segment === undefined || start === undefined || value === undefined) return false;
  return isShortestText(segment.bytes, start, cellEnd(segment.bytes, start, batch.layout), value);
}

function segmentOf({ segments }: Growing, row: number): Segment | undefined {
  let index = segments.length - 1;
  while (index > 0 && (segments[index]?.firstRow ?? 0) > row) index -= 1;
  return segments[index];
}
