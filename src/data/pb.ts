import { dataError } from './fail';
import { ELEMENT_BYTES, elementsOf, PACKED_BITS, partsOf, sizeOf } from './elements';
import { readFields } from './pb-fields';
import { wideFloats } from './small-floats';
import { tensorTable } from './tensor-table';
import { dtypeOfCode } from '../contract/element-types';
import type { Dtype } from '../contract/dtype';
import type { NamedTensor, TensorData } from '../contract/tensor';
import type { RandomBytes } from './bytes/random';
import type { PbField } from './pb-fields';
import type { TableSource } from './table';

/** Field numbers of `TensorProto`. */
const FIELD = {
  dims: 1,
  dataType: 2,
  floats: 4,
  int32s: 5,
  strings: 6,
  int64s: 7,
  name: 8,
  raw: 9,
  doubles: 10,
  uint64s: 11,
  external: 13,
};

/** A TensorProto larger than this is not valid protobuf. */
const LARGEST = 2 ** 31;

/** Opens a serialised ONNX TensorProto, as in a `test_data_set`: one tensor by its name. Throws WorkbenchError `bad-pb`. */
export async function openPb(bytes: RandomBytes, file: string): Promise<TableSource> {
  try {
    if (bytes.size > LARGEST) throw badPb(file, 'it is larger than 2 GiB');
    const tensor = readTensor(await bytes.read(0, bytes.size), file);
    if (partsOf(tensor.dtype) > 1) throw badPb(file, `it is ${tensor.dtype}, which no model takes here`);
    const wide = wideFloats(tensor.dtype, tensor.data);
    const fed: NamedTensor = wide ? { ...tensor, dtype: 'float32', data: wide } : tensor;
    return tensorTable([fed], { file, format: 'pb' });
  } finally {
    await bytes.close();
  }
}

function badPb(file: string, why: string): Error {
  return dataError({ code: 'bad-pb', message: `${file} is not an ONNX tensor that can be read: ${why}.`, file });
}

/** A serialised TensorProto of any dtype of ONNX. Throws WorkbenchError `bad-pb`. */
export function readTensor(bytes: Uint8Array, file: string): NamedTensor {
  const fields = readFields(bytes);
  if (fields === undefined || fields.size === 0)
    throw badPb(file, 'it is not a serialised TensorProto, or is truncated');
  const typeNumber = typeNumberOf(fields);
  const dtype = dtypeOfCode(typeNumber);
  if (dtype === undefined) throw badPb(file, `its data type ${typeNumber} is not supported`);
  if (fields.has(FIELD.external)) throw badPb(file, 'its values lie in another file');
  const dims = dimsOf(fields);
  if (dims === undefined) throw badPb(file, 'its dims are not valid');
  const count = sizeOf(dims);
  const data = dataOf(fields, dtype, count);
  const parts = partsOf(dtype);
  if (data?.length !== count * parts)
    throw badPb(file, `shape [${dims.join(', ')}] takes ${count} values and it holds ${(data?.length ?? 0) / parts}`);
  return { name: textOf(lastOf(fields, FIELD.name)), dtype, dims, data };
}

function typeNumberOf(fields: Fields): number {
  return Number(lastOf(fields, FIELD.dataType)?.varints?.[0] ?? 0n);
}

function dimsOf(fields: Fields): number[] | undefined {
  const varints = (fields.get(FIELD.dims) ?? []).flatMap((field) => field.varints ?? packedVarints(field.bytes));
  const dims = varints.map((dim) => Number(BigInt.asIntN(64, dim)));
  return dims.every((dim) => Number.isSafeInteger(dim) && dim >= 0) ? dims : undefined;
}

function textOf(field: PbField | undefined): string {
  return Buffer.from(field?.bytes ?? new Uint8Array(0)).toString();
}

type Fields = ReadonlyMap<number, readonly PbField[]>;

function lastOf(fields: Fields, number: number): PbField | undefined {
  return fields.get(number)?.at(-1);
}

function packedVarints(bytes: Uint8Array | undefined): readonly bigint[] {
  return readFields(bytes ?? new Uint8Array(0), 'packed')?.get(0)?.[0]?.varints ?? [];
}

