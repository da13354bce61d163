import type { Dtype } from '../../contract/dtype';
import type { Issue } from '../../contract/issue';
import type { OutputColumn, PredictedBatch, RaggedOutput, RowTruths } from '../../contract/predicted';
import type { TensorData } from '../../contract/tensor';
import { inputReader } from './input-reader';
import { labelsOf } from './labels';
import {
  detail,
  isPresent,
  readStored,
  shapeOf,
  stringsOf,
  type Slice,
  type StoredBatch,
  type StoredColumn,
} from './stored';
import { flatValues, listChild } from './tensor';
import { readTruths } from './truths';
import { utf8Values } from './utf8';

/** A logged batch, read back. */
export interface DecodedRows {
  readonly start: number;
  readonly rows: number;
  /** In file order, without redacted columns; empty where inputs are not logged. */
  readonly inputNames: readonly string[];
  /** The cells of a row, by its index in this batch, as they stood in the file. */
  readonly inputText: (index: number) => string[];
  /** The SHA-256 of these, as base64, also where inputs are logged by it alone; absent where they are not. */
  readonly inputHash?: (index: number) => string;
  /** As it was encoded; but a batch without rows has lost its `whole` outputs. */
  readonly predicted: PredictedBatch;
  /** Absent where there was no truth, or it was logged before truths were. */
  readonly truths?: RowTruths;
}

/** The reverse of `encodeRows`, for all rows or a slice of them. Throws on any other bytes. */
export function decodeRows(bytes: Uint8Array, slice?: Slice): DecodedRows {
  return decodeStored(readStored(bytes, slice));
}

/** `decodeRows` for a batch that was read. */
export function decodeStored(batch: StoredBatch): DecodedRows {
  const inputs = inputReader(batch);
  const truths = readTruths(batch);
  return {
    start: batch.start,
    rows: batch.rows,
    inputNames: inputs.names,
    inputText: inputs.text,
    ...(inputs.hash && { inputHash: inputs.hash }),
    predicted: readPredicted(batch),
    ...(truths && { truths }),
  };
}

/** The predictions of a batch alone. */
export function readPredicted(batch: StoredBatch): PredictedBatch {
  const { start, rows } = batch;
  const [label] = batch.of('label');
  const [score] = batch.of('score');
  const [margin] = batch.of('margin');
  const probabilities = readProbabilities(batch);
  const ragged = readRagged(batch);
  return {
    start,
    rows,
    ...(label && { labels: labelsOf(label.data, label.details.get('encoding')) }),
    ...(score && { scores: float64Of(score) }),
    ...(margin && { margins: float64Of(margin) }),
    ...(probabilities && { probabilities }),
    outputs: batch.of('output').map(readOutput),
    told: batch.told,
    ...(ragged.length > 0 && { ragged }),
    whole: readWhole(batch),
    failed: readFailed(batch),
  };
}

function readProbabilities(batch: StoredBatch): PredictedBatch['probabilities'] {
  const [list] = batch.of('probabilities');
  if (list) {
    const classes = stringsOf(detail(list, 'classes'));
    const dtype = dtypeOf(list);
    return { classes, dtype, values: floatsOf(flatValues(dtype, listChild(list.data))) };
  }
  const columns = batch.of('probability');
  const [first] = columns;
  if (!first) return undefined;
  const dtype = dtypeOf(first);
  return {
    classes: columns.map((column) => detail(column, 'class')),
    dtype,
    values: interleave(columns.map((column) => floatsOf(flatValues(dtype, column.data)))),
  };
}

function interleave(columns: readonly (Float32Array | Float64Array)[]): Float32Array | Float64Array {
  const rows = columns[0]?.length ?? 0;
  const length = rows * columns.length;
  const values = columns[0] instanceof Float32Array ? new Float32Array(length) : new Float64Array(length);
  columns.forEach((column, position) => {
    for (let row = 0; row < rows; row += 1) values[row * columns.length + position] = column[row] ?? NaN;
  });
  return values;
}

function readOutput(column: StoredColumn): OutputColumn {
  const dtype = dtypeOf(column);
  const rowShape = shapeOf(column);
  const data = flatValues(dtype, rowShape.length === 0 ? column.data : listChild(column.data));
  const keys = column.details.get('keys');
  return { name: detail(column, 'name'), dtype, rowShape, data, ...(keys && { keys: stringsOf(keys) }) };
}

function readRagged(batch: StoredBatch): RaggedOutput[] {
  const shapes = batch.of('ragged-shape');
  return batch.of('ragged').map((column, index) => {
    const shape = shapes[index];
    if (!shape) throw new RangeError('A ragged output lacks its shapes.');
    const dtype = dtypeOf(column);
    const dims = listsOf('int32', shape).map((sizes) => Array.from(sizes, Number));
    const rows = listsOf(dtype, column).map((data, row) => ({ dtype, dims: dims[row] ?? [], data }));
    return { name: detail(column, 'name'), rows };
  });
}

/** They stand in the first row of the batch as it was encoded: a slice from another row on has none. */
function readWhole(batch: StoredBatch): PredictedBatch['whole'] {
  if (batch.rows === 0) return [];
  const columns = batch.of('whole').filter(({ data }) => isPresent(data, 0));
  return columns.map((column) => {
    const dtype = dtypeOf(column);
    const [data] = listsOf(dtype, column);
    return { name: detail(column, 'name'), value: { dtype, dims: shapeOf(column), data: data ?? [] } };
  });
}

function readFailed(batch: StoredBatch): ReadonlyMap<number, Issue> {
  const [column] = batch.of('issue');
  const failed = new Map<number, Issue>();
  if (!column) return failed;
  utf8Values(column.data).forEach((text, index) => {
    if (isPresent(column.data, index)) failed.set(batch.start + index, JSON.parse(text) as Issue);
  });
  return failed;
}

function listsOf(dtype: Dtype, { data }: StoredColumn): readonly TensorData[] {
  const values = flatValues(dtype, listChild(data));
  const offsets: unknown = data.valueOffsets;
  if (!(offsets instanceof Int32Array)) throw new RangeError('A list column lacks its offsets.');
  return Array.from({ length: data.length }, (_, row) => values.slice(offsets[row], offsets[row + 1]));
}

function dtypeOf(column: StoredColumn): Dtype {
  return detail(column, 'dtype') as Dtype;
}

function float64Of({ data }: StoredColumn): Float64Array {
  const values = flatValues('float64', data);
  if (!(values instanceof Float64Array)) throw new RangeError('A column should hold float64.');
  return values;
}

function floatsOf(values: TensorData): Float32Array | Float64Array {
  if (values instanceof Float32Array || values instanceof Float64Array) return values;
  throw new RangeError('Probabilities should be floats.');
}
