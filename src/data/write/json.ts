import type { Cells } from './cells';
import type { TableFormat } from './format';

const CHUNK = 1 << 20;

/** An array of objects, one a line. Keys keep the order of the columns also where they look like numbers. */
export function jsonFormat(): TableFormat {
  let separator = '\n';
  return rowFormat('[', '\n]\n', (row) => {
    const text = separator + row;
    separator = ',\n';
    return text;
  });
}

/** One object a line. */
export function jsonLinesFormat(): TableFormat {
  return rowFormat('', '', (row) => `${row}\n`);
}

function rowFormat(opening: string, closing: string, place: (row: string) => string): TableFormat {
  let keys: readonly string[] = [];
  return {
    begin: (fields) => {
      keys = fields.map((field) => `${JSON.stringify(field.name)}:`);
      return Buffer.from(opening);
    },
    *rows(cells, count) {
      let text = '';
      for (let row = 0; row < count; row++) {
        text += place(rowText(keys, cells, row));
        if (text.length > CHUNK) {
          yield Buffer.from(text);
          text = '';
        }
      }
      yield Buffer.from(text);
    },
    end: () => [Buffer.from(closing)],
  };
}

function rowText(keys: readonly string[], cells: readonly Cells[], row: number): string {
  let text = '{';
  let separator = '';
  for (let position = 0; position < cells.length; position++) {
    text += separator + (keys[position] ?? '') + (cells[position]?.json(row) ?? 'null');
    separator = ',';
  }
  return `${text}}`;
}
