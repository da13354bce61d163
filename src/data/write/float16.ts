import { float16Value } from '../float16';

const EXPONENT_BITS = 10;
const INFINITE = 0x7c00;
const MOST_DIGITS = 5;

const known = new Map<number, number>();

/** The double whose usual text is the shortest decimal that rounds to `value`, a number that half precision holds. */
export function shortestFloat16(value: number): number {
  if (value === 0 || !Number.isFinite(value)) return value;
  let shortest = known.get(value);
  if (shortest === undefined) {
    shortest = Math.sign(value) * shortestOfMagnitude(Math.abs(value));
    known.set(value, shortest);
  }
  return shortest;
}

function shortestOfMagnitude(value: number): number {
  const bits = bitsOfMagnitude(value);
  const below = (value + float16Value(bits - 1)) / 2;
  const next = bits + 1 === INFINITE ? 65536 : float16Value(bits + 1);
  const above = (value + next) / 2;
  const even = (bits & 1) === 0;
  const restores = (candidate: number): boolean =>
    (candidate > below && candidate < above) || (even && (candidate === below || candidate === above));
  for (let digits = 1; digits < MOST_DIGITS; digits++) {
    const scale = Math.floor(Math.log10(value)) - digits + 1;
    const nearest = Number(value.toPrecision(digits));
    const higher = Number(`${Math.round(nearest / 10 ** scale) + 1}e${scale}`);
    if (restores(nearest)) return nearest;
    if (restores(higher)) return higher;
  }
  return Number(value.toPrecision(MOST_DIGITS));
}

function bitsOfMagnitude(value: number): number {
  if (value < 2 ** -14) return value * 2 ** 24;
  const exponent = Math.floor(Math.log2(value));
  return ((exponent + 15) << EXPONENT_BITS) | ((value / 2 ** exponent - 1) * 1024);
}
