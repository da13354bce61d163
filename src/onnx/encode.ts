/** Protobuf fields as bytes ("Protocol Buffers Encoding"). */

/** A length-delimited field. */
export function field(number: number, body: Uint8Array): Buffer {
  return Buffer.concat([varint(number * 8 + 2), varint(body.length), body]);
}

export function textField(number: number, text: string): Buffer {
  return field(number, Buffer.from(text, 'utf8'));
}

/** A safe integer or int64. */
export function integerField(number: number, value: number | bigint): Buffer {
  return Buffer.concat([varint(number * 8), int64(value)]);
}

/** A list of safe integers, packed. */
export function integersField(number: number, values: readonly number[]): Buffer {
  return field(number, Buffer.concat(values.map(int64)));
}

/** A number rounded to float32. */
export function floatField(number: number, value: number): Buffer {
  const body = Buffer.alloc(4);
  body.writeFloatLE(value);
  return Buffer.concat([varint(number * 8 + 5), body]);
}

function int64(value: number | bigint): Buffer {
  if (typeof value === 'number' && value >= 0) return varint(value);
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return Buffer.from([...bytes, Number(rest)]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return Buffer.from([...bytes, rest]);
}
