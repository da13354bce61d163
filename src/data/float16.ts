const bits = new DataView(new ArrayBuffer(8));

/** Bits of the IEEE 754 half precision number nearest to `value`, ties to even; too large a value gives an infinity. */
export function float16Bits(value: number): number {
  bits.setFloat64(0, value);
  const sign = bits.getUint16(0) & 0x8000;
  const size = Math.abs(value);
  if (Number.isNaN(value)) return 0x7e00;
  if (size >= 65520) return sign | 0x7c00;
  const exponent = size < 2 ** -14 ? -14 : ((bits.getUint16(0) & 0x7ff0) >>> 4) - 1023;
  return sign | (((exponent + 14) << 10) + nearestEven(size * 2 ** (10 - exponent)));
}

function nearestEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  return rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below;
}
