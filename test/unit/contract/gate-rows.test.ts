import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gateRowsText, parseGateRows, type GateRows } from '../../../src/contract/gate-rows';

describe('the rows that a gate is about', () => {
  it.each<readonly [string, GateRows]>([
    ['region is north', { column: 'region', segment: { kind: 'value', value: 'north' } }],
    ['"tax rate" is "10 %"', { column: 'tax rate', segment: { kind: 'value', value: '10 %' } }],
    ['age in [18, 30)', { column: 'age', segment: { kind: 'range', from: 18, to: 30, closed: false } }],
    ['age in [-1e-7, 30.5]', { column: 'age', segment: { kind: 'range', from: -1e-7, to: 30.5, closed: true } }],
    ['age is missing', { column: 'age', segment: { kind: 'missing' } }],
    [
      'od280/od315 is 1'.replace('od280/od315', '"od280/od315"'),
      { column: 'od280/od315', segment: { kind: 'value', value: '1' } },
    ],
    ['state is "missing"', { column: 'state', segment: { kind: 'value', value: 'missing' } }],
  ])('are written: %s', (text, rows) => {
    expect(gateRowsText(rows)).toBe(text);
    expect(parseGateRows(text)).toEqual(rows);
  });

  it.each(['', 'age', 'age is', 'age in 18, 30', 'age in [a, 3)', 'a b is c', '"a is b', 'age is "\\x"'])(
    'are not read from %j',
    (text) => {
      expect(parseGateRows(text)).toBeUndefined();
    },
  );

  it('are read as they were written, whatever columns and values are called', () => {
    const number = fc.double({ noNaN: true }).map((value) => value + 0);
    const segment = fc.oneof(
      fc.record({ kind: fc.constant('value' as const), value: fc.string({ minLength: 1, unit: 'grapheme' }) }),
      fc.record({ kind: fc.constant('range' as const), from: number, to: number, closed: fc.boolean() }),
      fc.constant({ kind: 'missing' as const }),
    );
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), segment, (column, one) => {
        expect(parseGateRows(gateRowsText({ column, segment: one }))).toEqual({ column, segment: one });
      }),
    );
  });
});
