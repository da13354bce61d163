import { describe, expect, it } from 'vitest';
import { speedOf } from '../../../src/compare/speed';

const FACTS = { batch: 4, infer: 9, bytes: 100, externalBytes: 20 };

describe('the speed of a model', () => {
  it("has NumPy's median and 95th percentile, and the rows of all runs over their time", () => {
    const times = [20, 1, 2, 3, 4, 5, 6, 7, 8, 9];
    expect(speedOf(times, FACTS)).toEqual({
      status: 'measured',
      p50: 5.5,
      p95: expect.closeTo(15.05, 9) as number,
      rowsPerSecond: expect.closeTo((40 * 1000) / 65, 9) as number,
      runs: 10,
      ...FACTS,
    });
  });

  it('is not told of few runs; its size is', () => {
    const speed = speedOf([1, 1, 1], FACTS);
    expect(speed).toMatchObject({ status: 'insufficient', p50: null, p95: null, rowsPerSecond: null, runs: 3 });
    expect(speed).toMatchObject(FACTS);
  });
});
