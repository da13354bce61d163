import { describe, expect, it } from 'vitest';
import type { FailingRow } from '../../../../src/contract/golden';
import { failingText, firstDifference } from '../../../../src/extension/testing/failing-text';

const FLIPPED: FailingRow = {
  row: 7,
  line: 9,
  values: [
    { name: 'label', expected: 'a, b', actual: 'c' },
    { name: 'probabilities', expected: { 'a, b': 0.75, c: 0.25 }, actual: { 'a, b': 0.25, c: 0.75 } },
  ],
};
const MATRIX: FailingRow = {
  row: 0,
  values: [
    {
      name: 'y',
      expected: [
        [1, 2],
        [3, 'NaN'],
      ],
      actual: [
        [1, 2],
        [3, 4],
      ],
    },
  ],
};

describe('failing rows as text', () => {
  it('have a line for each value, so that only what differs is marked', () => {
    expect(failingText([FLIPPED], 'expected')).toBe(
      ['row 7', '  label: "a, b"', '  probabilities:', '    a, b: 0.75', '    c: 0.25'].join('\n'),
    );
    expect(failingText([MATRIX], 'actual')).toBe(['row 0', '  y:', '    [0]: [1, 2]', '    [1]: [3, 4]'].join('\n'));
  });

  it('are kept apart by an empty line', () => {
    expect(failingText([MATRIX, FLIPPED], 'expected').split('\n\n')).toHaveLength(2);
  });

  it('tell what differs first, in short', () => {
    expect(firstDifference(FLIPPED)).toEqual({ name: 'label', expected: '"a, b"', actual: '"c"' });
    const long = { row: 1, values: [{ name: 'text', expected: 'x'.repeat(100), actual: '' }] };
    expect(firstDifference(long)?.expected).toBe(`"${'x'.repeat(59)}…`);
  });

  it('tell of nothing where both sides read the same', () => {
    expect(firstDifference({ row: 0, values: [{ name: 'y', expected: 1, actual: 1 }] })).toBeUndefined();
  });
});
