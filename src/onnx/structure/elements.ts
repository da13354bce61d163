import type { Dtype } from '../../contract/dtype';

type Reader = (bytes: Buffer, at: number) => number;

const READERS: Readonly<Partial<Record<Dtype, Reader>>> = {
  float16: (bytes, at) => fromHalf(bytes.readUInt16LE(at)),
  bfloat16: (bytes, at) => fromBits(bytes.readUInt16LE(at) * 65_536),
  float32: (bytes, at) => bytes.readFloatLE(at),
  float64: (bytes, at) => bytes.readDoubleLE(at),
  int8: (bytes, at) => bytes.readInt8(at),
  int16: (bytes, at) => bytes.readInt16LE(at),
  int32: (bytes, at) => bytes.readInt32LE(at),
  int64: (bytes, at) => Number(bytes.readBigInt64LE(at)),
  uint8: (bytes, at) => bytes.readUInt8(at),
  uint16: (bytes, at) => bytes.readUInt16LE(at),
  uint32: (bytes, at) => bytes.readUInt32LE(at),
  uint64: (bytes, at) => Number(bytes.readBigUInt64LE(at)),
  bool: (bytes, at) => bytes.readUInt8(at),
};

/** How one element of raw data is read as a number; 64-bit integers are rounded. */
export function elementReader(dtype: Dtype | undefined): Reader | undefined {
  return dtype && READERS[dtype];
}

const scratch = Buffer.alloc(4);

function fromBits(bits: number): number {
  scratch.writeUInt32LE(bits);
  return scratch.readFloatLE(0);
}

/** IEEE 754 binary16. */
function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
