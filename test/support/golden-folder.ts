import { buildModel, tensorBytes, type ModelSpec, type TensorSpec } from './onnx-builder';

/** A value of a test_data_set: a tensor, or serialised bytes, or the items of a sequence, or what an optional holds. */
export type ValueFile =
  | TensorSpec
  | Uint8Array
  | { readonly sequence: readonly TensorSpec[] }
  | { readonly optional: TensorSpec | undefined };

/** The files of a golden test in ONNX's own layout, by their paths. */
export function goldenFiles(
  folder: string,
  model: ModelSpec,
  inputs: readonly ValueFile[],
  outputs: readonly ValueFile[],
): Record<string, Uint8Array> {
  const set = `${folder}/test_data_set_0`;
  const files: Record<string, Uint8Array> = { [`${folder}/model.onnx`]: buildModel(model) };
  for (const [index, value] of inputs.entries()) files[`${set}/input_${index}.pb`] = valueBytes(value);
  for (const [index, value] of outputs.entries()) files[`${set}/output_${index}.pb`] = valueBytes(value);
  return files;
}

const TENSOR_VALUE_KEY = 3 * 8 + 2;

/** SequenceProto and OptionalProto have their tensors in the same field. */
function valueBytes(value: ValueFile): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if ('sequence' in value) return Buffer.concat(value.sequence.map(item));
  if ('optional' in value) return value.optional ? item(value.optional) : new Uint8Array(0);
  return tensorBytes(value);
}

/** For tensors of less than 128 bytes. */
function item(tensor: TensorSpec): Uint8Array {
  const body = tensorBytes(tensor);
  if (body.length > 127) throw new RangeError('The tensor is too long for a length of one byte.');
  return Buffer.concat([Uint8Array.of(TENSOR_VALUE_KEY, body.length), body]);
}
