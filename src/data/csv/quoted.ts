import { endRow, segmentFinder, type Growing, type RowKind, type Scanned } from './byte-batches';
import type { CellCursor } from './decimal';
import type { Column } from '../table';

const QUOTE = 0x22;
const RETURN = 0x0d;

/** Rows of text, in quotes where need be, as CSV is meant to be written. */
export const TEXT_ROWS: RowKind<null> = { room: () => null, scanRow, finished: columnsOf };

function scanRow(bytes: Uint8Array, batch: Growing<null>, cursor: CellCursor): Scanned {
  const { cells, rows, width, layout } = batch;
  const firstCell = rows * (width + 1);
  batch.needlessQuotes[rows] = 0;
  for (let column = 0; column < width; column += 1) {
    cells[firstCell + column] = cursor.at;
    const scanned = bytes[cursor.at] === QUOTE ? scanQuoted(bytes, batch, cursor) : scanPlain(bytes, batch, cursor);
    if (scanned !== 'read') return scanned;
    if (column === width - 1) break;
    if (bytes[cursor.at] !== layout.delimiter) return 'odd';
    cursor.at += 1;
  }
  return endRow(bytes, batch, cursor) ? 'read' : 'odd';
}

/** Steps behind a cell without quotes. A quote in its midst is left to the reader of text. */
function scanPlain(bytes: Uint8Array, { layout }: Growing<null>, cursor: CellCursor): Scanned {
  const { delimiter, newline } = layout;
  let at = cursor.at;
  let byte = bytes[at] ?? newline;
  while (byte !== delimiter && byte !== newline && byte !== RETURN && byte !== QUOTE) byte = bytes[++at] ?? newline;
  cursor.at = at;
  return byte === QUOTE ? 'odd' : 'read';
}

/** Steps behind a cell in quotes. */
function scanQuoted(bytes: Uint8Array, batch: Growing<null>, cursor: CellCursor): Scanned {
  const { delimiter, newline } = batch.layout;
  let isNeeded = false;
  let at = cursor.at + 1;
  for (; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === newline) cursor.lines += 1;
    if (byte === delimiter || byte === newline || byte === RETURN) isNeeded = true;
    if (byte !== QUOTE) continue;
    if (bytes[at + 1] !== QUOTE) break;
    isNeeded = true;
    at += 1;
  }
  if (at >= bytes.length) return 'cut-off';
  if (!isNeeded) batch.needlessQuotes[batch.rows] = 1;
  cursor.at = at + 1;
  return 'read';
}

function columnsOf(batch: Growing<null>): readonly Column[] {
  return Array.from({ length: batch.width }, (_, column) => textColumn(batch, column));
}

/** Cells become text when somebody reads the column: most columns are only copied. */
function textColumn(batch: Growing<null>, column: number): Column {
  const { cells, rows, width } = batch;
  let texts: readonly string[] | undefined;
  const read = (): readonly string[] => {
    const bytesOf = segmentFinder(batch);
    return Array.from({ length: rows }, (_, row) => {
      const cell = row * (width + 1) + column;
      return textOf(bytesOf(row), cells[cell] ?? 0, (cells[cell + 1] ?? 1) - 1);
    });
  };
  return {
    kind: 'text',
    get values() {
      return (texts ??= read());
    },
  };
}

function textOf(bytes: Uint8Array, start: number, end: number): string {
  const buffer = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes[start] !== QUOTE || start === end) return buffer.toString('utf8', start, end);
  return buffer.toString('utf8', start + 1, end - 1).replaceAll('""', '"');
}
