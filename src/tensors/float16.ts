/** Half precision (IEEE 754 binary16) by its bits: the runtime takes it so, and not every JavaScript has Float16Array. */

const double = new DataView(new ArrayBuffer(8));

/** Bits of the half nearest to `value`, ties to even; too large a value gives an infinity. */
export function float16Bits(value: number): number {
  double.setFloat64(0, value);
  const high = double.getUint32(0);
  const sign = (high >>> 16) & 0x8000;
  const magnitude = Math.abs(value);
  if (Number.isNaN(value)) return 0x7e00;
  if (magnitude >= 65520) return sign | 0x7c00;
  const exponent = Math.max(-14, ((high >>> 20) & 0x7ff) - 1023);
  const steps = roundHalfToEven(magnitude * 2 ** (10 - exponent));
  return sign | (((exponent + 14) << 10) + steps);
}

/** The number that the 16 bits stand for. */
export function float16Value(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >>> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1024 + fraction) * 2 ** (exponent - 25);
}

function roundHalfToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
}
