import { count, placeOf } from '../fail';
import { malformedQuote } from './rows';
import type { Issue } from '../../contract/issue';
import type { Batch, Column } from '../table';
import type { CsvRow, CsvRowReader } from './rows';

/** Rows that were read before the text, to be joined with its first rows into one batch. */
export interface Begun {
  /** Number of the first row of the text. */
  readonly row: number;
  readonly begun: Batch | undefined;
}

/** Gathers rows of text into batches. A row of another length than the header becomes an issue and empty cells. */
export async function* textBatches(
  reader: CsvRowReader,
  file: string,
  names: readonly string[],
  batchRows: number,
  before: Begun = { row: 0, begun: undefined },
): AsyncGenerator<Batch> {
  let batch = newBatch(before.begun?.start ?? before.row, names, file);
  if (before.begun !== undefined) takeBegun(batch, before.begun);
  for (let rows = await reader.next(); rows !== undefined; rows = await reader.next()) {
    for (const row of rows) {
      takeRow(batch, row);
      if (batch.lines.length < batchRows) continue;
      yield finished(batch);
      batch = newBatch(batch.start + batchRows, names, file);
    }
  }
  if (batch.lines.length > 0) yield finished(batch);
}

interface Growing {
  readonly start: number;
  readonly file: string;
  readonly names: readonly string[];
  readonly columns: readonly string[][];
  readonly lines: (number | undefined)[];
  readonly issues: Issue[];
}

function newBatch(start: number, names: readonly string[], file: string): Growing {
  return { start, file, names, columns: names.map(() => []), lines: [], issues: [] };
}

function takeBegun(batch: Growing, begun: Batch): void {
  for (let row = 0; row < begun.rows; row += 1) {
    begun.columns.forEach((column, index) => batch.columns[index]?.push(textAt(column, row)));
    batch.lines.push(begun.line(row));
  }
}

function textAt(column: Column, row: number): string {
  if (column.kind === 'text') return column.values[row] ?? '';
  return column.kind === 'number' ? column.text(row) : '';
}

function takeRow(batch: Growing, row: CsvRow): void {
  const fits = row.fields.length === batch.names.length;
  if (!fits) batch.issues.push(raggedIssue(batch, row));
  else if (row.malformed !== undefined) batch.issues.push(malformedIssue(batch, row, row.malformed));
  batch.columns.forEach((values, index) => values.push((fits ? row.fields[index] : '') ?? ''));
  batch.lines.push(row.line);
}

function raggedIssue(batch: Growing, row: CsvRow): Issue {
  const number = batch.start + batch.lines.length;
  const place = placeOf(number, row.line);
  return {
    severity: 'error',
    code: 'ragged-row',
    message: `R${place.slice(1)} of ${batch.file} has ${count(row.fields.length, 'field')}, the header has ${batch.names.length}.`,
    file: batch.file,
    row: number,
    line: row.line,
  };
}

function malformedIssue(batch: Growing, row: CsvRow, field: number): Issue {
  const number = batch.start + batch.lines.length;
  const column = batch.names[field];
  return {
    severity: 'error',
    code: 'malformed-quote',
    message: malformedQuote(`${placeOf(number, row.line)}, column '${column ?? ''}', of ${batch.file}`),
    file: batch.file,
    row: number,
    line: row.line,
    ...(column === undefined ? {} : { column }),
  };
}

function finished(batch: Growing): Batch {
  return {
    start: batch.start,
    rows: batch.lines.length,
    columns: batch.columns.map((values): Column => ({ kind: 'text', values })),
    line: (index) => batch.lines[index],
    issues: batch.issues,
  };
}
