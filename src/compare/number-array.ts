import type { Dtype } from '../contract/dtype';
import type { TensorData } from '../contract/tensor';
import { float16Value } from '../data/float16';
import { wideFloats } from '../data/small-floats';

/** Numbers that JavaScript's own hold exactly. */
export type NumberArray =
  Float32Array | Float64Array | Int8Array | Int16Array | Int32Array | Uint8Array | Uint16Array | Uint32Array;

/** 64-bit integers. */
export type BigArray = BigInt64Array | BigUint64Array;

/** The elements of a numeric tensor: floats of 16 bits and less widened to float32; undefined for text. */
export function numericArray(dtype: Dtype, data: TensorData): NumberArray | BigArray | undefined {
  if (Array.isArray(data)) return undefined;
  if (data instanceof Uint16Array && dtype === 'float16') return Float32Array.from(data, float16Value);
  return wideFloats(dtype, data) ?? data;
}

export function isBigArray(values: NumberArray | BigArray): values is BigArray {
  return values instanceof BigInt64Array || values instanceof BigUint64Array;
}
