import { describe, expect, it } from 'vitest';
import { judgeTensor } from '../../../src/compare/golden';
import type { TensorValue } from '../../../src/contract/tensor';

const TOLERANCE = { rtol: 1e-3, atol: 1e-7 };

function floats(values: readonly number[], dims: readonly number[] = [values.length]): TensorValue {
  return { dtype: 'float32', dims, data: Float32Array.from(values) };
}

describe('an answer against what was expected', () => {
  it.each([
    ['equal', floats([1, 2]), floats([1, 2])],
    ['inside rtol of the expected value', floats([1000]), floats([1001])],
    ['NaN where NaN was expected', floats([NaN, Infinity]), floats([NaN, Infinity])],
    ['empty, with the shape that was expected', floats([], [0, 3]), floats([], [0, 3])],
    ['a scalar', floats([1], []), floats([1], [])],
  ])('passes: %s', (_, expected, actual) => {
    expect(judgeTensor(expected, actual, TOLERANCE)).toEqual({ status: 'passed' });
  });

  it.each([
    ['values-differ', floats([1, 2, 3, 4], [2, 2]), floats([1, 2, 3, 4.5], [2, 2]), { row: 1, maxAbs: 0.5 }],
    ['values-differ', floats([1, NaN]), floats([1, 0]), { row: 1, maxAbs: 'Infinity' }],
    ['values-differ', floats([Infinity]), floats([-Infinity]), { row: 0, maxAbs: 'Infinity' }],
    ['shape-differs', floats([1, 2]), floats([1, 2], [2, 1]), {}],
    ['dtype-differs', floats([1]), { dtype: 'float64', dims: [1], data: Float64Array.of(1) } as const, {}],
  ])('fails: %s', (reason, expected, actual, where) => {
    expect(judgeTensor(expected, actual, TOLERANCE)).toMatchObject({ status: 'failed', reason, ...where });
  });

  it('compares text exactly, and says where it differs', () => {
    const text = (...data: string[]): TensorValue => ({ dtype: 'string', dims: [data.length], data });
    expect(judgeTensor(text('a', 'b'), text('a', 'b'), TOLERANCE)).toEqual({ status: 'passed' });
    expect(judgeTensor(text('a', 'b'), text('a', 'B'), TOLERANCE)).toMatchObject({ reason: 'values-differ', row: 1 });
  });

  it('takes int64 differences exactly', () => {
    const whole = (value: bigint): TensorValue => ({ dtype: 'int64', dims: [1], data: BigInt64Array.of(value) });
    const none = { rtol: 0, atol: 0 };
    expect(judgeTensor(whole(2n ** 53n), whole(2n ** 53n + 1n), none)).toMatchObject({ status: 'failed', row: 0 });
  });
});

describe('what is told of failing rows', () => {
  it('is the value of a row, of at most as many rows as are asked for', () => {
    const expected = floats([1, 2, 3, 4, 5, 6], [3, 2]);
    const actual = floats([1, 9, 3, 4, NaN, 6], [3, 2]);
    const row = (number: number, wanted: unknown, given: unknown): object => ({
      row: number,
      values: [{ name: '', expected: wanted, actual: given }],
    });
    const all = [row(0, [1, 2], [1, 9]), row(2, [5, 6], ['NaN', 6])];
    expect(judgeTensor(expected, actual, TOLERANCE, 5).failing).toEqual(all);
    expect(judgeTensor(expected, actual, TOLERANCE, 1).failing).toEqual(all.slice(0, 1));
    expect(judgeTensor(expected, actual, TOLERANCE)).not.toHaveProperty('failing');
  });

  it('is, of a row of many elements, those out of tolerance by their places', () => {
    const many = (change: number): TensorValue => {
      const value = floats(
        Array.from({ length: 2 * 1000 }, (_, at) => at),
        [2, 10, 100],
      );
      value.data[1000 + 207] = change;
      return value;
    };
    expect(judgeTensor(many(7), many(8), TOLERANCE, 1).failing).toEqual([
      { row: 1, values: [{ name: '', expected: { '[2, 7]': 7 }, actual: { '[2, 7]': 8 } }] },
    ]);
  });

  it('is text as it is', () => {
    const text = (...data: string[]): TensorValue => ({ dtype: 'string', dims: [data.length], data });
    expect(judgeTensor(text('a', 'b'), text('a', 'B'), TOLERANCE, 1).failing).toEqual([
      { row: 1, values: [{ name: '', expected: 'b', actual: 'B' }] },
    ]);
  });

  it('is the number that a small float stands for', () => {
    const bfloat = (bits: number): TensorValue => ({ dtype: 'bfloat16', dims: [1], data: Uint16Array.of(bits) });
    expect(judgeTensor(bfloat(0x3f80), bfloat(0x4000), TOLERANCE, 1).failing).toEqual([
      { row: 0, values: [{ name: '', expected: 1, actual: 2 }] },
    ]);
  });
});
