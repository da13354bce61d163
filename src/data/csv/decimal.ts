import { isMissingText } from '../missing';

/** Powers of ten that a double holds exactly. */
const POWERS = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));
const EXACT_DIGITS = 15;

/** What `readCell` moves along: where it reads, and whether the last cell was a number or a missing marker. */
export interface CellCursor {
  at: number;
  readable: boolean;
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

/**
 * Reads one cell from `cursor.at` on and leaves the cursor behind its last byte. The value is exactly what `Number`
 * makes of the cell's text, NaN for a missing marker. `cursor.readable` is false where it is neither. The bytes have
 * to hold a line end at or behind the cell.
 *
 * Up to 15 digits and a power of ten within 22 are exact in one operation on doubles (W. D. Clinger, "How to read
 * floating point numbers accurately", 1990); everything else goes through `Number`.
 */
export function readCell(bytes: Uint8Array, cursor: CellCursor, layout: NumericLayout): number {
  const start = cursor.at;
  const sign = bytes[start];
  const firstDigit = sign === MINUS || sign === PLUS ? start + 1 : start;
  cursor.at = firstDigit;
  let mantissa = scanDigits(bytes, cursor, 0);
  let digits = cursor.at - firstDigit;
  let places = 0;
  if (bytes[cursor.at] === layout.decimal) {
    const firstPlace = ++cursor.at;
    mantissa = scanDigits(bytes, cursor, mantissa);
    places = cursor.at - firstPlace;
    digits += places;
  }
  if (digits > EXACT_DIGITS || digits === 0 || !endsCell(bytes[cursor.at] ?? 0, layout)) {
    cursor.at = start;
    return readSlowly(bytes, cursor, layout);
  }
  cursor.readable = true;
  const value = places === 0 ? mantissa : mantissa / (POWERS[places] ?? 1);
  return sign === MINUS ? -value : value;
}

/** Appends the digits at the cursor to `mantissa` and steps over them. */
function scanDigits(bytes: Uint8Array, cursor: CellCursor, mantissa: number): number {
  let at = cursor.at;
  let value = mantissa;
  for (let byte = bytes[at] ?? 0; byte >= 0x30 && byte <= 0x39; byte = bytes[++at] ?? 0)
    value = value * 10 + (byte - 0x30);
  cursor.at = at;
  return value;
}

function endsCell(byte: number, layout: NumericLayout): boolean {
  return byte === layout.delimiter || byte === layout.newline || byte === RETURN;
}

/** Where the cell that begins at `start` ends; the bytes have to hold a line end. */
export function cellEnd(bytes: Uint8Array, start: number, layout: NumericLayout): number {
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
