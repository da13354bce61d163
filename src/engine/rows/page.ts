import type { RowTruths } from '../../contract/predicted';
import type { ResultRow, RowsPage } from '../../contract/rows';
import { predictionReader } from '../../data/write/prediction';
import { decodeStored, type DecodedRows } from '../../log/rows/decode';
import { spanOf, type Result } from './result';
import type { ViewRows } from './view';

/** A page holds at most this much text, whatever was asked for. */
export const PAGE_BYTES = 1 << 20;
const PAGE_ROWS = 1_000;

export interface PageRange {
  readonly start: number;
  readonly end: number;
}

/** The rows of a view, or of all rows, from `start` to before `end`; fewer where the page would become too large. */
export async function readPage(result: Result, view: ViewRows | undefined, range: PageRange): Promise<RowsPage> {
  const total = view?.length ?? result.rows;
  const start = Math.min(Math.max(0, range.start), total);
  const end = Math.min(range.end, start + PAGE_ROWS, total);
  const rows: ResultRow[] = [];
  let bytes = 0;
  for await (const row of readRows(result, rowNumbers(view, start, end))) {
    bytes += JSON.stringify(row).length;
    if (bytes > PAGE_BYTES && rows.length > 0) break;
    rows.push(row);
  }
  return { start, end: start + rows.length, total, ...(await shapeOfRows(result, rows[0]?.prediction.row ?? 0)), rows };
}

/** Numbers of the rows at some positions of a view. */
export function rowNumbers(view: ViewRows | undefined, start: number, end: number): Uint32Array {
  const length = Math.max(0, end - start);
  return view ? view.subarray(start, start + length) : Uint32Array.from({ length }, (_, index) => start + index);
}

/** Consecutive rows of one span, in the order in which they are wanted. */
interface RowsChunk {
  readonly span: number;
  readonly first: number;
  readonly rows: number;
}

/** Cuts row numbers where they do not follow each other, and at the ends of spans. */
function* chunksOf(result: Result, rows: Uint32Array): Generator<RowsChunk> {
  let chunk: RowsChunk | undefined;
  let next = -1;
  for (const row of rows) {
    if (chunk && row === next && row < endOf(result, chunk.span)) {
      chunk = { ...chunk, rows: chunk.rows + 1 };
    } else {
      if (chunk) yield chunk;
      const span = spanOf(result.spans, row);
      chunk = { span, first: row - (result.spans[span]?.start ?? 0), rows: 1 };
    }
    next = row + 1;
  }
  if (chunk) yield chunk;
}

function endOf({ spans }: Result, position: number): number {
  const span = spans[position];
  return span ? span.start + span.rows : 0;
}

async function* readRows(result: Result, rows: Uint32Array): AsyncGenerator<ResultRow> {
  for (const { span, first, rows: count } of chunksOf(result, rows)) {
    const where = result.spans[span];
    if (!where) continue;
    const opened = await result.open(where);
    yield* rowsOf(decodeStored(opened.cut(first, count)));
  }
}

function* rowsOf({ inputText, predicted, truths }: DecodedRows): Generator<ResultRow> {
  const read = predictionReader(predicted);
  for (let index = 0; index < predicted.rows; index++) {
    const error = predicted.failed.get(predicted.start + index);
    yield {
      inputs: inputText(index),
      prediction: read(index),
      ...truthAt(truths, index),
      ...(error ? { error: error.message } : {}),
    };
  }
}

function truthAt(truths: RowTruths | undefined, index: number): Pick<ResultRow, 'truth' | 'wrong'> {
  const truth = truths?.values[index];
  if (!truths || truth === undefined || Number.isNaN(truth)) return {};
  const wrong = truths.kind === 'classes' ? truths.wrong[index] : undefined;
  return { truth, ...(wrong === undefined ? {} : { wrong }) };
}

/** What all rows have in common, told by those around one row; also where a page is empty. */
async function shapeOfRows(result: Result, row: number): Promise<Pick<RowsPage, 'inputColumns' | 'told'>> {
  const first = result.spans[spanOf(result.spans, row)];
  if (!first) return { inputColumns: [], told: [] };
  const batch = (await result.open(first)).cut(0, 0);
  return { inputColumns: decodeStored(batch).inputNames, told: batch.told };
}
