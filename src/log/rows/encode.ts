import { Int64, makeData, RecordBatch, Schema, Struct } from 'apache-arrow';
import type { Dtype } from '../../contract/dtype';
import type { PredictedBatch, RowTruths } from '../../contract/predicted';
import type { InputLogging } from '../../contract/run';
import type { Batch } from '../../data/table';
import { inputColumns } from './inputs';
import { toInt64 } from './int64';
import { toFields, type LoggedColumn } from './layout';
import { predictionColumns } from './predictions';
import { toStream } from './stream';
import { truthColumns } from './truths';

export interface RowsToLog {
  readonly batch: Batch;
  /** Names of `batch.columns`, see `TableHead.columns`. */
  readonly columns: readonly string[];
  /** See `TableHead`: how texts are numbers, and which types the data declares. */
  readonly decimal?: '.' | ',';
  readonly dtypes?: readonly (Dtype | undefined)[];
  /** For the same rows as `batch`. */
  readonly predicted: PredictedBatch;
  /** For the same rows. */
  readonly truths?: RowTruths;
  readonly inputs: InputLogging;
  /** Names of columns that are neither stored nor hashed. */
  readonly redact: readonly string[];
}

/** One batch as a complete Arrow IPC stream of one record batch; its columns are described in docs/log.md. */
export function encodeRows(toLog: RowsToLog): Uint8Array<ArrayBuffer> {
  const { batch, predicted, truths } = toLog;
  const { start, rows } = predicted;
  if (batch.rows !== rows || batch.start !== start) {
    throw new RangeError(`Rows ${batch.start}+${batch.rows} do not belong to predictions ${start}+${rows}.`);
  }
  const logged: LoggedColumn[] = [
    { role: 'row', name: 'row', data: makeData({ type: new Int64(), data: toInt64(rows, (index) => start + index) }) },
    ...inputColumns(toLog),
    ...predictionColumns(predicted),
    ...(truths ? truthColumns(truths) : []),
  ];
  const fields = toFields(logged);
  const children = logged.map((column) => column.data);
  const data = makeData({ type: new Struct(fields), length: rows, nullCount: 0, children });
  const metadata = new Map([
    ['onnx_workbench.start', String(start)],
    ['onnx_workbench.told', JSON.stringify(predicted.told)],
  ]);
  const schema = new Schema(fields, metadata);
  return toStream(new RecordBatch(schema, data));
}
