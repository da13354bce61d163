import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { bracketed, pythonLiteral } from '../../../src/tensors/python/literal';

describe('a literal of Python', () => {
  it.each([
    ['plain', '"plain"'],
    ['', '""'],
    ['"quoted" \\ back', '"\\"quoted\\" \\\\ back"'],
    ['two\r\nlines\ttab', '"two\\r\\nlines\\ttab"'],
    ['\0\u007f\u2028\u202e', '"\\u0000\\u007f\\u2028\\u202e"'],
    ['Größe 🍷', '"Größe 🍷"'],
    ['\ud800', '"\\ud800"'],
    [1.5, '1.5'],
    [1e21, '1e+21'],
    [-0, '-0.0'],
    [NaN, 'np.nan'],
    [-Infinity, '-np.inf'],
    [9007199254740993n, '9007199254740993'],
    [true, 'True'],
    [null, 'None'],
    [['a', 1], '["a", 1]'],
  ])('of %s is %s', (value, literal) => {
    expect(pythonLiteral(value)).toBe(literal);
  });

  it('never lets a text end early, break its line or start code', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme-composite' })), (text) => {
        const literal = pythonLiteral(text);
        expect(literal).toMatch(/^"(?:[^"\\\p{C}\u2028\u2029]|\\["\\nrt]|\\u[0-9a-f]{4}|\\U[0-9a-f]{8})*"$/u);
        expect(read(literal)).toBe(text);
      }),
    );
  });

  it('breaks a list where it would be too wide, and keeps what is in it', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,30}$/), { maxLength: 40 }), (names) => {
        const list = bracketed('[]', names, '');
        expect(list.replaceAll(/[\s[\]]/g, '').replace(/,$/, '')).toBe(names.join(','));
        expect(list.split('\n').every((line) => line.length <= 90)).toBe(true);
      }),
    );
  });
});

/** A text as Python reads its literal. */
function read(literal: string): string {
  return literal
    .slice(1, -1)
    .replace(/\\(?:U([0-9a-f]{8})|u([0-9a-f]{4})|(.))/gu, (_, long?: string, short?: string, sign?: string) => {
      const code = long ?? short;
      if (code !== undefined) return String.fromCodePoint(Number.parseInt(code, 16));
      return { n: '\n', r: '\r', t: '\t' }[sign ?? ''] ?? sign ?? '';
    });
}
