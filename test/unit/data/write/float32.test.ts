import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { float32Text, shortestFloat32, writeFloat32 } from '../../../../src/data/write/float32';
import { rounds } from '../../../support/rounds';

const bits = new Uint32Array(1);
const float = new Float32Array(bits.buffer);

function fromBits(value: number): number {
  bits[0] = value;
  return float[0] ?? NaN;
}

function significantDigits(value: number): number {
  const [mantissa = ''] = value.toExponential().split('e');
  return mantissa.replace(/\D/g, '').length;
}

/** Whether any decimal of `digits` digits rounds to `value`: only the two beside it can. */
function hasDecimalOf(digits: number, value: number): boolean {
  const [mantissa = '', exponent = ''] = value.toExponential(digits - 1).split('e');
  const nearest = BigInt(mantissa.replace('.', ''));
  return [nearest - 1n, nearest, nearest + 1n].some(
    (scaled) => Math.fround(Number(`${scaled}e${Number(exponent) - digits + 1}`)) === value,
  );
}

function expectShortest(value: number): void {
  const shortest = shortestFloat32(value);
  expect(Math.fround(shortest)).toBe(value);
  const digits = significantDigits(shortest);
  expect(digits === 1 || !hasDecimalOf(digits - 1, value), `${value} as ${shortest}`).toBe(true);
  expect(float32Text(value)).toBe(String(shortest));
}

describe('the shortest decimal of a float32', () => {
  it.each([
    [0.1, '0.1'],
    [0.3, '0.3'],
    [1 / 3, '0.33333334'],
    [16777216, '16777216'],
    [123456789, '123456790'],
    [3.4028234663852886e38, '3.4028235e+38'],
    [1.401298464324817e-45, '1e-45'],
    [1.1754943508222875e-38, '1.1754944e-38'],
    [0.000001, '0.000001'],
    [3.610078e-6, '0.000003610078'],
    [1e-7, '1e-7'],
    [-2.5, '-2.5'],
    [0, '0'],
  ])('of %d is %s', (value, text) => {
    expect(String(shortestFloat32(Math.fround(value)))).toBe(text);
    expect(float32Text(Math.fround(value))).toBe(text);
  });

  it('leaves what is not finite as it is', () => {
    expect([NaN, Infinity, -Infinity].map(shortestFloat32)).toEqual([NaN, Infinity, -Infinity]);
  });

  it('restores every bit pattern, and no decimal with fewer digits does', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffffff }), (pattern) => {
        const value = fromBits(pattern);
        fc.pre(Number.isFinite(value) && value !== 0);
        expectShortest(value);
      }),
      { numRuns: rounds(20_000) },
    );
  });

  it('is written as bytes with the same digits', () => {
    const target = Buffer.alloc(40, '#');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.float({ noNaN: true, noDefaultInfinity: true, min: 0, max: 1 }),
          fc.integer({ min: 0, max: 2 ** 32 - 1 }).map(fromBits),
        ),
        (value) => {
          const expected = Number.isFinite(value) ? float32Text(value) : String(value);
          const end = writeFloat32(value, target, 3);
          expect(target.toString('latin1', 3, end)).toBe(expected);
        },
      ),
      { numRuns: rounds(5000) },
    );
  });

  it('does so for every power of two, whose rounding interval is wider above than below', () => {
    for (let exponent = 1; exponent < 255; exponent++) expectShortest(fromBits(exponent << 23));
  });

  it('does so around the powers of ten', () => {
    for (let exponent = -44; exponent <= 38; exponent++) {
      bits[0] = 0;
      float[0] = Number(`1e${exponent}`);
      const pattern = bits[0];
      for (let step = -3; step <= 3; step++) if (pattern + step > 0) expectShortest(fromBits(pattern + step));
    }
  });
});
