import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rankChanges } from '../../../src/compare/rank-changes';

/** The places of the three largest, the first of equals first. */
function topThree(row: readonly number[]): readonly number[] {
  const places = row.map((_, place) => place);
  return places.toSorted((one, other) => (row[other] ?? 0) - (row[one] ?? 0) || one - other).slice(0, 3);
}

it('rows are marked where the three largest are others, or in another order', () => {
  const width = fc.integer({ min: 2, max: 7 });
  const rows = width.chain((length) => {
    const row = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: length, maxLength: length });
    return fc.array(fc.tuple(row, row), { minLength: 1, maxLength: 5 });
  });
  fc.assert(
    fc.property(rows, (pairs) => {
      const side = (which: 0 | 1): Float32Array => Float32Array.from(pairs.flatMap((pair) => pair[which]));
      const changed = pairs.map(([one, other]) => (String(topThree(one)) === String(topThree(other)) ? 0 : 1));
      expect([...rankChanges(side(0), side(1), pairs[0]?.[0].length ?? 0)]).toEqual(changed);
    }),
  );
});
