import type { Dtype } from '../../contract/dtype';
import type { CellValue } from '../../contract/predict';
import type { TensorData } from '../../contract/tensor';
import { jsonReader, textReader, valueReader } from './element';
import { writeFloat32 } from './float32';

/** What the cells of a column of the output are, for formats that have types. `json` is JSON text. */
export type CellType = 'boolean' | 'int32' | 'int64' | 'uint64' | 'float32' | 'float64' | 'string' | 'json';

/** One column of one batch, read by index. A cell that is empty has the text '' and the value null. */
export interface Cells {
  text(index: number): string;
  value(index: number): CellValue;
  /** `value` as JSON text. */
  json(index: number): string;
  /** True where no text can hold a separator, a quote or a line break. */
  readonly plain: boolean;
  /** Writes `text`, which is at most `SHORT_TEXT` ASCII characters long, at `at`, and returns where it ends. */
  readonly write?: (index: number, target: Uint8Array, at: number) => number;
}

/** Room that `write` needs. */
export const SHORT_TEXT = 32;

export const EMPTY_CELLS: Cells = { text: () => '', value: () => null, json: () => 'null', plain: true };

/** Every `stride`-th element of flat tensor data. */
export function tensorCells(dtype: Dtype, data: TensorData, stride: number, offset: number): Cells {
  const value = valueReader(dtype, data);
  const text = textReader(dtype, data);
  const json = jsonReader(dtype, data);
  return {
    plain: dtype !== 'string',
    ...(dtype === 'float32' && {
      write: (index: number, target: Uint8Array, at: number) =>
        writeFloat32(Number(data[index * stride + offset] ?? 0), target, at),
    }),
    text: (index) => text(index * stride + offset),
    value: (index) => value(index * stride + offset),
    json: (index) => json(index * stride + offset),
  };
}

export function cellTypeOf(dtype: Dtype): CellType {
  switch (dtype) {
    case 'bool':
      return 'boolean';
    case 'string':
      return 'string';
    case 'int64':
    case 'uint32':
      return 'int64';
    case 'uint64':
      return 'uint64';
    case 'float64':
      return 'float64';
    default:
      return dtype.startsWith('int') || dtype.startsWith('uint') ? 'int32' : 'float32';
  }
}

/** Leaves the cells of rows without a prediction empty. */
export function maskCells(cells: Cells, isEmpty: (index: number) => boolean): Cells {
  const { write } = cells;
  return {
    text: (index) => (isEmpty(index) ? '' : cells.text(index)),
    value: (index) => (isEmpty(index) ? null : cells.value(index)),
    json: (index) => (isEmpty(index) ? 'null' : cells.json(index)),
    plain: cells.plain,
    ...(write && { write: (index, target, at) => (isEmpty(index) ? at : write(index, target, at)) }),
  };
}

/** Cells that hold any JSON value: text as it stands, everything nested as JSON text. */
export function valueCells(value: (index: number) => CellValue, text = valueText(value)): Cells {
  return { value, text, json: (index) => JSON.stringify(value(index)), plain: false };
}

function valueText(value: (index: number) => CellValue): (index: number) => string {
  return (index) => {
    const cell = value(index);
    if (cell === null) return '';
    return typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
  };
}
