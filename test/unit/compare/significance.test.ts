import { describe, expect, it } from 'vitest';
import { binomialHalfTail, holm, mcnemar } from '../../../src/compare/significance';

describe('significance', () => {
  it.each([
    [15, 5, 5, 0.0253473, 0.0413895],
    [1, 0, 1, 0.31731050786, 1],
    [0, 0, 0, 1, 1],
    [2, 20, 14.727272727272727, 0.00012423612343122087, 0.00012111663818359375],
    [59, 5, 45.5625, 1.478451555603562e-11, 9.002816938122327e-13],
    [4, 0, 4, 0.04550026389635857, 0.125],
  ])('McNemar of %d and %d', (b, c, statistic, p, exactP) => {
    const found = mcnemar(b, c);
    expect(found.statistic).toBeCloseTo(statistic, 12);
    expect(Math.abs(found.p / p - 1)).toBeLessThan(1e-6);
    expect(Math.abs(found.exactP / exactP - 1)).toBeLessThan(1e-5);
  });

  it('sums binomial tails of any size', () => {
    expect(binomialHalfTail(5, 10)).toBeCloseTo(0.623046875, 12);
    expect(binomialHalfTail(499_999, 1_000_000)).toBeCloseTo(0.4996010578193, 11);
    expect(binomialHalfTail(400, 1000) / 1.3642320780329735e-10).toBeCloseTo(1, 10);
    expect(binomialHalfTail(10, 10)).toBe(1);
  });

  it("corrects for many tests as Holm's method does", () => {
    expect(holm([0.01, 0.04, 0.03, 0.005])).toEqual([0.03, 0.06, 0.06, 0.02]);
  });
});
