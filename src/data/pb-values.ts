import { dataError } from './fail';
import { readTensor } from './pb';
import { readFields } from './pb-fields';
import type { NamedTensor } from '../contract/tensor';

/** A value as `test_data_set` files hold it: a TensorProto, SequenceProto or OptionalProto. */
export type PbValue =
  | { readonly kind: 'tensor'; readonly tensor: NamedTensor }
  | { readonly kind: 'sequence'; readonly items: readonly PbValue[] }
  | { readonly kind: 'optional'; readonly value?: PbValue };

/** The type that the model declares: it decides how the bytes are read. */
export type PbType = { readonly kind: 'tensor' } | { readonly kind: 'sequence' | 'optional'; readonly element: PbType };

/** Field numbers of `SequenceProto` and `OptionalProto` by what a value is; the same in both. */
const VALUE_FIELDS = { tensor: 3, sequence: 5, optional: 7 } as const;

/** Reads a serialised value of a declared type. Throws WorkbenchError `bad-pb`. */
export function readPbValue(bytes: Uint8Array, type: PbType, file: string): PbValue {
  if (type.kind === 'tensor') return { kind: 'tensor', tensor: readTensor(bytes, file) };
  const fields = readFields(bytes);
  if (!fields)
    throw dataError({ code: 'bad-pb', message: `${file} is no ${type.kind} of ONNX, or is truncated.`, file });
  const items = (fields.get(VALUE_FIELDS[type.element.kind]) ?? []).map((field) =>
    readPbValue(field.bytes ?? new Uint8Array(0), type.element, file),
  );
  if (type.kind === 'sequence') return { kind: 'sequence', items };
  const value = items.at(-1);
  return value ? { kind: 'optional', value } : { kind: 'optional' };
}
