const ZERO = 0x30;
const NINE = 0x39;
const MINUS = 0x2d;
const PLUS = 0x2b;
const POINT = 0x2e;
const UPPER_E = 0x45;
const LOWER_E = 0x65;

/** Decimals of up to this many digits come back from float64 as they are, unless they have needless zeros. */
const SAFE_DIGITS = 15;
/** JavaScript writes smaller numbers with an exponent. */
const SMALLEST_PLAIN = 1e-6;

/**
 * Whether the cell's bytes are what JavaScript writes for its number (-0 as "-0"). Decided by the look of the digits
 * where possible, because writing a number costs ten times as much as looking at it.
 */
export function isShortestText(bytes: Uint8Array, start: number, end: number, value: number): boolean {
  const digits = plainDigits(bytes, start, end);
  if (digits === 0) return false;
  if (digits <= SAFE_DIGITS && Math.abs(value) >= SMALLEST_PLAIN) return true;
  return isSameText(bytes, start, end, Object.is(value, -0) ? '-0' : String(value));
}

/**
 * How many digits there are from the first that is no zero on, 0 where one is needless; Infinity where there is more than
 * a sign, digits and a point.
 */
function plainDigits(bytes: Uint8Array, start: number, end: number): number {
  const first = bytes[start] === MINUS ? start + 1 : start;
  const wholeEnd = digitsEnd(bytes, first, end);
  const hasPoint = wholeEnd < end && bytes[wholeEnd] === POINT;
  const last = hasPoint ? digitsEnd(bytes, wholeEnd + 1, end) : wholeEnd;
  if (last < end) return isNeverShortest(bytes, last, end) ? 0 : Infinity;
  if (hasNeedlessZero(bytes, first, wholeEnd)) return 0;
  if (!hasPoint) return end - first;
  if (wholeEnd === first || wholeEnd === end - 1 || bytes[end - 1] === ZERO) return 0;
  return bytes[first] === ZERO ? end - zerosEnd(bytes, wholeEnd + 1) : end - first - 1;
}

/** Where the digits that begin at `at` end. */
function digitsEnd(bytes: Uint8Array, at: number, end: number): number {
  let position = at;
  while (position < end && isDigit(bytes[position])) position += 1;
  return position;
}

function zerosEnd(bytes: Uint8Array, at: number): number {
  let position = at;
  while (bytes[position] === ZERO) position += 1;
  return position;
}

/** Whether a power of ten stands at `at` as JavaScript never writes one: `E5`, `e5`, `e-05`. */
function isNeverShortest(bytes: Uint8Array, at: number, end: number): boolean {
  if (bytes[at] === UPPER_E) return true;
  const sign = bytes[at + 1];
  return bytes[at] === LOWER_E && ((sign !== PLUS && sign !== MINUS) || (at + 2 < end && bytes[at + 2] === ZERO));
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= NINE;
}

/** Whether the whole part begins with a zero that is not all of it. */
function hasNeedlessZero(bytes: Uint8Array, first: number, end: number): boolean {
  return end - first > 1 && bytes[first] === ZERO;
}

function isSameText(bytes: Uint8Array, start: number, end: number, text: string): boolean {
  if (text.length !== end - start) return false;
  for (let at = start; at < end; at += 1) if (bytes[at] !== text.charCodeAt(at - start)) return false;
  return true;
}
