import type { Dtype } from '../../contract/dtype';
import type { TensorData } from '../../contract/tensor';
import type { Column, Value } from '../../data/table';

/** A cell as text: as it stands in a text file, JSON for nested values, '' where it is missing. */
export function cellText(column: Column, row: number): string {
  switch (column.kind) {
    case 'text':
      return column.values[row] ?? '';
    case 'number':
      return column.text(row);
    case 'value':
      return valueText(column.values[row]);
    case 'tensor':
      return tensorRowText(column.dtype, column.rowShape, column.values, row);
  }
}

/** A value as text: a string as it stands, anything else as JSON with NaN, infinities and long integers exact. */
function valueText(value: Value): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : jsonText(value);
}

/** JSON, with bare NaN, Infinity, -0 and integers of any length. */
export function jsonText(value: Value): string {
  if (value === undefined || value === null) return 'null';
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return numberText(value);
  if (typeof value !== 'object') return String(value);
  if (isList(value)) return `[${value.map(jsonText).join(',')}]`;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${jsonText(item)}`).join(',')}}`;
}

function numberText(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

/** The shortest decimal that gives the number again, as a float of this width. */
export function writtenNumber(value: number, width: 'float32' | 'float64'): string {
  return numberText(width === 'float32' ? shortestFloat32(value) : value);
}

/** One row of a tensor as nested JSON; a scalar as itself. */
export function tensorRowText(dtype: Dtype, rowShape: readonly number[], values: TensorData, row: number): string {
  const width = rowShape.reduce((product, size) => product * size, 1);
  const texts = Array.from({ length: width }, (_, index) => elementText(dtype, values[row * width + index]));
  return nested(texts, rowShape);
}

function nested(texts: readonly string[], shape: readonly number[]): string {
  const [size, ...inner] = shape;
  if (size === undefined) return texts[0] ?? '';
  const step = size === 0 ? 0 : texts.length / size;
  const parts = Array.from({ length: size }, (_, index) =>
    nested(texts.slice(index * step, (index + 1) * step), inner),
  );
  return `[${parts.join(',')}]`;
}

function elementText(dtype: Dtype, value: string | number | bigint | undefined): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value !== 'number') return String(value ?? '');
  if (dtype === 'bool') return value === 0 ? 'false' : 'true';
  if (dtype === 'float16') return numberText(Number(halfToNumber(value).toPrecision(5)));
  return writtenNumber(value, dtype === 'float32' ? 'float32' : 'float64');
}

/** The shortest decimal that gives this float32 again. */
function shortestFloat32(value: number): number {
  if (value === 0) return value;
  for (let digits = 6; digits < 9; digits += 1) {
    const shorter = Number(value.toPrecision(digits));
    if (Math.fround(shorter) === value) return shorter;
  }
  return Number(value.toPrecision(9));
}

/** IEEE 754 binary16. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction ? NaN : sign * Infinity;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25));
}

function isList(value: object): value is readonly Value[] {
  return Array.isArray(value);
}
