import type { Tolerance } from '../contract/tolerance';
import type { FailingRow, GoldenVerdict } from '../contract/golden';
import type { TensorValue } from '../contract/tensor';
import { createDifference, type RowMarks } from './difference';
import { createExactFold } from './exact';
import { failingValue, markedRows, type Elements } from './failing-values';
import { numericArray } from './number-array';
import { createMarks } from './row-marks';
import { jsonNumber } from './statistics';
import { EXACT, isFloat } from './tolerance';

const PASSED: GoldenVerdict = { status: 'passed' };

/**
 * Whether an answer is what was expected, as ONNX's own tests hold it: dtype and shape match, text is equal, and for
 * numbers |answer - expected| <= atol + rtol * |expected| (`numpy.testing.assert_allclose`); NaN equals NaN, and an
 * infinity one of the same sign. At most `most` failing rows are told.
 */
export function judgeTensor(expected: TensorValue, actual: TensorValue, tolerance: Tolerance, most = 0): GoldenVerdict {
  if (expected.dtype !== actual.dtype)
    return failed('dtype-differs', `It is ${actual.dtype}, and ${expected.dtype} was expected.`);
  if (!sameShape(expected.dims, actual.dims))
    return failed(
      'shape-differs',
      `It is [${actual.dims.join(', ')}], and [${expected.dims.join(', ')}] was expected.`,
    );
  const baseline = numericArray(expected.dtype, expected.data);
  const candidate = numericArray(actual.dtype, actual.data);
  if (!baseline || !candidate) return judgeTexts(expected, actual, most);
  const rows = rowsOf(expected);
  if (baseline.length === 0 || rows === 0) return PASSED;
  const fold = createDifference({ tolerance, rule: 'sum', floats: isFloat(expected.dtype), round: (value) => value });
  const marks = createMarks(rows, true);
  fold.add({ baseline, candidate }, { start: 0, count: rows }, marks);
  const { outOfTolerance, elements, nonFiniteInOneOnly, maxAbs } = fold.totals;
  if (outOfTolerance === 0) return PASSED;
  const largest = nonFiniteInOneOnly > 0 ? Infinity : Math.max(maxAbs.value, 0);
  const row = worstRow(marks);
  const message = `${outOfTolerance} of ${elements} values are out of tolerance, by ${largest} at most; row ${row} is the worst.`;
  return {
    ...failed('values-differ', message),
    row,
    maxAbs: jsonNumber(largest),
    ...told(failingRows([expected, actual], marks.out, tolerance, most)),
  };
}

function failed(reason: string, message: string): GoldenVerdict {
  return { status: 'failed', reason, message };
}

function sameShape(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((dim, axis) => dim === other[axis]);
}

function rowsOf({ dims }: TensorValue): number {
  return dims[0] ?? 1;
}

function judgeTexts(expected: TensorValue, actual: TensorValue, most: number): GoldenVerdict {
  const wrong = Array.from(expected.data as string[]).findIndex((text, at) => text !== actual.data[at]);
  if (wrong < 0) return PASSED;
  const rows = rowsOf(expected);
  const row = Math.floor(wrong / (expected.data.length / rows));
  const marks = createMarks(rows, false);
  createExactFold().add(expected.data, actual.data, { start: 0, count: rows }, marks);
  const message = `In row ${row} it is ${JSON.stringify(actual.data[wrong])}, and ${JSON.stringify(expected.data[wrong])} was expected.`;
  return { ...failed('values-differ', message), row, ...told(failingRows([expected, actual], marks.out, EXACT, most)) };
}

function told(failing: readonly FailingRow[]): Pick<GoldenVerdict, 'failing'> {
  return failing.length > 0 ? { failing } : {};
}

function failingRows(
  [expected, actual]: readonly [TensorValue, TensorValue],
  out: Uint8Array,
  tolerance: Tolerance,
  most: number,
): readonly FailingRow[] {
  const shape = expected.dims.slice(1);
  const width = shape.reduce((product, size) => product * size, 1);
  const of = ({ dtype, data }: TensorValue, row: number): Elements => ({ dtype, shape, data, offset: row * width });
  return markedRows(out, most).map((row) => ({
    row,
    values: [failingValue('', [of(expected, row), of(actual, row)], tolerance)],
  }));
}

/** The row out of tolerance with the largest difference. */
function worstRow({ out, distances }: RowMarks): number {
  let found = out.indexOf(1);
  for (let row = found; row >= 0; row = out.indexOf(1, row + 1)) {
    if ((distances?.abs[row] ?? 0) > (distances?.abs[found] ?? 0)) found = row;
  }
  return found;
}
