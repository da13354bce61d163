import { TELLING, type Chance } from './mutations';

/** A field of a protobuf message: a varint, or the bytes of anything else. */
interface Field {
  readonly number: number;
  readonly wire: number;
  readonly value: bigint | Buffer;
}

const LENGTH_DELIMITED = 2;
const FIXED_BYTES: ReadonlyMap<number, number> = new Map([
  [1, 8],
  [5, 4],
]);

/**
 * A message with one to three fields changed somewhere in its depth, and all lengths around them right again: dropped,
 * repeated, moved, renumbered, with another number, name or type, or nested in itself.
 */
export function mutateMessage(message: Uint8Array, chance: Chance): Buffer {
  let mutated: Buffer = Buffer.from(message);
  const texts = textsOf(mutated);
  for (let left = 1 + chance.below(3); left > 0; left -= 1) mutated = changed(mutated, chance, texts, 0);
  return mutated;
}

const NAMES = ['', '__proto__', '../secret.bin', '/etc/passwd', 'C:\\secret.bin', 'x'.repeat(70_000), 'a\0b', '<b>&'];

function changed(message: Buffer, chance: Chance, texts: readonly string[], depth: number): Buffer {
  const fields = fieldsOf(message);
  if (!fields || fields.length === 0) return message;
  const at = chance.below(fields.length);
  const field = fields[at];
  if (!field) return message;
  const { value } = field;
  const isMessage = value instanceof Buffer && (fieldsOf(value)?.length ?? 0) > 0 && depth < 8;
  if (isMessage && chance.below(5) > 0)
    return bytesOf(fields.with(at, { ...field, value: changed(value, chance, texts, depth + 1) }));
  return bytesOf(fields.toSpliced(at, 1, ...replacements(field, fields, chance, texts)));
}

/** What takes the place of a field. */
function replacements(field: Field, all: readonly Field[], chance: Chance, texts: readonly string[]): Field[] {
  switch (chance.below(6)) {
    case 0:
      return [];
    case 1:
      return Array.from({ length: 2 + chance.below(20) }, () => field);
    case 2:
      return [all[chance.below(all.length)] ?? field, field];
    case 3:
      return [{ ...field, number: 1 + chance.below(16) }];
    case 4:
      return [nested(field, 1 + chance.below(150))];
    default:
      return [revalued(field, chance, texts)];
  }
}

function revalued(field: Field, chance: Chance, texts: readonly string[]): Field {
  if (typeof field.value === 'bigint') {
    const value = chance.below(2) === 0 ? BigInt(chance.below(24)) : chance.of(TELLING);
    return { ...field, value };
  }
  if (field.wire !== LENGTH_DELIMITED) return field;
  const names = [...texts, ...NAMES];
  return { ...field, value: Buffer.from(names[chance.below(names.length)] ?? '') };
}

/** The field in itself, so many times. */
function nested(field: Field, times: number): Field {
  let inner = field;
  for (let left = times; left > 0; left -= 1)
    inner = { number: field.number, wire: LENGTH_DELIMITED, value: bytesOf([inner]) };
  return inner;
}

function textsOf(message: Buffer, depth = 0): string[] {
  return (fieldsOf(message) ?? []).flatMap(({ value }) => {
    if (!(value instanceof Buffer)) return [];
    const text = value.toString('latin1');
    const own = /^[\w./:-]{1,64}$/.test(text) ? [text] : [];
    return depth < 8 ? [...own, ...textsOf(value, depth + 1)] : own;
  });
}

/** Undefined where the bytes are no message. */
function fieldsOf(bytes: Buffer): Field[] | undefined {
  const fields: Field[] = [];
  const reader = { bytes, at: 0 };
  while (reader.at < bytes.length) {
    const key = varint(reader);
    const field = key === undefined || key < 8n || key >= 2n ** 32n ? undefined : fieldAt(reader, Number(key));
    if (!field) return undefined;
    fields.push(field);
  }
  return fields;
}

interface Reader {
  readonly bytes: Buffer;
  at: number;
}

function fieldAt(reader: Reader, key: number): Field | undefined {
  const [number, wire] = [Math.floor(key / 8), key % 8];
  const first = wire === 0 || wire === LENGTH_DELIMITED ? varint(reader) : BigInt(FIXED_BYTES.get(wire) ?? -1);
  if (first === undefined || first < 0n) return undefined;
  if (wire === 0) return { number, wire, value: first };
  const end = reader.at + Number(first);
  if (end > reader.bytes.length) return undefined;
  const value = reader.bytes.subarray(reader.at, end);
  reader.at = end;
  return { number, wire, value };
}

function varint(reader: Reader): bigint | undefined {
  let value = 0n;
  for (let index = 0n; index < 10n; index += 1n) {
    const byte = reader.bytes[reader.at++];
    if (byte === undefined) return undefined;
    value |= BigInt(byte & 127) << (7n * index);
    if (byte < 128) return value;
  }
  return undefined;
}

function bytesOf(fields: readonly Field[]): Buffer {
  return Buffer.concat(
    fields.flatMap(({ number, wire, value }) => {
      const key = written(BigInt(number * 8 + wire));
      if (typeof value === 'bigint') return [key, written(value)];
      return wire === LENGTH_DELIMITED ? [key, written(BigInt(value.length)), value] : [key, value];
    }),
  );
}

function written(value: bigint): Buffer {
  const digits: number[] = [];
  let rest = BigInt.asUintN(64, value);
  for (; rest > 127n; rest >>= 7n) digits.push(Number(rest & 127n) | 128);
  return Buffer.from([...digits, Number(rest)]);
}
