import type { Dtype } from '../contract/dtype';
import type { TensorData } from '../contract/tensor';

/** Bytes per element of the dtypes that a byte block holds one after another. */
export const ELEMENT_BYTES: Partial<Record<Dtype, number>> = {
  bool: 1,
  int8: 1,
  uint8: 1,
  float8e4m3fn: 1,
  float8e4m3fnuz: 1,
  float8e5m2: 1,
  float8e5m2fnuz: 1,
  float8e8m0: 1,
  int16: 2,
  uint16: 2,
  float16: 2,
  bfloat16: 2,
  int32: 4,
  uint32: 4,
  float32: 4,
  int64: 8,
  uint64: 8,
  float64: 8,
  complex64: 8,
  complex128: 16,
};

/** Elements of a byte block, copied: `bytes` holds a whole number of them. Big-endian blocks are turned around. */
export function elementsOf(bytes: Uint8Array, dtype: Dtype, bigEndian = false): TensorData {
  const copy: Buffer<ArrayBuffer> = Buffer.from(new ArrayBuffer(bytes.length));
  copy.set(bytes);
  if (bigEndian) swap(copy, ELEMENT_BYTES[dtype] ?? 1);
  return ARRAYS[dtype]?.(copy.buffer) ?? new Uint8Array(copy.buffer);
}

const ARRAYS: Partial<Record<Dtype, (buffer: ArrayBuffer) => TensorData>> = {
  float64: (buffer) => new Float64Array(buffer),
  float32: (buffer) => new Float32Array(buffer),
  int64: (buffer) => new BigInt64Array(buffer),
  uint64: (buffer) => new BigUint64Array(buffer),
  int32: (buffer) => new Int32Array(buffer),
  uint32: (buffer) => new Uint32Array(buffer),
  int16: (buffer) => new Int16Array(buffer),
  int8: (buffer) => new Int8Array(buffer),
  uint16: (buffer) => new Uint16Array(buffer),
  float16: (buffer) => new Uint16Array(buffer),
  bfloat16: (buffer) => new Uint16Array(buffer),
  complex64: (buffer) => new Float32Array(buffer),
  complex128: (buffer) => new Float64Array(buffer),
  bool: (buffer) => new Uint8Array(buffer).map((byte) => (byte === 0 ? 0 : 1)),
};

function swap(buffer: Buffer, size: number): void {
  if (size === 2) buffer.swap16();
  else if (size === 4) buffer.swap32();
  else if (size === 8) buffer.swap64();
}

/** Bits per element of the dtypes whose elements follow one another in less than a byte each, the first in the lowest bits. */
export const PACKED_BITS: ReadonlyMap<Dtype, number> = new Map<Dtype, number>([
  ['float6e2m3', 6],
  ['float6e3m2', 6],
  ['uint4', 4],
  ['int4', 4],
  ['float4e2m1', 4],
  ['uint2', 2],
  ['int2', 2],
]);

/** How many numbers stand for one element. */
export function partsOf(dtype: Dtype): 1 | 2 {
  return dtype === 'complex64' || dtype === 'complex128' ? 2 : 1;
}

/** Number of elements of a tensor of these dims: 1 for []. */
export function sizeOf(dims: readonly number[]): number {
  return dims.reduce((product, dim) => product * dim, 1);
}
