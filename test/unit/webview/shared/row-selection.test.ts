import { expect, test } from 'vitest';
import { clampSelection, extendSelection, isSelected, rangeOf } from '../../../../webview/shared/row-selection';

test('a selection runs from where it began to where it has come, either way', () => {
  const down = extendSelection(undefined, 3, 5);
  const up = extendSelection(down, 5, 1);
  expect([rangeOf(down), rangeOf(up)]).toEqual([
    { start: 3, end: 6 },
    { start: 1, end: 4 },
  ]);
  expect([0, 1, 3, 4].map((row) => isSelected(up, row))).toEqual([false, true, true, false]);
  expect(isSelected(undefined, 0)).toBe(false);
});

test('fewer rows leave what there still is', () => {
  expect(clampSelection({ anchor: 2, head: 9 }, 5)).toEqual({ anchor: 2, head: 4 });
  expect(clampSelection({ anchor: 7, head: 9 }, 5)).toBeUndefined();
  expect(clampSelection(undefined, 5)).toBeUndefined();
});
