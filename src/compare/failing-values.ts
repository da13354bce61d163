import type { Tolerance } from '../contract/tolerance';
import type { Dtype } from '../contract/dtype';
import type { FailingRow } from '../contract/golden';
import type { CellValue } from '../contract/predict';
import type { TensorData } from '../contract/tensor';
import { nested, valueReader } from '../data/write/element';
import { createDifference } from './difference';
import { createExactFold } from './exact';
import { numericArray } from './number-array';
import { createMarks } from './row-marks';
import { isFloat } from './tolerance';

/** Elements of one row, or of a whole value. */
export interface Elements {
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly data: TensorData;
  /** Where they begin in `data`. */
  readonly offset: number;
}

/** A value of no more elements is shown whole. */
const MOST_SHOWN_WHOLE = 100;
const MOST_ELEMENTS = 100;

/** Two values as they are shown side by side: whole where they are small, else the first elements out of tolerance by their places. */
export function failingValue(
  name: string,
  [expected, actual]: readonly [Elements, Elements],
  tolerance: Tolerance,
): FailingRow['values'][number] {
  // A wider float has digits that the model cannot answer.
  const wanted =
    expected.dtype === 'float64' && actual.dtype === 'float32' ? { ...expected, dtype: actual.dtype } : expected;
  if (sizeOf(expected) <= MOST_SHOWN_WHOLE || sizeOf(expected) !== sizeOf(actual))
    return { name, expected: whole(wanted), actual: whole(actual) };
  const places = differing(expected, actual, tolerance);
  return { name, expected: chosen(wanted, places), actual: chosen(actual, places) };
}

/** The places that are marked, at most so many. */
export function markedRows(out: Uint8Array, most: number): readonly number[] {
  const rows: number[] = [];
  for (let row = out.indexOf(1); row >= 0 && rows.length < most; row = out.indexOf(1, row + 1)) rows.push(row);
  return rows;
}

function sizeOf({ shape }: Elements): number {
  return shape.reduce((product, size) => product * size, 1);
}

function whole(elements: Elements): CellValue {
  const { dtype, data, shape, offset } = elements;
  if (sizeOf(elements) > MOST_SHOWN_WHOLE) return `${dtype}[${shape.join(', ')}]`;
  return nested(readerOf(dtype, data), shape, offset);
}

function chosen({ dtype, data, shape, offset }: Elements, places: readonly number[]): CellValue {
  const read = readerOf(dtype, data);
  return Object.fromEntries(places.map((place) => [indexText(place, shape), read(offset + place)]));
}

/** Floats of 16 bits and less are kept as their bits. */
function readerOf(dtype: Dtype, data: TensorData): (index: number) => CellValue {
  const numbers = dtype === 'float16' ? undefined : numericArray(dtype, data);
  return valueReader(dtype, numbers ?? data);
}

function indexText(place: number, shape: readonly number[]): string {
  const index: number[] = [];
  let left = place;
  for (const size of shape.toReversed()) {
    index.unshift(left % size);
    left = Math.floor(left / size);
  }
  return `[${index.join(', ')}]`;
}

/** Each element counts as a row of its own. */
function differing(expected: Elements, actual: Elements, tolerance: Tolerance): readonly number[] {
  const count = sizeOf(expected);
  const marks = createMarks(count, false);
  const rows = { start: 0, count };
  const [baseline, candidate] = [cut(expected, count), cut(actual, count)];
  const pair = { baseline: numericArray(expected.dtype, baseline), candidate: numericArray(actual.dtype, candidate) };
  if (pair.baseline && pair.candidate) {
    const rule = { tolerance, rule: 'sum', floats: isFloat(expected.dtype), round: (value: number) => value } as const;
    createDifference(rule).add({ baseline: pair.baseline, candidate: pair.candidate }, rows, marks);
  } else createExactFold().add(baseline, candidate, rows, marks);
  return markedRows(marks.out, MOST_ELEMENTS);
}

function cut({ data, offset }: Elements, count: number): TensorData {
  return data.slice(offset, offset + count);
}
