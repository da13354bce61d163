import { RecordBatchReader, type Data } from 'apache-arrow';
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

/** The one record batch of a stream that `encodeRows` wrote. Throws RangeError, or what Arrow throws, on other bytes. */
export function readStored(bytes: Uint8Array): StoredBatch {
  const reader = RecordBatchReader.from(bytes).open();
  const { value: batch } = reader.next();
  const start = Number(reader.schema.metadata.get('onnx_workbench.start') ?? NaN);
  if (!batch || !Number.isSafeInteger(start)) throw new RangeError('These are not the rows of a run.');
  const columns = reader.schema.fields.map(({ metadata }, index) => {
    const data = batch.data.children[index];
    if (!data) throw new RangeError('A column is missing.');
    return { details: metadata, data };
  });
  return {
    start,
    rows: batch.numRows,
    told: stringsOf(reader.schema.metadata.get('onnx_workbench.told') ?? '[]'),
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
  return data.nullCount === 0 || data.getValid(row);
}
