import { DataType } from 'apache-arrow';
import type { Dtype } from '../../contract/dtype';
import { contentHash, HASH_BYTES } from './content-hash';
import { detail, isPresent, shapeOf, type StoredBatch, type StoredColumn } from './stored';
import { flatValues, listChild } from './tensor';
import { tensorRowText, writtenNumber } from './text';
import { utf8Reader, utf8Values } from './utf8';

/** A tensor cell with more elements is shown by its type and shape. */
const MOST_ELEMENTS_SHOWN = 1000;

export interface InputReader {
  /** In file order, without redacted columns; empty where inputs are not logged. */
  readonly names: readonly string[];
  /** The cells of a row, by its index in the batch, as `names`. */
  readonly text: (index: number) => string[];
  /** The SHA-256 of a row's cells, as base64, also where they are not logged themselves; absent where nothing is. */
  readonly hash?: (index: number) => string;
}

/** Reads logged inputs as the texts that stood in the file. */
export function inputReader(batch: StoredBatch): InputReader {
  const columns = batch.of('input');
  const texts = new Map(batch.of('input-text').map((column) => [detail(column, 'position'), column]));
  let cells: readonly ((row: number) => string)[] | undefined;
  const text = (index: number): string[] => {
    cells ??= columns.map((column) => cellReader(column, texts.get(detail(column, 'position'))));
    return cells.map((cell) => cell(index));
  };
  const hash = columns.length > 0 ? (index: number) => contentHash(text(index)).toString('base64') : storedHash(batch);
  return { names: columns.map((column) => detail(column, 'name')), text, ...(hash && { hash }) };
}

function storedHash(batch: StoredBatch): ((index: number) => string) | undefined {
  const [column] = batch.of('input-hash');
  const digests: unknown = column?.data.values;
  if (!(digests instanceof Uint8Array)) return undefined;
  const bytes = Buffer.from(digests.buffer, digests.byteOffset, digests.byteLength);
  return (index) => bytes.toString('base64', index * HASH_BYTES, (index + 1) * HASH_BYTES);
}

/** Reads the cells of one logged input; `exact` is its column of texts, if it has one. */
export function cellReader(column: StoredColumn, exact: StoredColumn | undefined): (row: number) => string {
  const { data, details } = column;
  if (details.has('dtype')) return tensorReader(column);
  if (DataType.isUtf8(data.type)) return stringReader(column);
  const values = flatValues('float64', data);
  const width = details.get('written') === 'float32' ? 'float32' : 'float64';
  const plain = (row: number): string => {
    const value = isPresent(data, row) ? values[row] : undefined;
    if (typeof value === 'number') return writtenNumber(value, width);
    return value === undefined ? '' : String(value);
  };
  if (!exact) return plain;
  const kept = utf8Reader(exact.data);
  return (row) => (isPresent(exact.data, row) ? kept(row) : plain(row));
}

function stringReader({ data, details }: StoredColumn): (row: number) => string {
  const values = utf8Values(data);
  const isJson = details.get('encoding') === 'json';
  return (row) => {
    const value = isPresent(data, row) ? (values[row] ?? '') : '';
    return isJson && value.startsWith('"') ? String(JSON.parse(value)) : value;
  };
}

function tensorReader(column: StoredColumn): (row: number) => string {
  const dtype = detail(column, 'dtype') as Dtype;
  const shape = shapeOf(column);
  const values = flatValues(dtype, shape.length === 0 ? column.data : listChild(column.data));
  const width = shape.reduce((product, size) => product * size, 1);
  if (width > MOST_ELEMENTS_SHOWN) return () => `${dtype}[${shape.join(',')}]`;
  return (row) => tensorRowText(dtype, shape, values, row);
}
