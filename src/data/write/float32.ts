/**
 * The shortest decimal that restores a float32, found in double arithmetic: decimals of 6, 7, 8 and 9 digits are
 * tried until one rounds back. At most one decimal of 6 digits lies in the rounding interval of a normal float32,
 * so a shorter one is that one with its trailing zeros dropped, which printing does by itself.
 */
const asFloat = new Float32Array(1);
const asBits = new Uint32Array(asFloat.buffer);

/** Powers of ten that a double holds exactly: products and quotients with them are correctly rounded. */
const POWERS = Array.from({ length: 23 }, (_, exponent) => 10 ** exponent);
const MAX_POWER = POWERS.length - 1;
const FIRST_DIGITS = 6;
const MOST_DIGITS = 9;

/** Per biased binary exponent: the decimal exponent of its smallest value, and the power of ten where the next begins. */
const decimalExponent = new Int8Array(256);
const nextPower = new Float64Array(256);
for (let biased = 1; biased < 255; biased++) {
  const exponent = Number((2 ** (biased - 127)).toExponential().split('e')[1]);
  decimalExponent[biased] = exponent;
  nextPower[biased] = Number(`1e${exponent + 1}`);
}

const DIGIT_0 = 0x30;
const POINT = 0x2e;
const LEADING_ZEROS = ['', '0', '00', '000', '0000', '00000'];

/** The double whose usual text is the shortest decimal that `Math.fround` turns back into `value`, a float32. */
export function shortestFloat32(value: number): number {
  asFloat[0] = value;
  const bits = asBits[0] ?? 0;
  const biased = (bits >>> 23) & 0xff;
  if (biased === 0xff || value === 0) return value;
  const places = FIRST_DIGITS - 1 - exponentOf(value, biased);
  const outside = places > MAX_POWER - (MOST_DIGITS - FIRST_DIGITS) || places < -MAX_POWER;
  if (outside || isUneven(bits)) return searchByDigits(value);
  for (let shift = places; shift <= places + MOST_DIGITS - FIRST_DIGITS; shift++) {
    const candidate = roundAt(value, shift);
    if (Math.fround(candidate) === value) return candidate;
  }
  return searchByDigits(value);
}

/** The shortest decimal that restores `value`, a finite float32, as text; several times faster for probabilities. */
export function float32Text(value: number): string {
  if (!(value >= 1e-6 && value < 1)) return String(shortestFloat32(value));
  asFloat[0] = value;
  const bits = asBits[0] ?? 0;
  if (isUneven(bits)) return String(shortestFloat32(value));
  const exponent = exponentOf(value, (bits >>> 23) & 0xff);
  const first = FIRST_DIGITS - 1 - exponent;
  let digits = 0;
  for (let places = first; places <= first + MOST_DIGITS - FIRST_DIGITS; places++) {
    const power = POWERS[places] ?? NaN;
    digits = Math.round(value * power);
    if (Math.fround(digits / power) === value) return decimalText(digits, places);
  }
  return String(shortestFloat32(value));
}

/** Writes what `float32Text` gives, also for what is not finite, as ASCII at `at`; returns where it ends. */
export function writeFloat32(value: number, target: Uint8Array, at: number): number {
  asFloat[0] = value;
  const bits = asBits[0] ?? 0;
  if (!(value >= 1e-6 && value < 1) || isUneven(bits)) return writeAscii(plainText(value), target, at);
  const first = FIRST_DIGITS - 1 - exponentOf(value, (bits >>> 23) & 0xff);
  for (let places = first; places <= first + MOST_DIGITS - FIRST_DIGITS; places++) {
    const power = POWERS[places] ?? NaN;
    const digits = Math.round(value * power);
    if (Math.fround(digits / power) === value) return writeDecimal(digits, places, target, at);
  }
  return writeAscii(plainText(value), target, at);
}

function plainText(value: number): string {
  return Number.isFinite(value) ? String(shortestFloat32(value)) : String(value);
}

/** `scaled` / 10^`places`, from 0 to 1, without zeros at its end. */
function writeDecimal(scaled: number, places: number, target: Uint8Array, at: number): number {
  let digits = scaled;
  let length = places;
  while (digits % 10 === 0) {
    digits = (digits / 10) | 0;
    length--;
  }
  target[at] = DIGIT_0;
  target[at + 1] = POINT;
  const end = at + 2 + length;
  for (let position = end - 1; position > at + 1; position--) {
    const rest = (digits / 10) | 0;
    target[position] = DIGIT_0 + digits - rest * 10;
    digits = rest;
  }
  return end;
}

/** Writes text of ASCII characters at `at`; returns where it ends. */
export function writeAscii(text: string, target: Uint8Array, at: number): number {
  for (let index = 0; index < text.length; index++) target[at + index] = text.charCodeAt(index);
  return at + text.length;
}

/** Zero, subnormals and powers of two: their rounding interval is not even on both sides, or is wider than 6 digits. */
function isUneven(bits: number): boolean {
  return (bits & 0x7fffff) === 0 || (bits & 0x7f800000) === 0;
}

function exponentOf(value: number, biased: number): number {
  const exponent = decimalExponent[biased] ?? 0;
  return Math.abs(value) >= (nextPower[biased] ?? Infinity) ? exponent + 1 : exponent;
}

function roundAt(value: number, places: number): number {
  const power = POWERS[Math.abs(places)] ?? NaN;
  return places >= 0 ? Math.round(value * power) / power : Math.round(value / power) * power;
}

function decimalText(scaled: number, places: number): string {
  let digits = scaled;
  let length = places;
  while (digits % 10 === 0) {
    digits = (digits / 10) | 0;
    length--;
  }
  const text = String(digits);
  return `0.${LEADING_ZEROS[length - text.length] ?? ''}${text}`;
}

/** The definition itself, for the few values that the fast way leaves out. */
function searchByDigits(value: number): number {
  for (let digits = 1; digits < MOST_DIGITS; digits++) {
    const nearest = value.toExponential(digits - 1);
    if (Math.fround(Number(nearest)) === value) return Number(nearest);
    const above = neighbourAbove(nearest, digits);
    if (Math.fround(above) === value) return above;
  }
  return Number(value.toExponential(MOST_DIGITS - 1));
}

/** The next decimal of as many digits, farther from zero: the interval of a power of two is wider on that side. */
function neighbourAbove(text: string, digits: number): number {
  const [mantissa = '', exponent = ''] = text.split('e');
  const scaled = BigInt(mantissa.replace('.', ''));
  const next = scaled < 0n ? scaled - 1n : scaled + 1n;
  return Number(`${next}e${Number(exponent) - (digits - 1)}`);
}
