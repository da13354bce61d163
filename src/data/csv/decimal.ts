import { isMissingText } from '../missing';

/** Powers of ten that a double holds exactly. */
const POWERS = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));
const MOST_POWER = POWERS.length - 1;
const EXACT_DIGITS = 15;
/** The smallest number of as many digits. */
const SMALLEST_HIGH = 1e14;
/** Splits a double of 53 bits into two halves of 26. */
const SPLITTER = 2 ** 27 + 1;

/** What moves along the bytes of a row. */
export interface CellCursor {
  /** Where it reads. */
  at: number;
  /** Whether the last cell was a number or a missing marker. */
  readable: boolean;
  /** Line ends of the row. */
  lines: number;
}

/** The bytes that structure a plain numeric file. */
export interface NumericLayout {
  readonly delimiter: number;
  /** The byte of `\n` or `\r`. */
  readonly newline: number;
  readonly decimal: number;
}

const RETURN = 0x0d;
const MINUS = 0x2d;
const PLUS = 0x2b;
const ZERO = 0x30;
const NINE = 0x39;
const LOWER_CASE = 0x20;
const LOWER_E = 0x65;

/**
 * Reads one cell from `cursor.at` on and leaves the cursor behind its last byte. The value is exactly what `Number`
 * makes of the cell's text, NaN for a missing marker. `cursor.readable` is false where it is neither. The bytes have
 * to hold a line end at or behind the cell.
 *
 * Up to 15 digits and a power of ten within 22 are exact in one operation on doubles (W. D. Clinger, "How to read
 * floating point numbers accurately", 1990); most others are within two doubles, the rest goes through `Number`.
 */
export function readCell(bytes: Uint8Array, cursor: CellCursor, layout: NumericLayout): number {
  const start = cursor.at;
  const sign = bytes[start];
  const firstDigit = sign === MINUS || sign === PLUS ? start + 1 : start;
  cursor.at = firstDigit;
  let mantissa = scanDigits(bytes, cursor, 0);
  let digits = cursor.at - firstDigit;
  let exponent = 0;
  if (bytes[cursor.at] === layout.decimal) {
    const firstPlace = ++cursor.at;
    mantissa = scanDigits(bytes, cursor, mantissa);
    exponent = firstPlace - cursor.at;
    digits -= exponent;
  }
  const end = cursor.at;
  if (((bytes[end] ?? 0) | LOWER_CASE) === LOWER_E) exponent += scanExponent(bytes, cursor);
  let value = NaN;
  if (digits > 0 && endsCell(bytes[cursor.at] ?? 0, layout)) {
    value = digits <= EXACT_DIGITS ? scaled(mantissa, exponent) : scaledLong(bytes, firstDigit, end, exponent);
  }
  if (Number.isNaN(value)) {
    cursor.at = start;
    return readSlowly(bytes, cursor, layout);
  }
  cursor.readable = true;
  return sign === MINUS ? -value : value;
}

/** Appends the digits at the cursor to `mantissa` and steps over them. */
function scanDigits(bytes: Uint8Array, cursor: CellCursor, mantissa: number): number {
  let at = cursor.at;
  let value = mantissa;
  for (let byte = bytes[at] ?? 0; byte >= ZERO && byte <= NINE; byte = bytes[++at] ?? 0)
    value = value * 10 + (byte - ZERO);
  cursor.at = at;
  return value;
}

/** Steps over `e`, a sign and digits; NaN where there are no digits, or too many to matter. */
function scanExponent(bytes: Uint8Array, cursor: CellCursor): number {
  const sign = bytes[cursor.at + 1];
  const first = cursor.at + (sign === MINUS || sign === PLUS ? 2 : 1);
  cursor.at = first;
  const value = scanDigits(bytes, cursor, 0);
  const digits = cursor.at - first;
  if (digits === 0 || digits > 3) return NaN;
  return sign === MINUS ? -value : value;
}

