/** Protobuf fields as bytes ("Protocol Buffers Encoding"). */

/** A length-delimited field. */
export function field(number: number, body: Uint8Array): Buffer {
  return Buffer.concat([varint(number * 8 + 2), varint(body.length), body]);
}

export function textField(number: number, text: string): Buffer {
  return field(number, Buffer.from(text, 'utf8'));
}

/** A safe integer, as int64. */
export function integerField(number: number, value: number): Buffer {
  return Buffer.concat([varint(number * 8), int64(value)]);
}

/** A list of safe integers, packed as int64. */
export function integersField(number: number, values: readonly number[]): Buffer {
  return field(number, Buffer.concat(values.map(int64)));
}

/** A number rounded to float32. */
export function floatField(number: number, value: number): Buffer {
  const body = Buffer.alloc(4);
  body.writeFloatLE(value);
  return Buffer.concat([varint(number * 8 + 5), body]);
}

const NEGATIVE_BYTES = 10;

function int64(value: number): Buffer {
  if (value >= 0) return varint(value);
  const bits = BigInt.asUintN(64, BigInt(value));
  return Buffer.from(
    Array.from({ length: NEGATIVE_BYTES }, (_, index) => {
      const seven = Number((bits >> BigInt(7 * index)) & 0x7fn);
      return index === NEGATIVE_BYTES - 1 ? seven : seven | 128;
    }),
  );
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return Buffer.from([...bytes, rest]);
}
