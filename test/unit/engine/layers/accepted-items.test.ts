import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acceptedItems } from '../../../../src/engine/layers/accepted-items';

const refusing =
  (bad: ReadonlySet<number>) =>
  (some: readonly number[]): Promise<boolean> =>
    Promise.resolve(!some.some((item) => bad.has(item)));

describe('items that are accepted', () => {
  it('are all but those that are refused, in their order', async () => {
    const items = fc.uniqueArray(fc.nat(), { minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(items, fc.infiniteStream(fc.nat(9)), async (all, chance) => {
        const bad = new Set(all.filter(() => chance.next().value === 0).slice(0, 6));
        fc.pre(bad.size > 0);
        expect(await acceptedItems(all, refusing(bad))).toEqual(all.filter((item) => !bad.has(item)));
      }),
    );
  });

  it('take few tries among many', async () => {
    let tries = 0;
    const accepts = refusing(new Set([1234]));
    const all = Array.from({ length: 2000 }, (_, index) => index);
    const accepted = await acceptedItems(all, (some) => {
      tries++;
      return accepts(some);
    });
    expect(accepted).toHaveLength(1999);
    expect(tries).toBeLessThan(30);
  });

  it('are not looked for on and on where most are refused', async () => {
    const all = Array.from({ length: 2000 }, (_, index) => index);
    expect(await acceptedItems(all, refusing(new Set(all)))).toBeUndefined();
  });
});
