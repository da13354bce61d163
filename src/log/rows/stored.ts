import { RecordBatchReader, type Data, type DataType, type RecordBatch } from 'apache-arrow';
import { WorkbenchError } from '../../contract/issue';
import type { Role } from './layout';

/** A column of a logged batch as it is read back. */
export interface StoredColumn {
  readonly details: ReadonlyMap<string, string>;
  readonly data: Data;
}

export interface StoredBatch {
  readonly start: number;
  readonly rows: number;
  /** See `PredictedBatch.told`. */
  readonly told: readonly string[];
  of(role: Role): readonly StoredColumn[];
}

/** Which rows of a stored batch: `rows` from its row `first`, of which the first is row `start` of its run. */
export interface Slice {
  readonly start: number;
  readonly first: number;
  readonly rows: number;
}

/**
 * The one record batch of a stream that `encodeRows` wrote.
 * Throws WorkbenchError `log-damaged` on other bytes, on which Arrow throws all kinds of errors.
 */
export function readBatch(bytes: Uint8Array): RecordBatch {
  try {
    const next = RecordBatchReader.from<Record<string, DataType>>(bytes).open().next();
    if (next.done !== true && next.value.schema.metadata.has('onnx_workbench.start')) return next.value;
    throw new RangeError('these are not the rows of a run');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const message = `Rows in the log cannot be read: ${why}. Move the log away; a new one is made at the next run.`;
    throw new WorkbenchError('log', { code: 'log-damaged', message });
  }
}

/** The columns of a logged batch, or of a slice of it. Throws as `readBatch`. */
export function readStored(bytes: Uint8Array, slice?: Slice): StoredBatch {
  return cutBatch(readBatch(bytes), slice);
}

/** The columns of a record batch, or of a slice of it, without a copy of its values. */
export function cutBatch(whole: RecordBatch, slice?: Slice): StoredBatch {
  const { schema } = whole;
  const start = slice?.start ?? Number(schema.metadata.get('onnx_workbench.start'));
  if (!Number.isSafeInteger(start)) throw new RangeError('The first row of a batch is unknown.');
  const isWhole = !slice || (slice.first === 0 && slice.rows === whole.numRows);
  const batch = isWhole ? whole : whole.slice(slice.first, slice.first + slice.rows);
  const columns = schema.fields.map(({ metadata }, index) => {
    const data = batch.data.children[index];
    if (!data) throw new RangeError('A column is missing.');
    return { details: metadata, data };
  });
  return {
    start,
    rows: batch.numRows,
    told: stringsOf(schema.metadata.get('onnx_workbench.told') ?? '[]'),
    of: (role) => columns.filter(({ details }) => details.get('role') === role),
  };
}

/** A detail that the column must have. */
export function detail({ details }: StoredColumn, name: string): string {
  const value = details.get(name);
  if (value === undefined) throw new RangeError(`A column lacks its ${name}.`);
  return value;
}

/** The column's `shape`. */
export function shapeOf(column: StoredColumn): readonly number[] {
  const shape: unknown = JSON.parse(detail(column, 'shape'));
  if (!Array.isArray(shape) || !shape.every((size): size is number => Number.isSafeInteger(size) && size >= 0)) {
    throw new RangeError('A column has no sensible shape.');
  }
  return shape;
}

/** A JSON list of strings. */
export function stringsOf(json: string): readonly string[] {
  const list: unknown = JSON.parse(json);
  if (Array.isArray(list) && list.every((item): item is string => typeof item === 'string')) return list;
  throw new RangeError('A column should name its parts.');
}

/** Whether a row has a value. */
export function isPresent(data: Data, row: number): boolean {
  if (data.nullCount === 0) return true;
  const bit = data.offset + row;
  return ((data.nullBitmap[bit >> 3] ?? 0) & (1 << (bit & 7))) !== 0;
}
