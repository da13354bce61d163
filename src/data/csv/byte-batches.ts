import { isUtf8 } from 'node:buffer';
import type { ByteReader } from '../bytes/reader';
import type { Batch, Column, RawRows } from '../table';
import type { CellCursor, NumericLayout } from './decimal';

/** Where the rows end that can be read byte by byte: the bytes from there on, which are not used up. */
export interface BytesEnd {
  readonly rest: Uint8Array;
  /** Number of the row that `rest` begins with, and its line. */
  readonly row: number;
  readonly line: number;
  /** Rows read since the last full batch. */
  readonly begun: Batch | undefined;
}

/** Where the rows begin. */
export interface BytesStart {
  /** Bytes already taken from the reader, behind the header. */
  readonly bytes: Uint8Array;
  readonly line: number;
  readonly columns: number;
}

/** What became of a row: read, not of the kind that can be read, or not yet whole. */
export type Scanned = 'read' | 'odd' | 'cut-off';

/** The kind of rows that a file has. */
export interface RowKind<C> {
  /** Room for the cells of so many rows, with those that were read before. */
  readonly room: (width: number, rows: number, before?: C) => C;
  /** Reads a row of `bytes`, which end with a line end, into row `batch.rows`, and leaves the cursor behind its line end. */
  readonly scanRow: (bytes: Uint8Array, batch: Growing<C>, cursor: CellCursor) => Scanned;
  readonly finished: (batch: Growing<C>) => readonly Column[];
}

interface Segment {
  readonly bytes: Uint8Array;
  readonly firstRow: number;
}

/** A batch that is being read. */
export interface Growing<C> {
  readonly start: number;
  rows: number;
  readonly capacity: number;
  /** So many rows there is room for now. */
  room: number;
  readonly width: number;
  columns: C;
  /** Offset of each cell in its segment, row by row; behind the last cell of a row where another would begin. */
  cells: Uint32Array;
  lines: Uint32Array;
  /** 1 for a row with quotes that its cells do not need. */
  needlessQuotes: Uint8Array;
  readonly segments: Segment[];
  readonly layout: NumericLayout;
}

/** A batch has room for so many cells at once; one of very many columns grows with its rows. */
const CELLS_AT_ONCE = 1 << 21;
/** More bytes without a line end than this are left to the reader of text, which says what is wrong. */
const LONGEST_ROW = 16 << 20;

/**
 * Reads rows of one kind byte by byte, as full batches. Returns where it met a row that is anything else, or of another
 * length, together with the rows of the batch that it had begun; at the end of the file that batch is the last one.
 */
export async function* byteBatches<C>(
  reader: ByteReader,
  start: BytesStart,
  layout: NumericLayout,
  batchRows: number,
  kind: RowKind<C>,
): AsyncGenerator<Batch, BytesEnd | undefined> {
  let bytes = start.bytes;
  let ended = false;
  let line = start.line;
  let batch = newBatch(0, batchRows, start.columns, layout, kind);
  for (;;) {
    const limit = bytes.lastIndexOf(layout.newline) + 1;
    const whole = bytes.subarray(0, limit);
    const scan: Scan = { at: 0, line, last: isUtf8(whole) ? 'read' : 'odd' };
    batch.segments.push({ bytes, firstRow: batch.rows });
    while (scan.at < limit && scan.last === 'read') {
      scanRows(whole, batch, scan, kind);
      if (batch.rows < batchRows) continue;
      yield finished(batch, kind);
      batch = newBatch(batch.start + batch.rows, batchRows, start.columns, layout, kind);
      batch.segments.push({ bytes, firstRow: 0 });
    }
    line = scan.line;
    bytes = bytes.subarray(scan.at);
    const begun = (): Batch | undefined => (batch.rows === 0 ? undefined : finished(batch, kind));
    if (isForText(scan, ended) || bytes.length > LONGEST_ROW)
      return { rest: ended ? bytes.subarray(0, -1) : bytes, row: batch.start + batch.rows, line, begun: begun() };
    if (ended) {
      const last = begun();
      if (last) yield last;
      return undefined;
    }
    const chunk = await reader.next();
    ended = chunk === undefined;
    bytes = Buffer.concat([bytes, chunk ?? new Uint8Array([layout.newline])]);
  }
}

