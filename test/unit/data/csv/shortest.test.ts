import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isShortestText } from '../../../../src/data/csv/shortest';

/** The cell in the midst of others, as it stands in a file. */
function isShortest(text: string): boolean {
  const bytes = Buffer.from(`1,${text},2`, 'latin1');
  return isShortestText(bytes, 2, 2 + text.length, text === '' ? NaN : Number(text));
}

function written(text: string): string {
  const value = Number(text);
  return Object.is(value, -0) ? '-0' : String(value);
}

describe('whether a cell is what JavaScript writes for its number', () => {
  it.each([
    '0',
    '-0',
    '7',
    '-12',
    '0.1',
    '-3.25',
    '123456789012345',
    '0.1234567890123456',
    '1e+21',
    '1e-7',
    '0.000001',
  ])('%s is', (text) => {
    expect(isShortest(text)).toBe(true);
  });

  it.each([
    ...['', '-', '.', '007', '-01', '1.50', '2.0', '5.', '.5', '+1', ' 1', '1 ', '-0.0', '1e5', '1E+21'],
    ...['9007199254740993', '0.1000000000000000055', '0.0000001', '1,5', 'NA', '123456789012345678901234'],
  ])('"%s" is not', (text) => {
    expect(isShortest(text)).toBe(false);
  });

  it('agrees with writing the number and comparing', () => {
    const text = fc
      .tuple(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.nat(20), fc.nat(3))
      .map(([value, digits, how]) => {
        if (how === 0) return value.toFixed(digits);
        if (how === 1) return value.toExponential(Math.min(digits, 17));
        return how === 2 ? value.toPrecision(Math.max(1, digits)) : String(value);
      });
    fc.assert(fc.property(text, (cell) => isShortest(cell) === (cell === written(cell))));
  });
});
