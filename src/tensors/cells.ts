import type { Dtype } from '../contract/dtype';
import type { Value } from '../data/table';
import type { Stored } from './binding-plan';
import { float16Bits } from '../data/float16';

/** Why a cell is no element of a dtype; `says` completes "'x' in column 'c', row 3 ...". */
export interface Fault {
  readonly code:
    'not-a-number' | 'not-whole' | 'out-of-range' | 'not-a-boolean' | 'not-text' | 'not-a-scalar' | 'unknown-category';
  readonly says: string;
}

/** An element, or why there is none. Never throws. */
export type Read = { readonly ok: true; readonly value: Stored } | { readonly ok: false; readonly fault: Fault };

/** Reads a cell that is not missing. */
export type CellReader = (cell: Value, decimal: '.' | ',') => Read;

const LARGEST_FLOAT32 = 3.4028235677973366e38;
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const INFINITY = /^([+-]?)inf(inity)?$/i;
const TRUTH = /^(true|false)$/i;
const WHOLE = /^([+-]?\d+)(\.0*)?$/;

const INTEGER_BOUNDS = {
  int2: [-2n, 1n],
  int4: [-8n, 7n],
  int8: [-(2n ** 7n), 2n ** 7n - 1n],
  int16: [-(2n ** 15n), 2n ** 15n - 1n],
  int32: [-(2n ** 31n), 2n ** 31n - 1n],
  int64: [-(2n ** 63n), 2n ** 63n - 1n],
  uint2: [0n, 3n],
  uint4: [0n, 15n],
  uint8: [0n, 2n ** 8n - 1n],
  uint16: [0n, 2n ** 16n - 1n],
  uint32: [0n, 2n ** 32n - 1n],
  uint64: [0n, 2n ** 64n - 1n],
} as const;

type IntegerDtype = keyof typeof INTEGER_BOUNDS;

function isInteger(dtype: Dtype): dtype is IntegerDtype {
  return Object.hasOwn(INTEGER_BOUNDS, dtype);
}

/** The reader of cells for an input of `dtype`. */
export function cellReader(dtype: Dtype): CellReader {
  if (dtype === 'string') return readText;
  if (dtype === 'bool') return readBoolean;
  return isInteger(dtype)
    ? (cell, decimal) => readInteger(cell, decimal, dtype)
    : (cell, decimal) => readFloat(cell, decimal, dtype);
}

/** The number that a text stands for, as Python's `float` reads it; undefined where it is none. True and false count as 1 and 0. */
export function parseNumber(text: string, decimal: '.' | ','): number | undefined {
  const trimmed = text.trim();
  const plain = decimal === ',' ? trimmed.replace(',', '.') : trimmed;
  if (NUMBER.test(plain)) return Number(plain);
  const infinity = INFINITY.exec(plain);
  if (infinity) return infinity[1] === '-' ? -Infinity : Infinity;
  return TRUTH.test(plain) ? Number(plain.toLowerCase() === 'true') : undefined;
}

function readFloat(cell: Value, decimal: '.' | ',', dtype: Dtype): Read {
  const number = toNumber(cell, decimal);
  if (number === undefined) return fault('not-a-number', `is not a number`);
  if (dtype === 'float64') return { ok: true, value: number };
  const bits = dtype === 'float16' ? float16Bits(number) : 0;
  const overflows = dtype === 'float16' ? (bits & 0x7fff) === 0x7c00 : Math.abs(number) >= LARGEST_FLOAT32;
  if (overflows && Number.isFinite(number)) return fault('out-of-range', `does not fit ${dtype}`);
  return { ok: true, value: dtype === 'float16' ? bits : number };
}

function toNumber(cell: Value, decimal: '.' | ','): number | undefined {
  if (typeof cell === 'number') return cell;
  if (typeof cell === 'string') return parseNumber(cell, decimal);
  return typeof cell === 'bigint' || typeof cell === 'boolean' ? Number(cell) : undefined;
}

function readInteger(cell: Value, decimal: '.' | ',', dtype: IntegerDtype): Read {
  const whole = toWhole(cell, decimal);
  if (typeof whole !== 'bigint') return whole;
  const [lowest, highest] = INTEGER_BOUNDS[dtype];
  if (whole < lowest || whole > highest) return fault('out-of-range', `does not fit ${dtype}`);
  return { ok: true, value: dtype === 'int64' || dtype === 'uint64' ? whole : Number(whole) };
}

function toWhole(cell: Value, decimal: '.' | ','): bigint | Read {
  if (typeof cell === 'bigint') return cell;
  if (typeof cell === 'string') {
    const trimmed = cell.trim();
    const digits = WHOLE.exec(decimal === ',' ? trimmed.replace(',', '.') : trimmed);
    if (digits) return BigInt((digits[1] ?? '0').replace('+', ''));
  }
  const number = toNumber(cell, decimal);
  if (number === undefined) return fault('not-a-number', 'is not a number');
  return Number.isInteger(number) ? BigInt(number) : fault('not-whole', 'is not a whole number');
}

function readBoolean(cell: Value, decimal: '.' | ','): Read {
  const value = typeof cell === 'string' ? (parseBoolean(cell.trim()) ?? parseNumber(cell, decimal)) : cell;
  if (value === true || value === 1 || value === 1n) return { ok: true, value: 1 };
  if (value === false || value === 0 || value === 0n) return { ok: true, value: 0 };
  return fault('not-a-boolean', 'is neither true nor false');
}

/** true, false, yes and no in any case; undefined otherwise. */
function parseBoolean(text: string): boolean | undefined {
  switch (text.toLowerCase()) {
    case 'true':
    case 'yes':
      return true;
    case 'false':
    case 'no':
      return false;
    default:
      return undefined;
  }
}

function readText(cell: Value): Read {
  if (typeof cell === 'string') return { ok: true, value: cell };
  if (typeof cell === 'number' || typeof cell === 'bigint') return { ok: true, value: `${cell}` };
  return fault('not-text', 'is not text');
}

function fault(code: Fault['code'], says: string): { readonly ok: false; readonly fault: Fault } {
  return { ok: false, fault: { code, says } };
}
