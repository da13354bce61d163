import { dataError } from './fail';
import { ELEMENT_BYTES, elementsOf, sizeOf } from './elements';
import { readFields } from './pb-fields';
import { wideFloats } from './small-floats';
import { tensorTable } from './tensor-table';
import { dtypeOfCode } from '../contract/element-types';
import type { Dtype } from '../contract/dtype';
import type { NamedTensor, TensorData } from '../contract/tensor';
import type { RandomBytes } from './bytes/random';
import type { PbField } from './pb-fields';
import type { TableSource } from './table';

/** Dtypes whose elements this reader does not lay out. */
const UNREAD: ReadonlySet<Dtype> = new Set<Dtype>(['complex64', 'complex128']);

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

/** A serialised TensorProto; float4 as its codes in a Uint8Array, one an element. Throws WorkbenchError `bad-pb`. */
export function readTensor(bytes: Uint8Array, file: string): NamedTensor {
  const fields = readFields(bytes);
  if (fields === undefined || fields.size === 0)
    throw badPb(file, 'it is not a serialised TensorProto, or is truncated');
  const typeNumber = typeNumberOf(fields);
  const dtype = dtypeOfCode(typeNumber);
  if (dtype === undefined || UNREAD.has(dtype)) throw badPb(file, `its data type ${typeNumber} is not supported`);
  if (fields.has(FIELD.external)) throw badPb(file, 'its values lie in another file');
  const dims = dimsOf(fields);
  if (dims === undefined) throw badPb(file, 'its dims are not valid');
  const count = sizeOf(dims);
  const data = dataOf(fields, dtype, count);
  if (data?.length !== count)
    throw badPb(file, `shape [${dims.join(', ')}] takes ${count} values and it holds ${data?.length ?? 0}`);
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

function dataOf(fields: Fields, dtype: Dtype, count: number): TensorData | undefined {
  const raw = lastOf(fields, FIELD.raw)?.bytes;
  if (dtype === 'string') return (fields.get(FIELD.strings) ?? []).map(textOf);
  if (raw !== undefined) return rawData(raw, dtype, count);
  if (dtype === 'float32') return fixedData(fields, FIELD.floats, dtype);
  if (dtype === 'float64') return fixedData(fields, FIELD.doubles, dtype);
  const field =
    dtype === 'int64' ? FIELD.int64s : dtype === 'uint64' || dtype === 'uint32' ? FIELD.uint64s : FIELD.int32s;
  const values = (fields.get(field) ?? []).flatMap((entry) => entry.varints ?? packedVarints(entry.bytes));
  return varintData(values, dtype, count);
}

/** Bits per element of the dtypes that share a byte. */
const PACKED_BITS = new Map<Dtype, number>([
  ['uint4', 4],
  ['int4', 4],
  ['float4e2m1', 4],
  ['uint2', 2],
  ['int2', 2],
]);

function rawData(raw: Uint8Array, dtype: Dtype, count: number): TensorData | undefined {
  const bits = PACKED_BITS.get(dtype);
  if (bits !== undefined) return unpack(raw, bits, dtype.startsWith('int'), count);
  const size = ELEMENT_BYTES[dtype] ?? 1;
  return raw.length === count * size ? elementsOf(raw, dtype) : undefined;
}

/** Elements of 2 or 4 bits, the first in the lowest bits of a byte. */
function unpack(bytes: Uint8Array, bits: number, signed: boolean, count: number): TensorData | undefined {
  const perByte = 8 / bits;
  if (bytes.length !== Math.ceil(count / perByte)) return undefined;
  const data = signed ? new Int8Array(count) : new Uint8Array(count);
  for (let index = 0; index < count; index += 1) {
    const byte = bytes[Math.floor(index / perByte)] ?? 0;
    const value = (byte >> ((index % perByte) * bits)) & ((1 << bits) - 1);
    data[index] = signed && value >= 1 << (bits - 1) ? value - (1 << bits) : value;
  }
  return data;
}

function fixedData(fields: Fields, number: number, dtype: Dtype): TensorData | undefined {
  const bytes = Buffer.concat((fields.get(number) ?? []).map((field) => field.bytes ?? new Uint8Array(0)));
  return bytes.length % (ELEMENT_BYTES[dtype] ?? 1) === 0 ? elementsOf(bytes, dtype) : undefined;
}

/** Varints hold int64 values; float16, bfloat16 and float8 stand there as their bits, 4-bit values packed in bytes. */
function varintData(values: readonly bigint[], dtype: Dtype, count: number): TensorData | undefined {
  const bits = PACKED_BITS.get(dtype);
  if (bits !== undefined)
    return unpack(
      Uint8Array.from(values, (value) => Number(value & 0xffn)),
      bits,
      dtype.startsWith('int'),
      count,
    );
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
