import { describe, expect, test } from 'vitest';
import {
  firstSlice,
  fixedAxes,
  fixedIndexes,
  planeRange,
  rankOf,
  withAxis,
  withIndex,
} from '../../../../../webview/shared/rows/slice-state';

test.for([
  [1, [0, 0], []],
  [2, [0, 1], []],
  [3, [1, 2], [0]],
  [4, [2, 3], [0, 1]],
] as const)('a value of %i axes begins with its last two', ([rank, axes, fixed]) => {
  const state = firstSlice(rank);
  expect(state.axes).toEqual(axes);
  expect(fixedAxes(state)).toEqual(fixed);
  expect(fixedIndexes(state)).toEqual(fixed.map(() => 0));
});

describe('choosing an axis', () => {
  test('frees the one before', () => {
    const state = withAxis(firstSlice(3), 0, 0);
    expect([state.axes, fixedAxes(state)]).toEqual([[0, 2], [1]]);
  });

  test('that the other direction has makes them change places', () => {
    expect(withAxis(firstSlice(3), 0, 2).axes).toEqual([2, 1]);
    expect(withAxis(firstSlice(3), 1, 1).axes).toEqual([2, 1]);
  });

  test('keeps the index that was chosen on it', () => {
    const chosen = withIndex(firstSlice(3), 0, 4, 9);
    const there = withAxis(chosen, 0, 0);
    expect(fixedIndexes(withAxis(there, 0, 1))).toEqual([4]);
  });
});

test.for([
  [2, 2],
  [-1, 0],
  [9, 4],
  [NaN, 0],
  [1.5, 0],
] as const)('index %d of five is %d', ([typed, kept]) => {
  expect(fixedIndexes(withIndex(firstSlice(3), 0, typed, 5))).toEqual([kept]);
});

test.for([
  [1, 0],
  [[1, 2], 1],
  [[], 1],
  [[[1], [2]], 2],
  ['text', 0],
] as const)('%j has %i axes', ([value, rank]) => {
  expect(rankOf(value)).toBe(rank);
});

test('a plane is tinted between its least and its greatest number', () => {
  expect(
    planeRange([
      [3, 'NaN'],
      [null, -1],
    ]),
  ).toEqual({ min: -1, max: 3 });
  expect(planeRange([[2, 2]])).toBeUndefined();
  expect(planeRange([['a']])).toBeUndefined();
});
