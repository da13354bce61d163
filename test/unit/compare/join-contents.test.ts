import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joinContents } from '../../../src/compare/join-contents';

describe('rows of two lists', () => {
  test.each([
    ['the same rows', 'a b c', 'a b c', { kind: 'rows', changed: 0 }],
    ['some rows edited in their places', 'a b c', 'a x c', { kind: 'rows', changed: 1 }],
    ['nothing in common', 'a b', 'x y z', { kind: 'rows', changed: 2 }],
    ['another order', 'a b c', 'c a b', { kind: 'contents', partners: Int32Array.of(1, 2, 0) }],
    ['fewer rows', 'a b c', 'a b', { kind: 'contents', partners: Int32Array.of(0, 1, -1) }],
    ['more rows', 'a b', 'x a b', { kind: 'contents', partners: Int32Array.of(1, 2) }],
    ['one content several times', 'a a b', 'a b a', { kind: 'contents', partners: Int32Array.of(0, 2, 1) }],
    ['one moved, another edited', 'a b c', 'b a x', { kind: 'contents', partners: Int32Array.of(1, 0, -1) }],
  ])('%s', (_title, rows, others, join) => {
    expect(joinContents(rows.split(' '), others.split(' '))).toEqual(join);
  });

  test('partners hold the same, none belongs to two rows, and none is left that could', () => {
    const list = fc.array(fc.constantFrom<string>('a', 'b', 'c', 'd'), { maxLength: 12 });
    fc.assert(
      fc.property(list, list, (rows, others) => {
        const join = joinContents(rows, others);
        if (join.kind === 'rows') return;
        const taken = join.partners.filter((partner) => partner >= 0);
        expect(new Set(taken).size).toBe(taken.length);
        for (const [row, partner] of join.partners.entries()) if (partner >= 0) expect(others[partner]).toBe(rows[row]);
        const left = new Set(others.filter((_, row) => !taken.includes(row)));
        for (const [row, partner] of join.partners.entries())
          if (partner < 0) expect(left.has(rows[row] ?? '')).toBe(false);
      }),
    );
  });
});
