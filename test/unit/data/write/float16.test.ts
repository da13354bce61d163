import { describe, expect, it } from 'vitest';
import { float16Value } from '../../../../src/data/float16';
import { shortestFloat16 } from '../../../../src/data/write/float16';

const FINITE = Array.from({ length: 0x7c00 }, (_, bits) => bits);

describe('half precision', () => {
  it('reads every bit pattern as Float16Array does', () => {
    const patterns = Uint16Array.from({ length: 65536 }, (_, bits) => bits);
    const numbers = new Float16Array(patterns.buffer);
    expect(Array.from(patterns, float16Value)).toEqual(Array.from(numbers));
  });

  it('prints every number with the fewest digits that restore it', () => {
    for (const bits of FINITE.slice(1)) {
      const value = float16Value(bits);
      const shortest = shortestFloat16(value);
      expect(Math.f16round(shortest)).toBe(value);
      const [mantissa = '', exponent = ''] = shortest.toExponential().split('e');
      const digits = mantissa.replace('.', '').length;
      if (digits === 1) continue;
      const fewer = Math.trunc(Number(mantissa) * 10 ** (digits - 2));
      const restored = [fewer, fewer + 1].map((scaled) =>
        Math.f16round(Number(`${scaled}e${Number(exponent) - digits + 2}`)),
      );
      expect(restored).not.toContain(value);
    }
  });

  it.each([
    [0.0999755859375, 0.1],
    [65504, 65500],
    [-1.5, -1.5],
    [0, 0],
    [Infinity, Infinity],
  ])('prints %d as %d', (value, text) => {
    expect(shortestFloat16(value)).toBe(text);
  });
});
