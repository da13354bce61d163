import type { TensorData } from '../../contract/tensor';
import { isMissingText } from '../../data/missing';
import { parseNumber } from '../../tensors/cells';

/** A column of a result in one order: by number, exactly, or by text. One entry per row. */
export type ColumnValues =
  /** NaN where it is missing. */
  | { readonly kind: 'numbers'; readonly values: Float64Array }
  /** Integers beyond what a double holds; undefined where it is missing. */
  | { readonly kind: 'integers'; readonly values: readonly (bigint | undefined)[] }
  /** Positions in `words`; the word '' is a missing one. */
  | { readonly kind: 'words'; readonly values: Uint32Array; readonly words: readonly string[] };

/** Consecutive rows of a column, as they are stored. */
export interface ColumnPart {
  readonly rows: number;
  /** Undefined where these rows have no such column: all of them are then missing. */
  readonly values: TensorData | undefined;
  readonly isPresent: (index: number) => boolean;
}

const WHOLE = /^[+-]?\d+$/;

/** All parts as one column: numbers where every part holds numbers, or texts that all are some. */
export function joinParts(parts: readonly ColumnPart[]): ColumnValues {
  if (parts.some(({ values }) => Array.isArray(values))) return fromTexts(parts);
  return parts.some(hasLongInteger) ? fromIntegers(parts) : fromNumbers(parts);
}

function rowsOf(parts: readonly ColumnPart[]): number {
  return parts.reduce((sum, part) => sum + part.rows, 0);
}

/** Calls with what stands in each row, in order. */
function forEachCell(
  parts: readonly ColumnPart[],
  take: (cell: string | number | bigint | undefined, row: number) => void,
): void {
  let row = 0;
  for (const { rows, values, isPresent } of parts) {
    for (let index = 0; index < rows; index++) take(isPresent(index) ? values?.[index] : undefined, row++);
  }
}

function hasLongInteger({ values, rows, isPresent }: ColumnPart): boolean {
  if (!(values instanceof BigInt64Array || values instanceof BigUint64Array)) return false;
  for (let index = 0; index < rows; index++) {
    if (isPresent(index) && !Number.isSafeInteger(Number(values[index]))) return true;
  }
  return false;
}

function fromNumbers(parts: readonly ColumnPart[]): ColumnValues {
  const numbers = new Float64Array(rowsOf(parts));
  forEachCell(parts, (cell, row) => {
    numbers[row] = cell === undefined ? NaN : Number(cell);
  });
  return { kind: 'numbers', values: numbers };
}

/** Among integers a number that is none, such as an infinity, makes all of them doubles. */
function fromIntegers(parts: readonly ColumnPart[]): ColumnValues {
  const integers: (bigint | undefined)[] = [];
  const others: unknown[] = [];
  forEachCell(parts, (cell) => {
    const missing = cell === undefined || Number.isNaN(cell);
    if (missing) integers.push(undefined);
    else if (typeof cell === 'bigint' || Number.isInteger(cell)) integers.push(BigInt(cell));
    else others.push(cell);
  });
  return others.length === 0 ? { kind: 'integers', values: integers } : fromNumbers(parts);
}

/** Each text is read once, however often it occurs. */
function fromTexts(parts: readonly ColumnPart[]): ColumnValues {
  const words = [''];
  const positions = new Map([['', 0]]);
  const values = new Uint32Array(rowsOf(parts));
  forEachCell(parts, (cell, row) => {
    const word = cell === undefined ? '' : String(cell);
    let position = positions.get(word);
    if (position === undefined) {
      position = words.push(word) - 1;
      positions.set(word, position);
    }
    values[row] = position;
  });
  const texts: ColumnValues = { kind: 'words', values, words };
  return asNumbers(texts, '.') ?? asNumbers(texts, ',') ?? texts;
}

/** Undefined unless every word is a number or stands for a missing one, and some word is a number. */
function asNumbers(
  { values, words }: Extract<ColumnValues, { kind: 'words' }>,
  decimal: '.' | ',',
): ColumnValues | undefined {
  const numbers = new Float64Array(words.length);
  let [some, long] = [false, false];
  for (const [position, word] of words.entries()) {
    const text = word.trim();
    const number = isMissingText(text) ? NaN : numberOf(text, decimal);
    if (number === undefined) return undefined;
    numbers[position] = number;
    some ||= !Number.isNaN(number);
    long ||= WHOLE.test(text) && !Number.isSafeInteger(number);
  }
  if (!some) return undefined;
  if (long && words.every((word) => WHOLE.test(word.trim()) || isMissingText(word.trim())))
    return { kind: 'integers', values: Array.from(values, (position) => integerOf(words[position] ?? '')) };
  return { kind: 'numbers', values: Float64Array.from(values, (position) => numbers[position] ?? NaN) };
}

/** As `parseNumber`, without words for truth values. */
function numberOf(text: string, decimal: '.' | ','): number | undefined {
  return /^(?:true|false)$/i.test(text) ? undefined : parseNumber(text, decimal);
}

function integerOf(word: string): bigint | undefined {
  const text = word.trim();
  return isMissingText(text) ? undefined : BigInt(text.replace('+', ''));
}
