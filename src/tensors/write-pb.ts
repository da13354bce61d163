import { codeOfDtype } from '../contract/element-types';
import type { Dtype } from '../contract/dtype';
import type { NamedTensor, TensorData } from '../contract/tensor';
import { PACKED_BITS } from '../data/elements';
import { MAP_FIELDS, VALUE_FIELDS, type PbMap, type PbValue } from '../data/pb-values';
import { field, integerField, textField } from '../onnx/encode';

/** Field numbers of `TensorProto`. */
const TENSOR = { dims: 1, code: 2, strings: 6, name: 8, raw: 9 } as const;

/** Field and numbers by which `SequenceProto` and `OptionalProto` say what they hold. */
const ELEMENT_TYPE = 2;
const ELEMENT_TYPES = { tensor: 1, sequence: 3, map: 4, optional: 5 } as const;

/** A serialised TensorProto, SequenceProto, OptionalProto or MapProto, as in the files of a `test_data_set`. */
export function pbBytes(value: PbValue): Uint8Array {
  switch (value.kind) {
    case 'tensor':
      return tensorBytes(value.tensor);
    case 'sequence':
      return listBytes(value.items);
    case 'optional':
      return listBytes(value.value ? [value.value] : []);
    case 'map':
      return mapBytes(value);
  }
}

function listBytes(items: readonly PbValue[]): Uint8Array {
  const [first] = items;
  return Buffer.concat([
    ...(first ? [integerField(ELEMENT_TYPE, ELEMENT_TYPES[first.kind])] : []),
    ...items.map((item) => field(VALUE_FIELDS[item.kind], pbBytes(item))),
  ]);
}

function mapBytes({ keys, values }: PbMap): Uint8Array {
  const texts = keys.filter((key) => typeof key === 'string');
  const integers = keys.filter((key) => typeof key === 'bigint');
  return Buffer.concat([
    integerField(MAP_FIELDS.keyType, codeOfDtype(texts.length > 0 ? 'string' : 'int64')),
    ...integers.map((key) => integerField(MAP_FIELDS.keys, key)),
    ...texts.map((text) => textField(MAP_FIELDS.stringKeys, text)),
    field(MAP_FIELDS.values, listBytes(values)),
  ]);
}

function tensorBytes({ name, dtype, dims, data }: NamedTensor): Uint8Array {
  return Buffer.concat([
    ...dims.map((dim) => integerField(TENSOR.dims, dim)),
    integerField(TENSOR.code, codeOfDtype(dtype)),
    ...(Array.isArray(data) ? data.map((text) => textField(TENSOR.strings, text)) : []),
    ...(name === '' ? [] : [textField(TENSOR.name, name)]),
    ...(Array.isArray(data) ? [] : [field(TENSOR.raw, rawBytes(dtype, data))]),
  ]);
}

/** Little-endian, as every platform of the runtime is. */
function rawBytes(dtype: Dtype, data: Exclude<TensorData, string[]>): Uint8Array {
  const bits = PACKED_BITS.get(dtype);
  if (bits === undefined) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return packed(Array.from(data as Uint8Array | Int8Array), bits);
}

/** Elements of 2, 4 or 6 bits, the first in the lowest bits. */
function packed(values: readonly number[], bits: number): Uint8Array {
  const bytes = new Uint8Array(Math.ceil((values.length * bits) / 8));
  for (const [index, value] of values.entries()) {
    const [byte, shift] = [Math.floor((index * bits) / 8), (index * bits) % 8];
    const two = (value & ((1 << bits) - 1)) << shift;
    bytes[byte] = (bytes[byte] ?? 0) | (two & 0xff);
    if (byte + 1 < bytes.length) bytes[byte + 1] = two >> 8;
  }
  return bytes;
}
