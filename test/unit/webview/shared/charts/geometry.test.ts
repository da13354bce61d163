import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { barShares, linearScale, nearestPoint, rowShares } from '../../../../../webview/shared/charts/geometry';

test('bars are as high as their count, and what is there is seen', () => {
  expect(barShares([0, 1, 10_000, 5_000])).toEqual([0, 0.015, 1, 0.5]);
  expect(barShares([])).toEqual([]);
  expect(barShares([0, 0])).toEqual([0, 0]);
});

test('cells are shares of their row', () => {
  expect(
    rowShares([
      [1, 3],
      [0, 0],
    ]),
  ).toEqual([
    [0.25, 0.75],
    [0, 0],
  ]);
});

describe('a scale', () => {
  const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 });

  test('keeps every value and every label within its pixels', () => {
    fc.assert(
      fc.property(fc.array(finite, { minLength: 1, maxLength: 40 }), (values) => {
        const scale = linearScale(values, 40, 400, 5);
        for (const place of [...values.map(scale.at), ...scale.ticks.map(({ at }) => at)]) {
          expect(place).toBeGreaterThanOrEqual(39.999);
          expect(place).toBeLessThanOrEqual(400.001);
        }
      }),
    );
  });

  test('puts what is all the same in the middle', () => {
    expect(linearScale([3, 3], 0, 100, 5).at(3)).toBe(50);
    expect(linearScale([0], 0, 100, 5).at(0)).toBe(50);
  });

  test('may run backwards, as the vertical axis does', () => {
    const scale = linearScale([0, 10], 100, 0, 5);
    expect(scale.at(10)).toBeLessThan(scale.at(0));
    expect(scale.ticks.map(({ value }) => value)).toEqual([0, 2, 4, 6, 8, 10]);
  });
});

test('the nearest point is found, and none that is too far', () => {
  const points = [
    { x: 0, y: 0 },
    { x: 10, y: 0 },
    { x: 100, y: 100 },
  ];
  expect(nearestPoint(points, { x: 7, y: 1 }, 14)).toBe(1);
  expect(nearestPoint(points, { x: 50, y: 50 }, 14)).toBeUndefined();
  expect(nearestPoint([], { x: 0, y: 0 }, 14)).toBeUndefined();
});
