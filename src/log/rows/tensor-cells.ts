import type { Dtype } from '../../contract/dtype';
import type { TensorData } from '../../contract/tensor';
import { float16Value } from '../../data/float16';
import { jsonReader, nestedText, textReader } from '../../data/write/element';
import { detail, isPresent, shapeOf, stringsOf, type StoredColumn } from './stored';
import { flatValues, listChild } from './tensor';

/** One column of a batch, cell by cell. What is asked for is read when it is asked for, for all rows at once. */
export interface StoredCells {
  /** One a row: numbers, bigints or texts. What stands where `isPresent` is false means nothing. */
  values(): TensorData;
  /** As it is shown; '' where there is none. */
  texts(): (index: number) => string;
  isPresent(index: number): boolean;
  /** Whether every text is a number: `NaN` and infinities too. */
  readonly isNumeric: boolean;
}

/** A row's value with more elements is shown by its type and shape. */
const MOST_ELEMENTS_SHOWN = 100;

/** A row's value of several elements counts as its first one; its text is all of it. */
export function tensorCells(column: StoredColumn): StoredCells {
  const { data, details } = column;
  const dtype = detail(column, 'dtype') as Dtype;
  const shape = shapeOf(column);
  const width = elements(column);
  const flat = (): TensorData => flatValues(dtype, shape.length === 0 ? data : listChild(data));
  const present = (index: number): boolean => width > 0 && isPresent(data, index);
  return {
    values: () => comparable(dtype, width === 1 ? flat() : everyNth(flat(), 0, width)),
    texts: () => {
      const read = width === 1 ? textReader(dtype, flat()) : rowText(dtype, shape, width, flat(), details.get('keys'));
      return presentTexts(read, (index) => isPresent(data, index));
    },
    isPresent: present,
    isNumeric: width === 1 && dtype !== 'string' && dtype !== 'bool',
  };
}

function rowText(
  dtype: Dtype,
  shape: readonly number[],
  width: number,
  values: TensorData,
  keys: string | undefined,
): (index: number) => string {
  if (width > MOST_ELEMENTS_SHOWN) return () => `${dtype}[${shape.join(',')}]`;
  const read = jsonReader(dtype, values);
  const names = keys === undefined ? undefined : stringsOf(keys);
  if (!names) return (index) => nestedText(read, shape, index * width);
  return (index) =>
    `{${names.map((name, position) => `${JSON.stringify(name)}:${read(index * width + position)}`).join(',')}}`;
}

/** Rows with shapes of their own, as `tensorCells`. */
export function raggedCells(column: StoredColumn, shapes: StoredColumn): StoredCells {
  const { data } = column;
  const dtype = detail(column, 'dtype') as Dtype;
  const offsets = data.valueOffsets as Int32Array;
  const base = offsets[0] ?? 0;
  const lengthAt = (index: number): number => (offsets[index + 1] ?? 0) - (offsets[index] ?? 0);
  const firstAt = (index: number): number => (offsets[index] ?? 0) - base;
  const flat = (): TensorData => flatValues(dtype, listChild(data).slice(base, (offsets[data.length] ?? 0) - base));
  return {
    values: () => {
      const all = comparable(dtype, flat());
      return Array.from({ length: data.length }, (_, index) => String(all[firstAt(index)] ?? ''));
    },
    texts: () => {
      const read = jsonReader(dtype, flat());
      const dims = shapesOf(shapes);
      return presentTexts(
        (index) => {
          const shape = dims(index);
          const shown = lengthAt(index) <= MOST_ELEMENTS_SHOWN;
          return shown ? nestedText(read, shape, firstAt(index)) : `${dtype}[${shape.join(',')}]`;
        },
        (index) => isPresent(data, index),
      );
    },
    isPresent: (index) => lengthAt(index) > 0 && isPresent(data, index),
    isNumeric: false,
  };
}

function shapesOf({ data }: StoredColumn): (index: number) => readonly number[] {
  const offsets = data.valueOffsets as Int32Array;
  const base = offsets[0] ?? 0;
  const sizes = flatValues('int32', listChild(data).slice(base, (offsets[data.length] ?? 0) - base));
  return (index) => Array.from(sizes.slice((offsets[index] ?? 0) - base, (offsets[index + 1] ?? 0) - base), Number);
}

/** Number of values in a row. */
export function elements(column: StoredColumn): number {
  return shapeOf(column).reduce((product, size) => product * size, 1);
}

/** One value of every row that has `step` of them. */
export function everyNth(values: TensorData, first: number, step: number): TensorData {
  const length = step === 0 ? 0 : values.length / step;
  if (Array.isArray(values)) return Array.from({ length }, (_, row) => values[row * step + first] ?? '');
  const taken = values.slice(0, length);
  for (let row = 0; row < length; row += 1) taken[row] = values[row * step + first] ?? 0;
  return taken;
}

/** Values in an order: float16 as its numbers, booleans as words. */
function comparable(dtype: Dtype, values: TensorData): TensorData {
  if (dtype === 'bool') return Array.from(values, (value: unknown) => String(value === 1));
  return dtype === 'float16' && values instanceof Uint16Array ? Float32Array.from(values, float16Value) : values;
}

/** A column of float64; `dtype` says how many digits its numbers have. */
export function floatCells(column: StoredColumn | undefined, dtype: Dtype): StoredCells | undefined {
  if (!column) return undefined;
  const { data } = column;
  return {
    values: () => flatValues('float64', data),
    texts: () => presentTexts(textReader(dtype, flatValues('float64', data)), (index) => isPresent(data, index)),
    isPresent: (index) => isPresent(data, index),
    isNumeric: true,
  };
}

/** `text` where there is something, else ''. */
export function presentTexts(
  text: (index: number) => string,
  present: (index: number) => boolean,
): (index: number) => string {
  return (index) => (present(index) ? text(index) : '');
}
