/** One occurrence of a field: numbers of a varint, or bytes of anything else. */
export interface PbField {
  readonly varints?: readonly bigint[];
  readonly bytes?: Uint8Array;
}

/**
 * The fields of a protobuf message by number ("Protocol Buffers Encoding"). Undefined where the bytes are no message.
 * With `packed` the bytes are varints one after another, returned as the single entry of field 0.
 */
export function readFields(
  bytes: Uint8Array,
  form: 'message' | 'packed' = 'message',
): Map<number, PbField[]> | undefined {
  const reader = { bytes, at: 0 };
  return form === 'packed' ? packed(reader) : message(reader);
}

interface Reader {
  readonly bytes: Uint8Array;
  at: number;
}

function packed(reader: Reader): Map<number, PbField[]> | undefined {
  const varints: bigint[] = [];
  while (reader.at < reader.bytes.length) {
    const value = varint(reader);
    if (value === undefined) return undefined;
    varints.push(value);
  }
  return new Map([[0, [{ varints }]]]);
}

function message(reader: Reader): Map<number, PbField[]> | undefined {
  const fields = new Map<number, PbField[]>();
  while (reader.at < reader.bytes.length) {
    const tag = varint(reader);
    if (tag === undefined || tag < 8n || tag > 0xffffffffn) return undefined;
    const field = fieldOf(reader, Number(tag & 7n));
    if (field === undefined) return undefined;
    const number = Number(tag >> 3n);
    const seen = fields.get(number);
    if (seen === undefined) fields.set(number, [field]);
    else seen.push(field);
  }
  return fields;
}

function fieldOf(reader: Reader, wireType: number): PbField | undefined {
  if (wireType === 0) {
    const value = varint(reader);
    return value === undefined ? undefined : { varints: [value] };
  }
  const length = wireType === 1 ? 8 : wireType === 5 ? 4 : wireType === 2 ? lengthOf(reader) : undefined;
  if (length === undefined || reader.at + length > reader.bytes.length) return undefined;
  reader.at += length;
  return { bytes: reader.bytes.subarray(reader.at - length, reader.at) };
}

function lengthOf(reader: Reader): number | undefined {
  const length = varint(reader);
  return length === undefined || length > 0x7fffffffn ? undefined : Number(length);
}

const LONGEST_VARINT = 10;

function varint(reader: Reader): bigint | undefined {
  let value = 0n;
  for (let index = 0; index < LONGEST_VARINT; index += 1) {
    const byte = reader.bytes[reader.at];
    if (byte === undefined) return undefined;
    reader.at += 1;
    value |= BigInt(byte & 0x7f) << BigInt(7 * index);
    if (byte < 0x80) return BigInt.asUintN(64, value);
  }
  return undefined;
}
