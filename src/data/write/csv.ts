import { SHORT_TEXT, type Cells } from './cells';
import { writeAscii } from './float32';
import type { RawCells, TableFormat } from './format';
import { safeCell } from './safe-cell';

/** Bytes are handed on when there are about this many. */
const CHUNK_BYTES = 1 << 18;
const NEEDS_QUOTES = /[",\r\n]/;
const COMMA = 0x2c;
const NEWLINE = 0x0a;
/** UTF-8 needs at most this many bytes for one of JavaScript's characters. */
const MOST_BYTES_PER_CHARACTER = 3;

/**
 * CSV with commas, `\n` line ends, UTF-8; quotes only where a cell holds a comma, a quote or a line break. `safeCells`: no
 * cell is a formula to a spreadsheet.
 */
export function csvFormat(safeCells = false): TableFormat {
  const lines = lineWriter(writerOf(safeCells));
  const isAsWritten = (raw: RawCells): boolean => raw.rows.delimiter === ',' && !safeCells;
  return {
    begin: (fields) => {
      const names = fields.map((field) => field.name);
      return Buffer.from(csvLine(names, safeCells));
    },
    rows: (cells, count, raw) => csvRows(lines, cells, count, raw && isAsWritten(raw) ? raw : undefined),
    end: () => [],
  };
}

/** One line of CSV with its end. */
export function csvLine(texts: readonly string[], safeCells = false): string {
  const line = texts.map(writerOf(safeCells)).join(',');
  return line === '' ? '""\n' : `${line}\n`;
}

type CellWriter = (text: string) => string;

function writerOf(safeCells: boolean): CellWriter {
  return safeCells ? quotedSafe : quoted;
}

function* csvRows(
  lines: LineWriter,
  cells: readonly Cells[],
  count: number,
  raw: RawCells | undefined,
): Iterable<Uint8Array> {
  const results = raw ? cells.slice(raw.columns) : cells;
  for (let row = 0; row < count; row++) {
    const isCopied = raw?.rows.isTidy(row) === true;
    if (isCopied) lines.copyRow(raw.rows, row);
    for (const cell of isCopied ? results : cells) lines.add(cell, row);
    lines.endLine();
    if (lines.length() > CHUNK_BYTES) yield lines.take();
  }
  yield lines.take();
}

interface LineWriter {
  copyRow(rows: RawCells['rows'], row: number): void;
  add(cells: Cells, row: number): void;
  endLine(): void;
  /** Bytes that wait to be taken. */
  length(): number;
  /** They stay until something is added. */
  take(): Uint8Array;
}

/** Lines of cells in bytes that are used again and again. */
function lineWriter(write: CellWriter): LineWriter {
  let bytes = Buffer.allocUnsafe(2 * CHUNK_BYTES);
  let at = 0;
  let lineStart = 0;
  let isFirst = true;
  const makeRoom = (more: number): void => {
    if (at + more <= bytes.length) return;
    const larger = Buffer.allocUnsafe(2 * (at + more));
    bytes.copy(larger, 0, 0, at);
    bytes = larger;
  };
  const separate = (): void => {
    if (!isFirst) bytes[at++] = COMMA;
    isFirst = false;
  };
  return {
    copyRow: (rows, row) => {
      makeRoom(rows.length(row));
      at = rows.copy(row, bytes, at);
      isFirst = false;
    },
    add: (cells, row) => {
      makeRoom(SHORT_TEXT + 1);
      separate();
      if (cells.write) {
        at = cells.write(row, bytes, at);
        return;
      }
      const text = cells.plain ? cells.text(row) : write(cells.text(row));
      makeRoom(MOST_BYTES_PER_CHARACTER * text.length);
      at += bytes.write(text, at);
    },
    endLine: () => {
      makeRoom(SHORT_TEXT);
      // A row whose only cell is empty is written as "", since readers skip empty lines.
      if (at === lineStart) at = writeAscii('""', bytes, at);
      bytes[at++] = NEWLINE;
      lineStart = at;
      isFirst = true;
    },
    length: () => at,
    take: () => {
      const taken = bytes.subarray(0, at);
      at = lineStart = 0;
      return taken;
    },
  };
}

function quoted(text: string): string {
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function quotedSafe(text: string): string {
  return quoted(safeCell(text));
}
