import type { Dtype } from './dtype';

/**
 * Flat row-major values. float16 and bfloat16 are kept as their bits in a Uint16Array, float8, float6 and float4 as theirs
 * in a Uint8Array, one an element, bool as 0 or 1 in a Uint8Array, int64 and uint64 as BigInt arrays, and complex numbers as
 * floats: real, imaginary, real, and so on.
 */
export type TensorData =
  | Float32Array
  | Float64Array
  | Int8Array
  | Int16Array
  | Int32Array
  | BigInt64Array
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | BigUint64Array
  | string[];

/** A tensor as it crosses a thread or a process: `data.length` is the product of `dims` (1 when `dims` is []), twice that of complex numbers. */
export interface TensorValue {
  readonly dtype: Dtype;
  readonly dims: readonly number[];
  readonly data: TensorData;
}

export interface NamedTensor extends TensorValue {
  readonly name: string;
}
