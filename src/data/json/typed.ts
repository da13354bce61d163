import { ELEMENT_BYTES, elementsOf } from '../elements';
import { float16Bits } from '../float16';
import type { Dtype } from '../../contract/dtype';
import type { TensorData } from '../../contract/tensor';
import type { Value } from '../table';

/** Why a JSON value is no element of a dtype; completes "'3.5' in ...". */
export type ElementFault =
  'is not a number' | 'is not a whole number' | 'does not fit' | 'is neither true nor false' | 'is not text';

/** Typed values, or the index of the first one that does not fit. */
export type Typed = { readonly data: TensorData } | { readonly index: number; readonly fault: ElementFault };

const BITS: Partial<Record<Dtype, readonly [signed: boolean, bits: bigint]>> = {
  int8: [true, 8n],
  int16: [true, 16n],
  int32: [true, 32n],
  int64: [true, 64n],
  uint8: [false, 8n],
  uint16: [false, 16n],
  uint32: [false, 32n],
  uint64: [false, 64n],
};

const NON_FINITE = new Map([
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
]);

type Element = number | bigint | string;

/** Turns JSON values into the elements of a tensor. Numbers are checked against the dtype, never rounded to an integer. */
export function typedData(dtype: Dtype, values: readonly Value[]): Typed {
  const data = allocate(dtype, values.length);
  const read = readerOf(dtype);
  for (const [index, value] of values.entries()) {
    const element = read(value);
    if (typeof element === 'object') return { index, fault: element.fault };
    (data as Element[])[index] = element;
  }
  return { data };
}

function allocate(dtype: Dtype, length: number): TensorData {
  if (dtype === 'string') return new Array<string>(length).fill('');
  return elementsOf(new Uint8Array(length * (ELEMENT_BYTES[dtype] ?? 1)), dtype);
}

type Read = (value: Value) => Element | { readonly fault: ElementFault };

function readerOf(dtype: Dtype): Read {
  const integer = BITS[dtype];
  if (integer !== undefined) return (value) => readInteger(value, ...integer);
  if (dtype === 'string') return (value) => (typeof value === 'string' ? value : { fault: 'is not text' });
  if (dtype === 'bool') return readBoolean;
  return dtype === 'float16' ? (value) => mapNumber(readFloat(value), float16Bits) : readFloat;
}

function mapNumber(element: ReturnType<Read>, change: (value: number) => number): ReturnType<Read> {
  return typeof element === 'number' ? change(element) : element;
}

function readFloat(value: Value): ReturnType<Read> {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  return (typeof value === 'string' ? NON_FINITE.get(value) : undefined) ?? { fault: 'is not a number' };
}

function readBoolean(value: Value): ReturnType<Read> {
  if (value === true || value === 1) return 1;
  return value === false || value === 0 ? 0 : { fault: 'is neither true nor false' };
}

function readInteger(value: Value, signed: boolean, bits: bigint): ReturnType<Read> {
  if (typeof value !== 'number' && typeof value !== 'bigint') return { fault: 'is not a number' };
  if (typeof value === 'number' && !Number.isInteger(value)) return { fault: 'is not a whole number' };
  const whole = BigInt(value);
  const lowest = signed ? -(1n << (bits - 1n)) : 0n;
  const highest = (1n << (signed ? bits - 1n : bits)) - 1n;
  if (whole < lowest || whole > highest) return { fault: 'does not fit' };
  return bits === 64n ? whole : Number(whole);
}
