const ZERO = 0x30;
const NINE = 0x39;
const MINUS = 0x2d;
const POINT = 0x2e;

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

/** How many digits there are, 0 where one is needless; Infinity where there is more than a sign, digits and a point. */
function plainDigits(bytes: Uint8Array, start: number, end: number): number {
  const first = bytes[start] === MINUS ? start + 1 : start;
  let point = -1;
  for (let at = first; at < end; at += 1) {
    if (bytes[at] === POINT && point < 0) point = at;
    else if (!isDigit(bytes[at])) return Infinity;
  }
  if (point < 0) return hasNeedlessZero(bytes, first, end) ? 0 : end - first;
  const isTidy = point > first && point < end - 1 && bytes[end - 1] !== ZERO && !hasNeedlessZero(bytes, first, point);
  return isTidy ? end - first - 1 : 0;
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
