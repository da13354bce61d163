import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commonSequence } from '../../../src/compare/common-sequence';

describe('a common sequence', () => {
  const own = (text: string): string => text;

  it('is one of both, in order, and as long as any', () => {
    const word = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 10 });
    fc.assert(
      fc.property(word, word, (one, other) => {
        const found = commonSequence(one, other, own).map(([item]) => item);
        expect(isWithin(found, one) && isWithin(found, other)).toBe(true);
        expect(found).toHaveLength(longestLength(one, other));
      }),
    );
  });

  it('of very long runs goes by the place among those of a kind', () => {
    const one = Array.from({ length: 3000 }, (_, place) => `${place % 7}`);
    const other = ['x', ...one.slice(1).toReversed(), 'y'];
    expect(commonSequence(one, other, own).length).toBeGreaterThan(2900);
  });

  it('of hundreds of thousands of one kind is found at once', () => {
    const [one, other] = ['a', 'b'].map((first) => [first, ...Array.from({ length: 200_000 }, () => 'x'), `${first}!`]);
    expect(commonSequence(one ?? [], other ?? [], own)).toHaveLength(200_000);
  });
});

function isWithin(part: readonly string[], whole: readonly string[]): boolean {
  let at = 0;
  for (const item of whole) if (item === part[at]) at++;
  return at === part.length;
}

/** By trying everything. */
function longestLength(one: readonly string[], other: readonly string[]): number {
  const [first, ...rest] = one;
  if (first === undefined || other.length === 0) return 0;
  const place = other.indexOf(first);
  const without = longestLength(rest, other);
  return place < 0 ? without : Math.max(without, 1 + longestLength(rest, other.slice(place + 1)));
}
