/** A field of a serialised protobuf message ("Protocol Buffers Encoding"). */
export interface Field {
  readonly number: number;
  /** With its key. */
  readonly whole: Uint8Array;
  /** Of a length-delimited field. */
  readonly body?: Uint8Array;
}

/** The fields of a serialised message in their order, undecoded. Throws RangeError where the bytes are no message. */
export function* fieldsOf(bytes: Uint8Array): Generator<Field> {
  for (let at = 0; at < bytes.length;) {
    const key = varint(bytes, at);
    const number = Math.floor(key.value / 8);
    const end = endOf(bytes, key.value % 8, key.end);
    if (end.at > bytes.length) throw new RangeError('The model ends inside a field.');
    const whole = bytes.subarray(at, end.at);
    yield end.body === undefined ? { number, whole } : { number, whole, body: bytes.subarray(end.body, end.at) };
    at = end.at;
  }
}

/** The text of a length-delimited field; '' where there is none. */
export function textOf(field: Field | undefined): string {
  return Buffer.from(field?.body ?? new Uint8Array(0)).toString('utf8');
}

/** The numbers of a field of int64, packed or not; those beyond 2^53 lose their last digits. */
export function integersOf({ whole, body }: Field): readonly number[] {
  if (body === undefined) return [signed(whole, varint(whole, 0).end)];
  const numbers: number[] = [];
  for (let at = 0; at < body.length; at = varint(body, at).end) numbers.push(signed(body, at));
  return numbers;
}

const BITS = 64;

function signed(bytes: Uint8Array, start: number): number {
  const { end } = varint(bytes, start);
  let value = 0n;
  for (let at = end - 1; at >= start; at--) value = (value << 7n) | BigInt((bytes[at] ?? 0) & 0x7f);
  return Number(BigInt.asIntN(BITS, value));
}

function endOf(bytes: Uint8Array, wireType: number, at: number): { readonly at: number; readonly body?: number } {
  switch (wireType) {
    case 0:
      return { at: varint(bytes, at).end };
    case 1:
      return { at: at + 8 };
    case 2: {
      const length = varint(bytes, at);
      return { at: length.end + length.value, body: length.end };
    }
    case 5:
      return { at: at + 4 };
    default:
      throw new RangeError(`The model has a field of wire type ${wireType}.`);
  }
}

const LONGEST_VARINT = 10;

/** Values beyond 2^53 lose their last digits: only keys and lengths are looked at. */
function varint(bytes: Uint8Array, start: number): { readonly value: number; readonly end: number } {
  let value = 0;
  for (let index = 0; index < LONGEST_VARINT; index++) {
    const byte = bytes[start + index];
    if (byte === undefined) break;
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return { value, end: start + index + 1 };
  }
  throw new RangeError('The model holds a number that does not end.');
}
