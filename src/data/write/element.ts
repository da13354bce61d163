import type { Dtype } from '../../contract/dtype';
import type { CellValue } from '../../contract/predict';
import type { TensorData } from '../../contract/tensor';
import { float16Value } from '../float16';
import { shortestFloat16 } from './float16';
import { float32Text, shortestFloat32 } from './float32';

/** One element as a JSON value: non-finite numbers and integers beyond 2^53-1 as text, float32 and float16 shortest. */
export type ElementValue = number | string | boolean;

/** A finite number, or "NaN", "Infinity", "-Infinity". */
export function numberValue(value: number, dtype: Dtype): number | string {
  if (!Number.isFinite(value)) return String(value);
  if (dtype === 'float32') return shortestFloat32(value);
  return dtype === 'float16' ? shortestFloat16(value) : value;
}

/** An integer within +-(2^53-1) as a number, another as its digits. */
export function bigintValue(value: bigint): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}

/** Reads elements of flat tensor data as JSON values. */
export function valueReader(dtype: Dtype, data: TensorData): (index: number) => ElementValue {
  const element = (index: number): number | bigint | string => data[index] ?? 0;
  if (dtype === 'bool') return (index) => element(index) !== 0;
  if (dtype === 'float16' && data instanceof Uint16Array)
    return (index) => numberValue(float16Value(data[index] ?? 0), dtype);
  return (index) => {
    const value = element(index);
    if (typeof value === 'string') return value;
    return typeof value === 'bigint' ? bigintValue(value) : numberValue(value, dtype);
  };
}

/** Reads elements of flat tensor data as the text of a CSV cell, the same values as `valueReader`. */
export function textReader(dtype: Dtype, data: TensorData): (index: number) => string {
  if (dtype === 'float32') {
    return (index) => {
      const value = Number(data[index] ?? 0);
      return Number.isFinite(value) ? float32Text(value) : String(value);
    };
  }
  const value = valueReader(dtype, data);
  return (index) => String(value(index));
}

/** Reads elements of flat tensor data as JSON text, the same values as `valueReader`. */
export function jsonReader(dtype: Dtype, data: TensorData): (index: number) => string {
  if (dtype === 'float32') {
    return (index) => {
      const value = Number(data[index] ?? 0);
      return Number.isFinite(value) ? float32Text(value) : `"${value}"`;
    };
  }
  const value = valueReader(dtype, data);
  return (index) => {
    const element = value(index);
    return typeof element === 'string' ? JSON.stringify(element) : String(element);
  };
}

/** JSON text of the nested array of `shape` whose elements start at `offset`. */
export function nestedText(read: (index: number) => string, shape: readonly number[], offset: number): string {
  const [length, ...rest] = shape;
  if (length === undefined) return read(offset);
  const stride = rest.reduce((product, size) => product * size, 1);
  let text = '[';
  for (let index = 0; index < length; index++)
    text += (index === 0 ? '' : ',') + nestedText(read, rest, offset + index * stride);
  return `${text}]`;
}

/** The nested array of `shape` whose elements start at `offset`; the element itself where `shape` is []. */
export function nested(read: (index: number) => CellValue, shape: readonly number[], offset: number): CellValue {
  const [length, ...rest] = shape;
  if (length === undefined) return read(offset);
  const stride = rest.reduce((product, size) => product * size, 1);
  return Array.from({ length }, (_, index) => nested(read, rest, offset + index * stride));
}