/** `mantissa`, an exact whole number, times ten to the `exponent`; NaN where one operation would not be exact. */
function scaled(mantissa: number, exponent: number): number {
  if (exponent === 0) return mantissa;
  if (exponent < 0 && exponent >= -MOST_POWER) return mantissa / (POWERS[-exponent] ?? NaN);
  return exponent > 0 && exponent <= MOST_POWER ? mantissa * (POWERS[exponent] ?? NaN) : NaN;
}

/**
 * More than 15 digits (and a decimal mark, a byte below them all) times ten to the `exponent`, in two halves that are exact;
 * NaN where the sum of two doubles does not tell beyond doubt to which double it rounds.
 */
function scaledLong(bytes: Uint8Array, firstDigit: number, end: number, exponent: number): number {
  let at = firstDigit;
  let high = 0;
  for (; at < end && high < SMALLEST_HIGH; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte >= ZERO) high = high * 10 + (byte - ZERO);
  }
  let low = 0;
  let lowDigits = 0;
  for (; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte < ZERO) continue;
    low = low * 10 + (byte - ZERO);
    lowDigits += 1;
  }
  if (lowDigits === 0) return scaled(high, exponent);
  return lowDigits > EXACT_DIGITS ? NaN : roundedProduct(high, low, POWERS[lowDigits] ?? NaN, exponent);
}

/**
 * (`high` * `shift` + `low`) * 10^`exponent` with twice the digits of a double (T. J. Dekker, "A floating-point
 * technique for extending the available precision", 1971): its error is below 2^-102 of the value.
 */
function roundedProduct(high: number, low: number, shift: number, exponent: number): number {
  const power = POWERS[Math.abs(exponent)];
  if (power === undefined) return NaN;
  const product = high * shift;
  const rest = productError(high, shift, product) + low;
  const whole = product + rest;
  const more = rest - (whole - product);
  const value = exponent < 0 ? whole / power : whole * power;
  const error =
    exponent < 0
      ? (whole - value * power - productError(value, power, value * power) + more) / power
      : productError(whole, power, value) + more * power;
  const doubt = value * 2 ** -100;
  return value + (error - doubt) === value + (error + doubt) ? value + error : NaN;
}

/** What `a * b` lost when it was rounded to `product`. */
function productError(a: number, b: number, product: number): number {
  const aHigh = upperHalf(a);
  const bHigh = upperHalf(b);
  const aLow = a - aHigh;
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

function upperHalf(value: number): number {
  const shifted = value * SPLITTER;
  return shifted - (shifted - value);
}

function endsCell(byte: number, layout: NumericLayout): boolean {
  return byte === layout.delimiter || byte === layout.newline || byte === RETURN;
}

/** Where the cell that begins at `start` ends; the bytes have to hold a line end. */
function cellEnd(bytes: Uint8Array, start: number, layout: NumericLayout): number {
  let at = start;
  while (at < bytes.length && !endsCell(bytes[at] ?? 0, layout)) at += 1;
  return at;
}

function readSlowly(bytes: Uint8Array, cursor: CellCursor, layout: NumericLayout): number {
  const end = cellEnd(bytes, cursor.at, layout);
  const text = latin1(bytes, cursor.at, end);
  cursor.at = end;
  const value = decimalOf(text, layout.decimal === 0x2c ? ',' : '.');
  cursor.readable = value !== undefined || isMissingText(text);
  return value ?? NaN;
}

/** The bytes as text, each one a character: right for the ASCII of numbers. */
export function latin1(bytes: Uint8Array, start: number, end: number): string {
  const buffer = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return buffer.toString('latin1', start, end);
}

const DECIMAL = /^[ \t]*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?[ \t]*$/;
const DECIMAL_COMMA = /^[ \t]*[+-]?(?:\d+(?:,\d*)?|,\d+)(?:[eE][+-]?\d+)?[ \t]*$/;

/** The number that a cell writes in decimal digits with this decimal mark, undefined where it is anything else. */
export function decimalOf(text: string, mark: '.' | ','): number | undefined {
  if (mark === '.') return DECIMAL.test(text) ? Number(text) : undefined;
  return DECIMAL_COMMA.test(text) ? Number(text.replace(',', '.')) : undefined;
}
