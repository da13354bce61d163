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
