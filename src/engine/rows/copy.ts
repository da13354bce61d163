import type { RowColumnId } from '../../contract/rows';
import { csvLine } from '../../data/write/csv';
import { cellsOf, columnsShown, splitColumn } from '../../log/rows/cells';
import { noSuchColumn } from './columns';
import { PAGE_BYTES, rowNumbers, type PageRange } from './page';
import { breathe, spanOf, type Result } from './result';
import type { ViewRows } from './view';

/** Which columns there are is told by the first rows that are copied. */
const ROWS_TO_TELL = 1_000;
/** Rows that are read together: in a sorted view each of them may lie in another span. */
const BLOCK_ROWS = 1 << 14;

export interface CopyWanted extends PageRange {
  readonly view: ViewRows | undefined;
  /** All that a page shows where absent. */
  readonly columns: readonly RowColumnId[] | undefined;
  /** Whether no cell is a formula to a spreadsheet. */
  readonly safeCells: boolean;
}

type Texts = readonly ((index: number) => string)[];

/**
 * Rows as CSV with a header, at most `PAGE_BYTES` of it rounded to whole rows, but one row at least; `end` says how far it
 * reaches. Throws WorkbenchError for a column that is not there.
 */
export async function copyRows(
  result: Result,
  { view, columns, safeCells, ...range }: CopyWanted,
  signal: AbortSignal,
): Promise<{ readonly text: string; readonly end: number }> {
  const total = view?.length ?? result.rows;
  const start = Math.min(Math.max(0, range.start), total);
  const rows = rowNumbers(view, start, Math.min(range.end, total));
  const ids = await columnsOf(result, rows.subarray(0, ROWS_TO_TELL), columns);
  const line = (cells: readonly string[]): string => csvLine(cells, safeCells);
  const lines: string[] = [];
  let bytes = 0;
  for (let first = 0; first < rows.length && bytes <= PAGE_BYTES; first += BLOCK_ROWS) {
    for (const cells of await cellsOfRows(result, rows.subarray(first, first + BLOCK_ROWS), ids, signal)) {
      const text = line(cells);
      bytes += Buffer.byteLength(text);
      if (bytes > PAGE_BYTES && lines.length > 0) break;
      lines.push(text);
    }
  }
  return { text: line(headers(ids)) + lines.join(''), end: start + lines.length };
}

/** The cells of rows in their order. Of the spans that they lie in one is open at a time. */
async function cellsOfRows(
  result: Result,
  rows: Uint32Array,
  ids: readonly RowColumnId[],
  signal: AbortSignal,
): Promise<readonly (readonly string[])[]> {
  const cells = new Array<readonly string[]>(rows.length).fill([]);
  for (const [position, places] of Map.groupBy(rows.keys(), (place) => spanOf(result.spans, rows[place] ?? 0))) {
    const texts = await openTexts(result, position, ids, signal);
    const start = result.spans[position]?.start ?? 0;
    for (const place of places) {
      const index = (rows[place] ?? 0) - start;
      cells[place] = texts.map((read) => read(index));
    }
  }
  return cells;
}

/** The columns that are wanted, or else shown. Throws WorkbenchError for one that none of the rows has. */
async function columnsOf(
  result: Result,
  rows: Uint32Array,
  wanted: readonly RowColumnId[] | undefined,
): Promise<readonly RowColumnId[]> {
  const shown = new Set<RowColumnId>();
  const missing = new Set(wanted);
  for (const position of new Set(Array.from(rows, (row) => spanOf(result.spans, row)))) {
    const span = result.spans[position];
    if (!span) continue;
    const batch = (await result.open(span)).cut();
    for (const id of columnsShown(batch)) shown.add(id);
    for (const id of missing) if (cellsOf(batch, id)) missing.delete(id);
  }
  const [unknown] = missing;
  if (unknown !== undefined && rows.length > 0 && !COMES_AND_GOES.has(unknown)) throw noSuchColumn(result, unknown);
  return wanted ?? [...shown].filter((id) => id !== 'why').concat(shown.has('why') ? ['why'] : []);
}

/** Batches without a failed row have no such column. */
const COMES_AND_GOES: ReadonlySet<RowColumnId> = new Set(['why']);

async function openTexts(
  result: Result,
  position: number,
  ids: readonly RowColumnId[],
  signal: AbortSignal,
): Promise<Texts> {
  await breathe(signal);
  const span = result.spans[position];
  const batch = span && (await result.open(span)).cut();
  return ids.map((id) => (batch && cellsOf(batch, id)?.texts()) ?? ((): string => ''));
}

/** As a file of predictions names them: what an input has the name of gets `onnx_` in front. */
function headers(ids: readonly RowColumnId[]): readonly string[] {
  const taken = new Set(ids.filter((id) => id.startsWith('input:')).map((id) => splitColumn(id).name));
  return ids.map((id) => {
    const { kind, name } = splitColumn(id);
    if (kind === 'input') return name;
    let header = kind === 'probability' ? `proba_${name}` : kind === 'output' ? name : kind;
    while (taken.has(header)) header = `onnx_${header}`;
    taken.add(header);
    return header;
  });
}
