import type { ColumnValues } from './column-values';

const DIGIT_BITS = 16;
const DIGITS = 1 << DIGIT_BITS;

/**
 * `rows` (row numbers) in the order of their values: stable, missing values last in both directions. Text is compared
 * without regard to case, then as it stands, by code units: the same on every machine.
 */
export function sortRows(
  rows: Uint32Array,
  column: ColumnValues,
  direction: 'ascending' | 'descending',
): Uint32Array<ArrayBuffer> {
  const { present, missing } = splitMissing(rows, column);
  const keys = keysOf(present, column);
  const sorted = sortByKeys(present, keys, direction === 'descending');
  const all = new Uint32Array(rows.length);
  all.set(sorted);
  all.set(missing, sorted.length);
  return all;
}

/** Whether a row has no value. */
export function missingTest(column: ColumnValues): (row: number) => boolean {
  switch (column.kind) {
    case 'numbers':
      return (row) => Number.isNaN(column.values[row]);
    case 'integers':
      return (row) => column.values[row] === undefined;
    case 'words':
      return (row) => column.values[row] === 0;
  }
}

function splitMissing(
  rows: Uint32Array,
  column: ColumnValues,
): { readonly present: Uint32Array; readonly missing: Uint32Array } {
  const isMissing = missingTest(column);
  const present = rows.filter((row) => !isMissing(row));
  return { present, missing: present.length === rows.length ? new Uint32Array() : rows.filter(isMissing) };
}

/** Unsigned 32-bit words of the keys, the lowest first: keys are in order as their values are. */
type Keys = readonly Uint32Array[];

function keysOf(rows: Uint32Array, column: ColumnValues): Keys {
  switch (column.kind) {
    case 'numbers':
      return doubleKeys(rows, column.values);
    case 'integers':
      return [ranks(rows, column.values, compareIntegers)];
    case 'words':
      return [wordKeys(rows, column)];
  }
}

/** IEEE 754 doubles are ordered as their bits are, once negative ones are turned over. -0 counts as 0. */
function doubleKeys(rows: Uint32Array, values: Float64Array): Keys {
  const low = new Uint32Array(rows.length);
  const high = new Uint32Array(rows.length);
  const double = new Float64Array(1);
  const words = new Uint32Array(double.buffer);
  const [lowWord, highWord] = isLittleEndian() ? [0, 1] : [1, 0];
  for (const [index, row] of rows.entries()) {
    double[0] = (values[row] ?? 0) + 0;
    const top = words[highWord] ?? 0;
    const bottom = words[lowWord] ?? 0;
    const negative = top >>> 31 === 1;
    high[index] = negative ? ~top : top ^ 0x80000000;
    low[index] = negative ? ~bottom : bottom;
  }
  return [low, high];
}

function isLittleEndian(): boolean {
  return new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
}

function compareIntegers(one: bigint | undefined, other: bigint | undefined): number {
  if (one === undefined || other === undefined || one === other) return 0;
  return one < other ? -1 : 1;
}

/** The place of each row's value among the distinct ones. */
function ranks<V>(rows: Uint32Array, values: readonly V[], compare: (one: V, other: V) => number): Uint32Array {
  const distinct = new Set<V>();
  for (const row of rows) distinct.add(values[row] as V);
  const order = new Map([...distinct].sort(compare).map((value, rank) => [value, rank]));
  return Uint32Array.from(rows, (row) => order.get(values[row] as V) ?? 0);
}

function wordKeys(rows: Uint32Array, { values, words }: Extract<ColumnValues, { kind: 'words' }>): Uint32Array {
  const folded = words.map((word) => word.toLowerCase());
  const order = Uint32Array.from(words, (_, position) => position).sort(
    (one, other) =>
      compareTexts(folded[one] ?? '', folded[other] ?? '') || compareTexts(words[one] ?? '', words[other] ?? ''),
  );
  const rank = new Uint32Array(words.length);
  for (const [place, position] of order.entries()) rank[position] = place;
  return Uint32Array.from(rows, (row) => rank[values[row] ?? 0] ?? 0);
}

function compareTexts(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** Least significant digit first: stable, and linear in the number of rows. Turned over for descending order. */
function sortByKeys(rows: Uint32Array, keys: Keys, descending: boolean): Uint32Array {
  let order = Uint32Array.from(rows, (_, index) => index);
  for (const words of keys) {
    for (const shift of [0, DIGIT_BITS]) order = sortByDigit(order, words, shift, descending);
  }
  return order.map((index) => rows[index] ?? 0);
}

function sortByDigit(
  order: Uint32Array<ArrayBuffer>,
  words: Uint32Array,
  shift: number,
  descending: boolean,
): Uint32Array<ArrayBuffer> {
  const turned = descending ? DIGITS - 1 : 0;
  const digitOf = (index: number): number => (((words[index] ?? 0) >>> shift) & (DIGITS - 1)) ^ turned;
  const places = new Uint32Array(DIGITS + 1);
  for (const index of order) {
    const digit = digitOf(index) + 1;
    places[digit] = (places[digit] ?? 0) + 1;
  }
  if (places.includes(order.length, 1)) return order;
  for (let digit = 1; digit <= DIGITS; digit++) places[digit] = (places[digit] ?? 0) + (places[digit - 1] ?? 0);
  const sorted = new Uint32Array(order.length);
  for (const index of order) {
    const digit = digitOf(index);
    const place = places[digit] ?? 0;
    sorted[place] = index;
    places[digit] = place + 1;
  }
  return sorted;
}
