import { dtypeOfCode } from '../../contract/element-types';
import { fields, integer, name } from '../proto/fields';
import { widthOf } from '../structure/content';
import { elementReader } from '../structure/elements';
import { decodeMessage } from '../proto/decode-message';
import { messageField, WireError, type ByteSource, type MessageRule } from '../proto/wire';

/** Values of one list that are read: the nodes of eight thousand trees of five hundred nodes. */
const MOST_VALUES = 4_000_000;
const MOST_BYTES = 8 * MOST_VALUES;
const TEXT_BYTES = 1024;

/** An attribute with all of its values; `RawAttribute` keeps the first ones of long lists, and no floats. */
export interface AttributeValues {
  readonly name: string;
  /** Of a number, a list of numbers or a tensor; 64-bit integers are rounded. */
  readonly numbers: readonly number[];
  readonly texts: readonly string[];
  /** Whether there are more values than are read. */
  readonly cut: boolean;
}

interface Reading {
  name: string;
  readonly numbers: number[];
  readonly texts: string[];
  /** Element type of a tensor, and its values where they are raw. */
  code: number;
  raw: Buffer | undefined;
  cut: boolean;
}

function add<V>(one: Reading, list: V[], value: V): void {
  if (list.length < MOST_VALUES) list.push(value);
  else one.cut = true;
}

const addFloat = {
  kind: 'float',
  put: (one: Reading, value: number) => add(one, one.numbers, value),
} as const;
const addInteger = integer<Reading>((one, value) => add(one, one.numbers, Number(value)));

function limitOf(one: Reading, most: number): number {
  return one.cut ? -1 : most;
}

const tensorRule: MessageRule<Reading> = {
  fields: fields<Reading>({
    2: integer((one, code) => (one.code = Number(code))),
    4: addFloat,
    5: addInteger,
    7: addInteger,
    9: {
      kind: 'bytes',
      limit: (one) => limitOf(one, MOST_BYTES),
      put: (one, bytes) => (one.raw = Buffer.from(bytes)),
    },
    // Doubles come packed from every writer.
    10: {
      kind: 'bytes',
      limit: (one) => limitOf(one, MOST_BYTES),
      put: (one, bytes) => {
        for (let at = 0; at + 8 <= bytes.length; at += 8) add(one, one.numbers, bytes.readDoubleLE(at));
      },
    },
  }),
};

const rule: MessageRule<Reading> = {
  fields: fields<Reading>({
    1: name((one, text) => (one.name = text)),
    2: addFloat,
    3: addInteger,
    4: { kind: 'bytes', limit: () => TEXT_BYTES, put: (one, bytes) => add(one, one.texts, bytes.toString('latin1')) },
    5: messageField(
      () => tensorRule,
      (one: Reading) => one,
    ),
    7: addFloat,
    8: addInteger,
    9: {
      kind: 'bytes',
      limit: (one) => limitOf(one, TEXT_BYTES),
      put: (one, bytes) => add(one, one.texts, bytes.toString('latin1')),
    },
  }),
};

/** All values of an AttributeProto that is no graph; of a damaged one those before the damage, as if it were cut. */
export async function readAttribute(source: ByteSource): Promise<AttributeValues> {
  const one: Reading = { name: '', numbers: [], texts: [], code: 0, raw: undefined, cut: false };
  try {
    await decodeMessage(source, rule, one);
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    one.cut = true;
  }
  if (one.raw) addRaw(one, one.raw);
  return one;
}

function addRaw(one: Reading, raw: Buffer): void {
  const read = elementReader(dtypeOfCode(one.code));
  const width = widthOf(one.code);
  if (!read || width === undefined) return;
  for (let at = 0; at + width <= raw.length; at += width) add(one, one.numbers, read(raw, at));
}
