import { generateTable, type GeneratedColumn } from './generate';
import type { Column } from './table';
import { tensorCells, valueCells, type Cells } from './write/cells';
import { csvFormat } from './write/csv';
import { jsonReader, nestedText } from './write/element';
import { sizeOf } from './elements';

/** CSV with a header. Every column has to have one value a row. */
export async function csvTemplate(columns: readonly GeneratedColumn[], rows: number): Promise<string> {
  const format = csvFormat();
  const cells = (await madeUp(columns, rows)).map(csvCells);
  let text = Buffer.from(format.begin(columns.map(({ name }) => ({ name, type: 'string' })))).toString();
  for (const bytes of format.rows(cells, rows)) text += Buffer.from(bytes).toString();
  return text;
}

/** A JSON list of records, one a line. */
export async function jsonTemplate(columns: readonly GeneratedColumn[], rows: number): Promise<string> {
  const readers = (await madeUp(columns, rows)).map(jsonCells);
  const record = (row: number): string =>
    readers.map((read, index) => `${JSON.stringify(columns[index]?.name ?? '')}: ${read(row)}`).join(', ');
  return `[\n${Array.from({ length: rows }, (_, row) => `  { ${record(row)} }`).join(',\n')}\n]\n`;
}

/** One made-up value per column, as somebody would type it: lists are JSON, everything else stands without quotes. */
export async function madeUpValues(columns: readonly GeneratedColumn[]): Promise<ReadonlyMap<string, string>> {
  const made = await madeUp(columns, 1);
  return new Map(
    made.map((column, index) => {
      const { name = '', rowShape = [] } = columns[index] ?? {};
      return [name, rowShape.length > 0 ? jsonCells(column)(0) : csvCells(column).text(0)];
    }),
  );
}

async function madeUp(columns: readonly GeneratedColumn[], rows: number): Promise<readonly Column[]> {
  for await (const batch of generateTable({ columns, rows }).batches(rows)) return batch.columns;
  return [];
}

function csvCells(column: Column): Cells {
  return column.kind === 'tensor'
    ? tensorCells(column.dtype, column.values, 1, 0)
    : valueCells((row) => cellText(column, row));
}

function jsonCells(column: Column): (row: number) => string {
  if (column.kind !== 'tensor') return (row) => JSON.stringify(cellText(column, row));
  const { rowShape } = column;
  const read = jsonReader(column.dtype, column.values);
  return (row) => nestedText(read, rowShape, row * sizeOf(rowShape)).replaceAll(',', ', ');
}

/** Made-up columns are tensors, or the texts of categories. */
function cellText(column: Column, row: number): string {
  return column.kind === 'text' ? (column.values[row] ?? '') : '';
}
