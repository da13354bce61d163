import { isSameFile } from '../same-file';
import { WorkbenchError } from '../../contract/issue';
import type { PredictedBatch } from '../../contract/predicted';
import type { ExportRequest } from '../../contract/rows';
import type { PredictionWriter } from '../../data/write/format';
import type { Unfinished } from '../../data/write/sink';
import { openPredictionFile } from '../../data/write/writer';
import { columnsShown } from '../../log/rows/cells';
import { readPredicted } from '../../log/rows/decode';
import { inputColumnsOf, loggedHead } from '../../log/rows/input-columns';
import { breathe, spanOf, type Result } from './result';
import { takeRows, type SourceRows, type Taken, type TakenRows } from './take-rows';
import type { ViewRows } from './view';

/** Cells that are written at once where a view is sorted: each time all spans may have to be read. */
const BLOCK_CELLS = 1 << 22;
const LEAST_BLOCK_ROWS = 1_000;

export interface ExportWanted {
  readonly path: string;
  readonly keep: 'all' | NonNullable<ExportRequest['keep']>;
  /** The rows are in the order of the file. */
  readonly inOrder: boolean;
  readonly safeCells: boolean;
  readonly unfinished: Unfinished;
}

/**
 * Writes a view, or all rows, as `predict --out` writes them or as the data has them, and answers how many rows. Throws WorkbenchError where the
 * place cannot be written, or is the model or the data of the run.
 */
export async function exportRows(
  result: Result,
  view: ViewRows | undefined,
  { path, keep, inOrder, ...how }: ExportWanted,
  signal: AbortSignal,
): Promise<number> {
  const [first] = result.spans;
  if (!first) throw nothing(path);
  for (const input of [result.run.model.path, result.run.data.path]) {
    if (await isSameFile(path, input)) throw isInput(path);
  }
  const batch = (await result.open(first)).cut(0, 0);
  const head = loggedHead(batch);
  const atOnce = Math.max(LEAST_BLOCK_ROWS, Math.floor(BLOCK_CELLS / (columnsShown(batch).length + 1)));
  const isData = keep === 'inputs';
  const writer = await openPredictionFile(path, { head, keep: isData ? 'all' : keep, title: path, ...how });
  try {
    await writeAll(result, view && { rows: view, inOrder, atOnce }, isData ? dataAlone(writer) : writer, signal);
    await writer.finish();
    return view?.length ?? result.rows;
  } catch (error) {
    await writer.abort();
    throw error;
  }
}

function dataAlone(writer: PredictionWriter): PredictionWriter {
  return { ...writer, add: (batch, predicted) => writer.add(batch, withoutAnswers(predicted)) };
}

function withoutAnswers({ start, rows }: PredictedBatch): PredictedBatch {
  return { start, rows, outputs: [], told: [], whole: [], failed: new Map() };
}

interface Wanted {
  readonly rows: ViewRows;
  readonly inOrder: boolean;
  /** Rows of a block. */
  readonly atOnce: number;
}

async function writeAll(
  result: Result,
  wanted: Wanted | undefined,
  writer: PredictionWriter,
  signal: AbortSignal,
): Promise<void> {
  let written = 0;
  for (const rows of wanted ? blocksOf(result, wanted) : wholeSpans(result)) {
    const { batch, predicted } = await readBlock(result, rows, written, signal);
    await writer.add(batch, predicted);
    written += rows.length;
  }
}

/** Of each span only the rows that are wanted are held, before they are put in their order. */
async function readBlock(result: Result, rows: Uint32Array, start: number, signal: AbortSignal): Promise<TakenRows> {
  const order: Taken = { source: new Uint32Array(rows.length), index: new Uint32Array(rows.length) };
  const indexes = new Map<number, number[]>();
  const places = new Map<number, number>();
  for (const [at, row] of rows.entries()) {
    const position = spanOf(result.spans, row);
    const ofSpan = indexes.get(position) ?? [];
    indexes.set(position, ofSpan);
    const place = places.get(position) ?? places.size;
    places.set(position, place);
    order.source[at] = place;
    order.index[at] = ofSpan.push(row - (result.spans[position]?.start ?? 0)) - 1;
  }
  const sources: TakenRows[] = [];
  for (const [position, index] of indexes) {
    const source = await readSpan(result, position, signal);
    sources.push(takeRows([source], { source: new Uint32Array(index.length), index: Uint32Array.from(index) }, start));
  }
  const [only, ...others] = sources;
  return only && others.length === 0 ? only : takeRows(sources.map(asSource), order, start);
}

function asSource({ batch, predicted }: TakenRows): SourceRows {
  return { columns: batch.columns, predicted };
}

async function readSpan(result: Result, position: number, signal: AbortSignal): Promise<SourceRows> {
  await breathe(signal);
  const span = result.spans[position];
  if (!span) throw new Error(`There is no span ${position}.`);
  const batch = (await result.open(span)).cut();
  return { columns: inputColumnsOf(batch), predicted: readPredicted(batch) };
}

function* wholeSpans(result: Result): Generator<Uint32Array> {
  for (const { start, rows } of result.spans) yield Uint32Array.from({ length: rows }, (_, index) => start + index);
}

/** In the order of the file span by span, else as many rows as fit in memory well. */
function* blocksOf(result: Result, { rows, inOrder, atOnce }: Wanted): Generator<Uint32Array> {
  for (let start = 0; start < rows.length;) {
    const end = inOrder ? endOfSpan(result, rows, start) : Math.min(rows.length, start + atOnce);
    yield rows.subarray(start, end);
    start = end;
  }
}

/** The position in `rows` of the first one beyond the span of that at `start`. */
function endOfSpan({ spans }: Result, rows: Uint32Array, start: number): number {
  const span = spans[spanOf(spans, rows[start] ?? 0)];
  const beyond = span ? span.start + span.rows : 0;
  let end = start + 1;
  while (end < rows.length && (rows[end] ?? 0) < beyond) end++;
  return end;
}

function nothing(path: string): WorkbenchError {
  const message = `There are no rows to write to ${path}: the run has none.`;
  return new WorkbenchError('usage', { code: 'no-rows-to-export', message, file: path });
}

function isInput(path: string): WorkbenchError {
  const message = `${path} is the model or the data of this run: give the predictions a file of their own.`;
  return new WorkbenchError('usage', { code: 'out-is-input', message, file: path });
}
