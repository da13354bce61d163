import { entry, fields, integer, name } from './fields';
import type { RawSparse, RawTensor } from './raw-model';
import { messageField, type Integer, type MessageRule } from './wire';

/** Payloads of integer tensors up to this size are read: axes, shapes, column indices. */
const SMALL_TENSOR_BYTES = 32 * 1024;
const SMALL_TENSOR_VALUES = SMALL_TENSOR_BYTES / 8;
const INT32 = 6;
const INT64 = 7;
const EXTERNAL = 1;

function addValue(tensor: RawTensor, value: Integer | string): void {
  const values = (tensor.values ??= []);
  if (values.length <= SMALL_TENSOR_VALUES) values.push(value);
}

function addRaw(tensor: RawTensor, bytes: Buffer): void {
  const width = tensor.code === INT64 ? 8 : 4;
  for (let at = 0; at + width <= bytes.length; at += width) {
    if (width === 4) addValue(tensor, bytes.readInt32LE(at));
    else {
      const value = bytes.readBigInt64LE(at);
      const near = Number(value);
      addValue(tensor, Number.isSafeInteger(near) ? near : value);
    }
  }
}

/** Fields come in the order of their numbers from every known writer; a payload before its type is not looked at. */
export const tensorRule: MessageRule<RawTensor> = {
  fields: fields<RawTensor>({
    1: integer((tensor, dim) => tensor.dims.push(dim)),
    2: integer((tensor, code) => (tensor.code = Number(code))),
    5: integer(addValue),
    6: {
      kind: 'bytes',
      limit: () => SMALL_TENSOR_BYTES,
      put: (tensor, bytes) => addValue(tensor, bytes.toString('utf8')),
    },
    7: integer(addValue),
    8: name((tensor, text) => (tensor.name = text)),
    9: {
      kind: 'bytes',
      limit: (tensor) => (tensor.code === INT32 || tensor.code === INT64 ? SMALL_TENSOR_BYTES : -1),
      put: addRaw,
    },
    13: entry((tensor) => tensor.externalEntries),
    14: integer((tensor, location) => (tensor.external = Number(location) === EXTERNAL)),
  }),
  finish: (tensor) => {
    const elements = tensor.dims.reduce<number>((product, dim) => product * Number(dim), 1);
    if (tensor.values?.length !== elements) tensor.values = undefined;
  },
};

export const sparseRule: MessageRule<RawSparse> = {
  fields: fields<RawSparse>({
    1: messageField(
      () => tensorRule,
      (sparse: RawSparse) => sparse.values,
    ),
    2: messageField(
      () => tensorRule,
      (sparse: RawSparse) => sparse.indices,
    ),
  }),
};
