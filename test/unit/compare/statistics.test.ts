import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDifference } from '../../../src/compare/difference';
import type { Pair } from '../../../src/compare/pair';
import { createMarks } from '../../../src/compare/row-marks';
import { statisticsOf, type Statistics } from '../../../src/compare/statistics';

interface Options {
  readonly rule?: 'sum' | 'both';
  readonly atol?: number;
  readonly rtol?: number;
  readonly floats?: boolean;
  /** Rows of one batch. */
  readonly batch?: number;
}

/** One value a row, unless `width` says more. */
function compare(candidate: Pair['candidate'], baseline: Pair['baseline'], options: Options = {}): Statistics {
  const { rule = 'sum', atol = 1e-5, rtol = 1e-4, floats = true, batch = 3 } = options;
  const fold = createDifference({ tolerance: { atol, rtol }, rule, floats, round: Math.fround });
  for (let start = 0; start < baseline.length; start += batch) {
    const pair = {
      baseline: baseline.subarray(start, start + batch),
      candidate: candidate.subarray(start, start + batch),
    };
    const count = pair.baseline.length;
    fold.add(pair, { start, count }, createMarks(count, false));
  }
  const spread = fold.spread((visit) => visit({ baseline, candidate }));
  return statisticsOf(fold.totals, spread, []);
}

const floats = (...values: readonly number[]): Float64Array => Float64Array.from(values);

describe('statistics of one output', () => {
  const candidate = floats(0, 1, 2, 3);
  const baseline = floats(0.15, 1.25, 2.5, 3.75);

  it('gives the largest, mean and median difference and where they are', () => {
    expect(compare(candidate, baseline)).toMatchObject({
      elements: 4,
      compared: 4,
      maxAbs: { value: 0.75, row: 3, index: [] },
      maxRel: { value: 1, row: 0, index: [] },
      meanAbs: 0.4125,
      medianAbs: 0.375,
    });
  });

  it.each([
    ['atol .3 alone fails', { atol: 0.3, rtol: 0 }, true],
    ['rtol .25 alone fails', { atol: 0, rtol: 0.25 }, true],
    ['both pass', { atol: 0.3, rtol: 0.25 }, false],
  ])('where both have to be exceeded: %s', (_title, tolerance, fails) => {
    expect(compare(candidate, baseline, { rule: 'both', ...tolerance }).outOfTolerance > 0).toBe(fails);
  });

  it('divides a whole number by 0, and for floats by a tiny number', () => {
    const whole = compare(Uint8Array.of(1), Uint8Array.of(0), { floats: false, atol: 0, rtol: 0 });
    expect(whole).toMatchObject({ maxAbs: { value: 1 }, maxRel: { value: 'Infinity' } });
    expect(compare(floats(1), floats(0)).maxRel?.value).toBe(1 / 2.220446049250313e-16);
  });

  it('gives norms, cosine, PSNR and SQNR', () => {
    const { l2, cosine, psnr, sqnr } = compare(floats(1, 2, 3.5), floats(1, 2, 3));
    expect(l2).toBe(0.5);
    expect(cosine).toBeCloseTo(0.9974086507, 10);
    expect(sqnr).toBeCloseTo(17.4818803, 7);
    expect(psnr).toBeCloseTo(20.3342376, 7);
  });

  it('says that nothing differs of equal values: no noise, cosine 1', () => {
    expect(compare(floats(1, 2), floats(1, 2))).toMatchObject({
      sqnr: 'Infinity',
      psnr: 'Infinity',
      l2: 0,
      meanAbs: 0,
    });
    expect(compare(floats(0, 0), floats(0, 0)).cosine).toBe(1);
    expect(compare(floats(0, 0), floats(0, 1)).cosine).toBe(0);
  });

  it('counts what is not finite: NaN equals NaN and an infinity its like', () => {
    const found = compare(floats(NaN, Infinity, -Infinity, 1, NaN, 5), floats(NaN, Infinity, Infinity, NaN, 2, 5));
    expect(found).toMatchObject({
      elements: 6,
      compared: 1,
      bothNaN: 1,
      sameInf: 1,
      nonFiniteInOneOnly: 3,
      outOfTolerance: 3,
    });
    expect(found.maxAbs).toEqual({ value: 0, row: 5, index: [] });
    expect(compare(floats(NaN), floats(NaN)).maxAbs).toBeNull();
    expect(compare(floats(1, 2), floats(Infinity, -Infinity)).outOfTolerance).toBe(2);
  });

  it('keeps whole numbers whole: beyond 2^53 and without a sign', () => {
    const exact = { floats: false, atol: 0, rtol: 0 };
    expect(compare(BigInt64Array.of(2n ** 53n + 1n), BigInt64Array.of(2n ** 53n), exact)).toMatchObject({
      maxAbs: { value: 1 },
      outOfTolerance: 1,
    });
    expect(compare(BigUint64Array.of(0n), BigUint64Array.of(2n ** 64n - 1n), exact).maxAbs?.value).toBe(
      '18446744073709551615',
    );
  });

  it('puts both sides into ten bins of one range', () => {
    const { histogram } = compare(floats(0, 1, 2, 3), floats(7, 8, 9, 10));
    expect(histogram?.edges).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(histogram?.candidate).toEqual([1, 1, 1, 1, 0, 0, 0, 0, 0, 0]);
    expect(histogram?.baseline).toEqual([0, 0, 0, 0, 0, 0, 0, 1, 1, 2]);
  });

  it('agrees with a plain computation, in whatever batches', () => {
    const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(value, value), { minLength: 1 }),
        fc.integer({ min: 1, max: 7 }),
        (pairs, batch) => {
          const [b, c] = [Float64Array.from(pairs, ([one]) => one), Float64Array.from(pairs, ([, other]) => other)];
          const found = compare(c, b, { batch });
          const differences = pairs.map(([x, y]) => Math.abs(y - x));
          const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);
          const close = (one: unknown, other: number): void =>
            expect(Math.abs(Number(one) - other)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(other)));
          expect(found.maxAbs?.value).toBe(Math.max(...differences));
          expect(found.maxAbs?.row).toBe(differences.indexOf(Math.max(...differences)));
          close(found.meanAbs, sum(differences) / pairs.length);
          close(found.rmse, Math.sqrt(sum(differences.map((one) => one * one)) / pairs.length));
          expect(found.outOfTolerance).toBe(
            pairs.filter(([x, y]) => Math.abs(y - x) > 1e-5 + 1e-4 * Math.abs(x)).length,
          );
          expect(sum([...(found.histogram?.baseline ?? [])])).toBe(pairs.length);
        },
      ),
    );
  });
});
