import type { Cells } from './cells';
import type { TableFormat } from './format';

/** Text is handed on in chunks of about this many characters. */
const CHUNK = 1 << 20;
const NEEDS_QUOTES = /[",\r\n]/;

/** CSV with commas, `\n` line ends, UTF-8; quotes only where a cell holds a comma, a quote or a line break. */
export function csvFormat(): TableFormat {
  return {
    begin: (fields) => Buffer.from(csvLine(fields.map((field) => field.name))),
    rows: csvRows,
    end: () => [],
  };
}

/** One line of CSV with its end. */
export function csvLine(texts: readonly string[]): string {
  return line(texts.map(quoted).join(','));
}

function* csvRows(cells: readonly Cells[], count: number): Iterable<Uint8Array> {
  let text = '';
  for (let row = 0; row < count; row++) {
    text += line(rowText(cells, row));
    if (text.length > CHUNK) {
      yield Buffer.from(text);
      text = '';
    }
  }
  yield Buffer.from(text);
}

function rowText(cells: readonly Cells[], row: number): string {
  let text = '';
  let separator = '';
  for (const cell of cells) {
    text += separator + (cell.plain ? cell.text(row) : quoted(cell.text(row)));
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
