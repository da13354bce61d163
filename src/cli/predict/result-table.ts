import type { RowsPage } from '../../contract/rows';
import type { CellValue, Keep } from '../../contract/predict';
import { textTable, type TextColumn } from '../text-table';

type Row = RowsPage['rows'][number];

/** Lines of a table of a page: row number, kept input columns, and what the model answered. */
export function resultTable(page: RowsPage, keep: Keep, width: number): readonly string[] {
  const { rows } = page;
  const numbers = column('row', rows, ({ prediction }) => String(prediction.row));
  const inputs = page.inputColumns
    .map((title, position) => column(title, rows, (row) => row.inputs[position] ?? ''))
    .filter(({ title }) => isKept(title, keep));
  return textTable([numbers, ...inputs], answerColumns(page), width);
}

function isKept(name: string, keep: Keep): boolean {
  if (keep === 'none') return false;
  return typeof keep === 'string' || keep.includes(name);
}

function column(title: string, rows: readonly Row[], cell: (row: Row) => string): TextColumn {
  return { title, cells: rows.map(cell) };
}

function answerColumns({ rows, told }: RowsPage): readonly TextColumn[] {
  const sample = rows.find((row) => Object.keys(row.prediction.outputs).length > 0)?.prediction;
  if (!sample) return [column('prediction', rows, (row) => row.error ?? '')];
  const columns: TextColumn[] = [];
  if (sample.label !== undefined)
    columns.push(column('prediction', rows, ({ prediction }) => cellText(prediction.label)));
  else if (sample.score !== undefined)
    columns.push(column('prediction', rows, ({ prediction }) => cellText(prediction.score)));
  if (sample.label !== undefined && sample.score !== undefined)
    columns.push(column('score', rows, ({ prediction }) => cellText(prediction.score)));
  for (const name of Object.keys(sample.probabilities ?? {}))
    columns.push(column(`proba_${name}`, rows, ({ prediction }) => cellText(prediction.probabilities?.[name])));
  for (const name of Object.keys(sample.outputs).filter((output) => !told.includes(output)))
    columns.push(column(name, rows, ({ prediction }) => cellText(prediction.outputs[name])));
  return columns;
}

function cellText(value: CellValue | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
