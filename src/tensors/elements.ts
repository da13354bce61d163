import type { Dtype } from '../contract/dtype';
import type { TensorData, TensorValue } from '../contract/tensor';
import { WorkbenchError } from '../contract/issue';
import type { Stored } from './binding-plan';
import { float16Value } from '../data/float16';

const ARRAYS = {
  float16: Uint16Array,
  float32: Float32Array,
  float64: Float64Array,
  int2: Int8Array,
  int4: Int8Array,
  int8: Int8Array,
  int16: Int16Array,
  int32: Int32Array,
  int64: BigInt64Array,
  uint2: Uint8Array,
  uint4: Uint8Array,
  uint8: Uint8Array,
  uint16: Uint16Array,
  uint32: Uint32Array,
  uint64: BigUint64Array,
  bool: Uint8Array,
} as const;

/** A dtype that can be fed. */
export type FeedDtype = keyof typeof ARRAYS | 'string';

export function isFeedDtype(dtype: Dtype): dtype is FeedDtype {
  return dtype === 'string' || Object.hasOwn(ARRAYS, dtype);
}

/** Room for `length` elements, all zero or empty. Throws where the runtime takes no such tensor. */
export function allocate(dtype: Dtype, length: number): TensorData {
  if (!isFeedDtype(dtype)) {
    throw new WorkbenchError('model', {
      code: 'unsupported-dtype',
      message: `ONNX Runtime takes no ${dtype} tensors from outside: wrap the model's input or output with Cast.`,
    });
  }
  return dtype === 'string' ? Array.from({ length }, () => '') : new ARRAYS[dtype](length);
}

/** Sets one element; `value` is of the kind that `data` holds. */
export function store(data: TensorData, index: number, value: Stored): void {
  (data as unknown as Stored[])[index] = value;
}

/** Elements `start` to `end`; shares memory where it can. */
export function slice(data: TensorData, start: number, end: number): TensorData {
  return Array.isArray(data) ? data.slice(start, end) : data.subarray(start, end);
}

/** Copies `source` into `target` from element `at` on; both hold the same kind of element. */
export function copyInto(target: TensorData, source: TensorData, at: number): void {
  if (Array.isArray(target) || Array.isArray(source)) {
    for (let index = 0; index < source.length; index++) store(target, at + index, source[index] ?? '');
    return;
  }
  if (target instanceof BigInt64Array || target instanceof BigUint64Array) {
    target.set(source as BigInt64Array | BigUint64Array, at);
    return;
  }
  target.set(source as Float64Array, at);
}

/** The element as a JavaScript value: a number, bigint, string or, for bool, a boolean. */
export function elementAt(
  { dtype, data }: { dtype: Dtype; data: TensorData },
  index: number,
): number | bigint | string | boolean {
  const value = data[index];
  if (value === undefined) return NaN;
  if (typeof value !== 'number') return value;
  if (dtype === 'bool') return value !== 0;
  return dtype === 'float16' ? float16Value(value) : value;
}

/** The element as a number; NaN where it is text. */
export function numberAt(tensor: { dtype: Dtype; data: TensorData }, index: number): number {
  const value = elementAt(tensor, index);
  return typeof value === 'string' ? NaN : Number(value);
}

export function product(dims: readonly number[]): number {
  return dims.reduce((all, dim) => all * dim, 1);
}

/** `value` repeated along a new first axis of `rows`. */
export function repeatRow(value: TensorValue, rows: number): TensorValue {
  const data = allocate(value.dtype, rows * value.data.length);
  for (let row = 0; row < rows; row++) copyInto(data, value.data, row * value.data.length);
  return { dtype: value.dtype, dims: [rows, ...value.dims], data };
}
