/** Protobuf fields as bytes ("Protocol Buffers Encoding"). */

/** A length-delimited field. */
export function field(number: number, body: Uint8Array): Buffer {
  return Buffer.concat([varint(number * 8 + 2), varint(body.length), body]);
}

export function textField(number: number, text: string): Buffer {
  return field(number, Buffer.from(text, 'utf8'));
}

/** A whole number from 0 to 2^53 - 1. */
export function integerField(number: number, value: number): Buffer {
  return Buffer.concat([varint(number * 8), varint(value)]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return Buffer.from([...bytes, rest]);
}
