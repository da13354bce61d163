import { dataError } from './fail';
import { readTensor } from './pb';
import { readFields, type PbField } from './pb-fields';
import type { NamedTensor } from '../contract/tensor';

/** A value as `test_data_set` files hold it: a TensorProto, SequenceProto, OptionalProto or MapProto. */
export type PbValue =
  | { readonly kind: 'tensor'; readonly tensor: NamedTensor }
  | { readonly kind: 'sequence'; readonly items: readonly PbValue[] }
  | { readonly kind: 'optional'; readonly value?: PbValue }
  | PbMap;

/** Keys and values in their order, as many of these as of those. */
export interface PbMap {
  readonly kind: 'map';
  readonly keys: readonly (bigint | string)[];
  readonly values: readonly PbValue[];
}

/** The type that the model declares: it decides how the bytes are read. */
export type PbType =
  { readonly kind: 'tensor' } | { readonly kind: 'sequence' | 'optional' | 'map'; readonly element: PbType };

/** Field numbers of `SequenceProto` and `OptionalProto` by what a value is; the same in both. */
export const VALUE_FIELDS = { tensor: 3, sequence: 5, map: 6, optional: 7 } as const;

/** Field numbers of `MapProto`. */
export const MAP_FIELDS = { keyType: 2, keys: 3, stringKeys: 4, values: 5 } as const;

/** Reads a serialised value of a declared type. Throws WorkbenchError `bad-pb`. */
export function readPbValue(bytes: Uint8Array, type: PbType, file: string): PbValue {
  if (type.kind === 'tensor') return { kind: 'tensor', tensor: readTensor(bytes, file) };
  const fields = readFields(bytes);
  if (!fields) throw badValue(file, type.kind);
  if (type.kind === 'map') return readMap(fields, type.element, file);
  const items = (fields.get(VALUE_FIELDS[type.element.kind]) ?? []).map((field) =>
    readPbValue(field.bytes ?? new Uint8Array(0), type.element, file),
  );
  if (type.kind === 'sequence') return { kind: 'sequence', items };
  const value = items.at(-1);
  return value ? { kind: 'optional', value } : { kind: 'optional' };
}

function readMap(fields: ReadonlyMap<number, readonly PbField[]>, element: PbType, file: string): PbMap {
  const integers = (fields.get(MAP_FIELDS.keys) ?? []).flatMap(
    ({ varints, bytes }) => varints ?? readFields(bytes ?? new Uint8Array(0), 'packed')?.get(0)?.[0]?.varints ?? [],
  );
  const texts = (fields.get(MAP_FIELDS.stringKeys) ?? []).map(({ bytes }) =>
    Buffer.from(bytes ?? new Uint8Array(0)).toString(),
  );
  const keys = [...integers.map((key) => BigInt.asIntN(64, key)), ...texts];
  const sequence = fields.get(MAP_FIELDS.values)?.at(-1)?.bytes ?? new Uint8Array(0);
  const values = readPbValue(sequence, { kind: 'sequence', element }, file);
  if (values.kind !== 'sequence' || values.items.length !== keys.length) throw badValue(file, 'map');
  return { kind: 'map', keys, values: values.items };
}

function badValue(file: string, kind: PbType['kind']): Error {
  return dataError({ code: 'bad-pb', message: `${file} is no ${kind} of ONNX, or is truncated.`, file });
}
