import type { Cells } from './cells';
import type { TableFormat } from './format';
import { safeCell } from './safe-cell';

/** Text is handed on in chunks of about this many characters. */
const CHUNK = 1 << 20;
const NEEDS_QUOTES = /[",\r\n]/;

/**
 * CSV with commas, `\n` line ends, UTF-8; quotes only where a cell holds a comma, a quote or a line break. `safeCells`: no
 * cell is a formula to a spreadsheet.
 */
export function csvFormat(safeCells = false): TableFormat {
  return {
    begin: (fields) =>
      Buffer.from(
        csvLine(
          fields.map((field) => field.name),
          safeCells,
        ),
      ),
    rows: (cells, count) => csvRows(cells, count, writerOf(safeCells)),
    end: () => [],
  };
}

/** One line of CSV with its end. */
export function csvLine(texts: readonly string[], safeCells = false): string {
  return line(texts.map(writerOf(safeCells)).join(','));
}

type CellWriter = (text: string) => string;

function writerOf(safeCells: boolean): CellWriter {
  return safeCells ? quotedSafe : quoted;
}

function* csvRows(cells: readonly Cells[], count: number, write: CellWriter): Iterable<Uint8Array> {
  let text = '';
  for (let row = 0; row < count; row++) {
    text += line(rowText(cells, row, write));
    if (text.length > CHUNK) {
      yield Buffer.from(text);
      text = '';
    }
  }
  yield Buffer.from(text);
}

function rowText(cells: readonly Cells[], row: number, write: CellWriter): string {
  let text = '';
  let separator = '';
  for (const cell of cells) {
    text += separator + (cell.plain ? cell.text(row) : write(cell.text(row)));
    separator = ',';
  }
  return text;
}

/** A row whose only cell is empty is written as "", since readers skip empty lines. */
function line(text: string): string {
  return text === '' ? '""\n' : `${text}\n`;
}

function quoted(text: string): string {
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function quotedSafe(text: string): string {
  return quoted(safeCell(text));
}