/** Whether the next row is left to the reader of text. */
function isForText({ last }: Scan, ended: boolean): boolean {
  return last === 'odd' || (ended && last === 'cut-off');
}

interface Scan {
  at: number;
  line: number;
  last: Scanned;
}

function newBatch<C>(
  start: number,
  capacity: number,
  width: number,
  layout: NumericLayout,
  kind: RowKind<C>,
): Growing<C> {
  const room = Math.min(capacity, Math.max(1, Math.floor(CELLS_AT_ONCE / width)));
  return {
    start,
    rows: 0,
    capacity,
    room,
    width,
    columns: kind.room(width, room),
    cells: new Uint32Array(room * (width + 1)),
    lines: new Uint32Array(room),
    needlessQuotes: new Uint8Array(room),
    segments: [],
    layout,
  };
}

function grow<C>(batch: Growing<C>, kind: RowKind<C>): void {
  const { width, cells, lines, needlessQuotes } = batch;
  const room = Math.min(batch.capacity, batch.room * 2);
  batch.columns = kind.room(width, room, batch.columns);
  batch.cells = new Uint32Array(room * (width + 1));
  batch.cells.set(cells);
  batch.lines = new Uint32Array(room);
  batch.lines.set(lines);
  batch.needlessQuotes = new Uint8Array(room);
  batch.needlessQuotes.set(needlessQuotes);
  batch.room = room;
}

/** Reads rows until the batch is full, the bytes are used up, or a row cannot be read; that row is left unread. */
function scanRows<C>(bytes: Uint8Array, batch: Growing<C>, scan: Scan, kind: RowKind<C>): void {
  const { layout } = batch;
  const cursor: CellCursor = { at: scan.at, readable: true, lines: 0 };
  while (batch.rows < batch.capacity && scan.at < bytes.length) {
    if (batch.rows === batch.room) grow(batch, kind);
    const blankEnd = blankLineEnd(bytes, scan.at, layout);
    cursor.lines = 1;
    if (blankEnd === 0) {
      cursor.at = scan.at;
      scan.last = kind.scanRow(bytes, batch, cursor);
      if (scan.last !== 'read') return;
      batch.lines[batch.rows] = scan.line;
      batch.rows += 1;
    }
    scan.at = blankEnd === 0 ? cursor.at : blankEnd;
    scan.line += cursor.lines;
  }
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

/** Steps over the line end at the cursor, behind the last cell of the row; false where something else follows. */
export function endRow<C>(bytes: Uint8Array, batch: Growing<C>, cursor: CellCursor): boolean {
  const { newline } = batch.layout;
  batch.cells[(batch.rows + 1) * (batch.width + 1) - 1] = cursor.at + 1;
  if (bytes[cursor.at] === 0x0d && newline !== 0x0d) cursor.at += 1;
  if (bytes[cursor.at] !== newline) return false;
  cursor.at += 1;
  return true;
}

function finished<C>(batch: Growing<C>, kind: RowKind<C>): Batch {
  const { lines, rows, start } = batch;
  return {
    start,
    rows,
    columns: kind.finished(batch),
    line: (index) => lines[index],
    issues: [],
    raw: rawRows(batch),
  };
}

function rawRows<C>(batch: Growing<C>): RawRows {
  const { layout, cells, width, needlessQuotes } = batch;
  const bytesOf = segmentFinder(batch);
  const startOf = (row: number): number => cells[row * (width + 1)] ?? 0;
  const endOf = (row: number): number => (cells[row * (width + 1) + width] ?? 1) - 1;
  return {
    delimiter: String.fromCharCode(layout.delimiter),
    isTidy: (row) => needlessQuotes[row] === 0,
    length: (row) => endOf(row) - startOf(row),
    copy: (row, target, at) => {
      const bytes = bytesOf(row);
      const end = endOf(row);
      let to = at;
      for (let from = startOf(row); from < end; from += 1, to += 1) target[to] = bytes[from] ?? 0;
      return to;
    },
  };
}

/** Finds the bytes of a row, soonest near the row that was asked for last. */
export function segmentFinder<C>({ segments }: Growing<C>): (row: number) => Uint8Array {
  let index = 0;
  return (row) => {
    if ((segments[index]?.firstRow ?? 0) > row) index = 0;
    while ((segments[index + 1]?.firstRow ?? Infinity) <= row) index += 1;
    return segments[index]?.bytes ?? new Uint8Array(0);
  };
}
