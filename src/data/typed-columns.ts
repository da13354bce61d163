import { shortestFloat32 } from './write/float32';
import type { Column, Value } from './table';

/** A column of a typed file: what a batch holds of it, by position. */
export type Values = ArrayLike<unknown>;

/** What its floats hold exactly; undefined for a column of anything else. */
export type Precision = 'float32' | 'float64' | undefined;

/**
 * Rows of a typed file (Parquet, Arrow) as a column: floats as numbers, anything else as values. A missing float is
 * NaN in `values` and the empty text.
 */
export function typedColumn(values: Values, precision: Precision): Column {
  if (precision === undefined) return { kind: 'value', values: Array.from(values, plainValue) };
  const numbers = numbersOf(values);
  const text = (row: number): string => {
    const value = values[row];
    if (typeof value !== 'number') return '';
    return String(precision === 'float32' ? shortestFloat32(value) : value);
  };
  return { kind: 'number', values: numbers, text };
}

function numbersOf(values: Values): Float64Array {
  if (values instanceof Float64Array) return values;
  const numbers = new Float64Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    numbers[row] = typeof value === 'number' ? value : NaN;
  }
  return numbers;
}

/** A value of a reader's library as a value of a table: whole numbers as numbers where they are safe, dates as ISO text. */
function plainValue(value: unknown): Value {
  switch (typeof value) {
    case 'bigint':
      return BigInt.asIntN(53, value) === value ? Number(value) : value;
    case 'number':
    case 'string':
    case 'boolean':
      return value;
    case 'object':
      return value === null ? null : plainObject(value);
    default:
      return null;
  }
}

function plainObject(value: object): Value {
  if (value instanceof Date) return isoText(value);
  if (Array.isArray(value)) return value.map(plainValue);
  if (ArrayBuffer.isView(value) && !(value instanceof DataView))
    return Array.from(value as unknown as ArrayLike<unknown>, plainValue);
  if (Symbol.iterator in value && !('toJSON' in value && !('length' in value)))
    return Array.from(value as Iterable<unknown>, plainValue);
  const entries = Object.entries(
    'toJSON' in value && typeof value.toJSON === 'function' ? (value.toJSON as () => object).call(value) : value,
  );
  return Object.fromEntries(entries.map(([key, inner]) => [key, plainValue(inner)]));
}

/** `2024-03-05` or `2024-03-05T10:00:00.123`; a date beyond what Date holds is an empty text. */
function isoText(date: Date): string {
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().replace(/(?:T00:00:00)?\.000Z$|Z$/, '');
}

const UNITS = { s: 1n, ms: 1_000n, us: 1_000_000n, ns: 1_000_000_000n } as const;

/** ISO text of a time since 1970, with as many decimal places as it needs. */
export function timestampText(ticks: bigint, unit: keyof typeof UNITS): string {
  const perSecond = UNITS[unit];
  const fraction = ((ticks % perSecond) + perSecond) % perSecond;
  const date = new Date(Number((ticks - fraction) / perSecond) * 1000);
  if (Number.isNaN(date.getTime())) return String(ticks);
  const seconds = date.toISOString().slice(0, -5);
  const places = fraction
    .toString()
    .padStart(String(perSecond).length - 1, '0')
    .replace(/0+$/, '');
  return fraction === 0n ? seconds : `${seconds}.${places}`;
}