/** The field of the elements that are as wide as floats. */
const FIXED_FIELDS: Partial<Record<Dtype, number>> = {
  float32: FIELD.floats,
  complex64: FIELD.floats,
  float64: FIELD.doubles,
  complex128: FIELD.doubles,
};
/** The field of varints that are wider than an int32. */
const WIDE_FIELDS: Partial<Record<Dtype, number>> = {
  int64: FIELD.int64s,
  uint64: FIELD.uint64s,
  uint32: FIELD.uint64s,
};

function dataOf(fields: Fields, dtype: Dtype, count: number): TensorData | undefined {
  const raw = lastOf(fields, FIELD.raw)?.bytes;
  if (dtype === 'string') return (fields.get(FIELD.strings) ?? []).map(textOf);
  if (raw !== undefined) return rawData(raw, dtype, count);
  const fixed = FIXED_FIELDS[dtype];
  if (fixed !== undefined) return fixedData(fields, fixed, dtype);
  const found = fields.get(WIDE_FIELDS[dtype] ?? FIELD.int32s) ?? [];
  return varintData(
    found.flatMap((entry) => entry.varints ?? packedVarints(entry.bytes)),
    dtype,
    count,
  );
}

function rawData(raw: Uint8Array, dtype: Dtype, count: number): TensorData | undefined {
  const bits = PACKED_BITS.get(dtype);
  if (bits !== undefined) return unpack(raw, bits, dtype.startsWith('int'), count);
  const size = ELEMENT_BYTES[dtype] ?? 1;
  return raw.length === count * size ? elementsOf(raw, dtype) : undefined;
}

/** Elements of 2, 4 or 6 bits, the first in the lowest bits. */
function unpack(bytes: Uint8Array, bits: number, signed: boolean, count: number): TensorData | undefined {
  if (bytes.length !== Math.ceil((count * bits) / 8)) return undefined;
  const data = signed ? new Int8Array(count) : new Uint8Array(count);
  for (let index = 0; index < count; index += 1) {
    const [byte, shift] = [Math.floor((index * bits) / 8), (index * bits) % 8];
    const two = (bytes[byte] ?? 0) | ((bytes[byte + 1] ?? 0) << 8);
    const value = (two >> shift) & ((1 << bits) - 1);
    data[index] = signed && value >= 1 << (bits - 1) ? value - (1 << bits) : value;
  }
  return data;
}

function fixedData(fields: Fields, number: number, dtype: Dtype): TensorData | undefined {
  const bytes = Buffer.concat((fields.get(number) ?? []).map((field) => field.bytes ?? new Uint8Array(0)));
  return bytes.length % (ELEMENT_BYTES[dtype] ?? 1) === 0 ? elementsOf(bytes, dtype) : undefined;
}

/** Elements of 6 bits have a varint each, those of 4 and 2 bits share one of 8 bits. */
function packedData(values: readonly bigint[], bits: number, dtype: Dtype, count: number): TensorData | undefined {
  if (bits === 6) return Uint8Array.from(values, (value) => Number(value & 0x3fn));
  const bytes = Uint8Array.from(values, (value) => Number(value & 0xffn));
  return unpack(bytes, bits, dtype.startsWith('int'), count);
}

/** Varints hold int64 values; floats of 16 bits and less stand there as their bits, each in one. */
function varintData(values: readonly bigint[], dtype: Dtype, count: number): TensorData | undefined {
  const bits = PACKED_BITS.get(dtype);
  if (bits !== undefined) return packedData(values, bits, dtype, count);
  if (dtype === 'int64') return BigInt64Array.from(values);
  if (dtype === 'uint64') return BigUint64Array.from(values);
  const numbers = values.map((value) => Number(BigInt.asIntN(64, value)));
  switch (dtype) {
    case 'int32':
      return Int32Array.from(numbers);
    case 'uint32':
      return Uint32Array.from(numbers);
    case 'int16':
      return Int16Array.from(numbers);
    case 'uint16':
    case 'float16':
    case 'bfloat16':
      return Uint16Array.from(numbers);
    case 'int8':
      return Int8Array.from(numbers);
    case 'bool':
      return Uint8Array.from(numbers, (value) => (value === 0 ? 0 : 1));
    default:
      return Uint8Array.from(numbers);
  }
}
