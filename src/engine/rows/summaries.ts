import type { ColumnSummary, RowColumnId, SummaryRequest } from '../../contract/rows';
import { cellsOf, columnsShown, holdsClasses } from '../../log/rows/cells';
import type { ColumnValues } from './column-values';
import { gatherColumns } from './columns';
import { binNumbers } from './histogram';
import { breathe, eachSpan, type Result } from './result';
import { missingTest } from './sort';
import type { ViewRows } from './view';

const MOST_COLUMNS = 64;
/** Values that are held at once, of as many columns as that allows. */
const HELD_VALUES = 1 << 23;
const MOST_VALUES = 20;

type Spread = ColumnSummary['spread'];

/** How the columns of a view, or of all rows, are spread. Throws WorkbenchError for a column that is not there. */
export async function readSummaries(
  result: Result,
  view: ViewRows | undefined,
  columns: SummaryRequest['columns'],
  signal: AbortSignal,
): Promise<readonly ColumnSummary[]> {
  if (result.rows === 0) return [];
  const ids = (columns === 'outputs' ? await outputColumns(result) : columns).slice(0, MOST_COLUMNS);
  const rows = view ?? Uint32Array.from({ length: result.rows }, (_, row) => row);
  const atOnce = Math.max(1, Math.floor(HELD_VALUES / result.rows));
  const summaries: ColumnSummary[] = [];
  for (let first = 0; first < ids.length; first += atOnce) {
    summaries.push(...(await summariseSome(result, rows, ids.slice(first, first + atOnce), signal)));
  }
  return summaries;
}

/** One pass over all rows. */
async function summariseSome(
  result: Result,
  rows: ViewRows,
  ids: readonly RowColumnId[],
  signal: AbortSignal,
): Promise<readonly ColumnSummary[]> {
  const gathering = gatherColumns(result, ids);
  const ofClasses = new Set<RowColumnId>();
  for await (const span of eachSpan(result, signal)) {
    const batch = span.cut();
    gathering.add(batch);
    for (const id of ids) if (holdsClasses(batch, id)) ofClasses.add(id);
  }
  const summaries: ColumnSummary[] = [];
  for (const id of ids) {
    await breathe(signal);
    summaries.push(summarise(id, gathering.column(id), rows, ofClasses.has(id)));
  }
  return summaries;
}

/** What the model answered: one entry for what stands in several columns. */
async function outputColumns(result: Result): Promise<readonly RowColumnId[]> {
  const ids = new Set<RowColumnId>();
  for (const span of result.spans.slice(0, 1)) {
    const batch = (await result.open(span)).cut();
    for (const id of columnsShown(batch)) {
      if (!id.startsWith('input:') && id !== 'truth' && id !== 'why') ids.add(id);
      if (id === 'score' && cellsOf(batch, 'margin')) ids.add('margin');
    }
  }
  return [...ids];
}

/** Classes are counted also where they are written as numbers. */
function summarise(column: RowColumnId, all: ColumnValues, rows: ViewRows, classes: boolean): ColumnSummary {
  const isMissing = missingTest(all);
  const present = rows.filter((row) => !isMissing(row));
  const spread = present.length === 0 ? EMPTY : classes ? countValues(all, present) : spreadOf(all, present);
  return { column, rows: rows.length, missing: rows.length - present.length, spread };
}

const EMPTY: Spread = { kind: 'empty' };

function spreadOf(column: ColumnValues, rows: ViewRows): Spread {
  if (column.kind === 'words') return countValues(column, rows);
  return binNumbers(Array.from(rows, (row) => column.values[row] ?? NaN)) ?? countValues(column, rows);
}

function countValues(column: ColumnValues, rows: ViewRows): Spread {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const value = column.kind === 'words' ? column.words[column.values[row] ?? 0] : column.values[row];
    const text = String(value ?? '');
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const values = [...counts].toSorted((one, other) => other[1] - one[1]).slice(0, MOST_VALUES);
  return { kind: 'values', distinct: counts.size, values: values.map(([value, count]) => ({ value, rows: count })) };
}
