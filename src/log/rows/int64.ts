const HIGH = 2 ** 32;

/** int64 values of safe integers, made without a BigInt per value. */
export function toInt64(length: number, at: (index: number) => number): BigInt64Array {
  const words = new Int32Array(2 * length);
  for (let index = 0; index < length; index += 1) {
    const value = at(index);
    const high = Math.floor(value / HIGH);
    words[2 * index] = value - high * HIGH;
    words[2 * index + 1] = high;
  }
  return new BigInt64Array(words.buffer);
}

/** The numbers of int64 values that are safe integers. */
export function fromInt64(values: BigInt64Array): number[] {
  const words = new Int32Array(values.buffer, values.byteOffset, 2 * values.length);
  return Array.from({ length: values.length }, (_, index) => {
    return (words[2 * index + 1] ?? 0) * HIGH + ((words[2 * index] ?? 0) >>> 0);
  });
}
