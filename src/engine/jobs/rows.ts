import type { RowTruths } from '../../contract/predicted';
import type { ResultRow, RowsPage, RowsRequest } from '../../contract/rows';
import { predictionReader } from '../../data/write/prediction';
import type { DecodedRows } from '../../log/rows/decode';
import type { Logs } from '../logs';

/** A page holds at most this much text, whatever was asked for. */
const PAGE_BYTES = 1 << 20;
const PAGE_ROWS = 1_000;

/** The rows from `start` to before `end` of a result; fewer where the page would become too large. */
export async function rowsPage(logs: Logs, request: RowsRequest): Promise<RowsPage> {
  const end = Math.min(request.end, request.start + PAGE_ROWS);
  const { batches, total } = await logs.readRows(request.result, request.log, request.start, end);
  const rows: ResultRow[] = [];
  let bytes = 0;
  for (const batch of batches) {
    for (const row of rowsOf(batch, request.start, end)) {
      bytes += JSON.stringify(row).length;
      if (bytes > PAGE_BYTES && rows.length > 0) return page(rows, batches, request.start, total);
      rows.push(row);
    }
  }
  return page(rows, batches, request.start, total);
}

function page(rows: readonly ResultRow[], batches: readonly DecodedRows[], start: number, total: number): RowsPage {
  const [first] = batches;
  const { inputNames = [], predicted } = first ?? {};
  return { start, end: start + rows.length, total, inputColumns: inputNames, told: predicted?.told ?? [], rows };
}

function* rowsOf({ inputText, predicted, truths }: DecodedRows, start: number, end: number): Generator<ResultRow> {
  const read = predictionReader(predicted);
  const last = Math.min(end, predicted.start + predicted.rows);
  for (let row = Math.max(start, predicted.start); row < last; row++) {
    const index = row - predicted.start;
    const error = predicted.failed.get(row);
    yield {
      inputs: inputText(index),
      prediction: read(index),
      ...truthAt(truths, index),
      ...(error ? { error: error.message } : {}),
    };
  }
}

/** The truth of a row, and whether the label is another. */
export function truthAt(truths: RowTruths | undefined, index: number): Pick<ResultRow, 'truth' | 'wrong'> {
  if (!truths) return {};
  const truth = truths.values[index];
  if (truth === undefined || Number.isNaN(truth)) return {};
  const wrong = truths.kind === 'classes' ? truths.wrong[index] : undefined;
  return { truth, ...(wrong === undefined ? {} : { wrong }) };
}
