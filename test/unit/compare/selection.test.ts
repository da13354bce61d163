import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSelection } from '../../../src/compare/selection';

const QUANTILES = [0, 0.5, 0.9, 0.95, 0.99, 1];

function select(values: Iterable<number>, quantiles = QUANTILES): readonly number[] | undefined {
  const all = Float64Array.from(values);
  const selection = createSelection();
  selection.addAll(all, all.length);
  const search = selection.search(quantiles);
  if (!search) return undefined;
  while (!search.done()) {
    search.beginPass();
    search.addAll(all, all.length);
    search.endPass();
  }
  return search.results();
}

/** NumPy's default method: linear between the neighbours of q * (n - 1). */
function sorted(values: readonly number[]): readonly number[] {
  const all = Float64Array.from(values).sort();
  return QUANTILES.map((quantile) => {
    const position = quantile * (all.length - 1);
    const below = all[Math.floor(position)] ?? NaN;
    const above = all[Math.ceil(position)] ?? NaN;
    return below === above ? below : below + (above - below) * (position - Math.floor(position));
  });
}

function expectClose(found: readonly number[] | undefined, wanted: readonly number[]): void {
  for (const [index, value] of wanted.entries()) {
    if (Number.isFinite(value)) expect(Math.abs((found?.[index] ?? NaN) - value)).toBeLessThanOrEqual(1e-14 * value);
    else expect(String(found?.[index])).toBe(String(value));
  }
}

describe('quantiles by selection', () => {
  it('are those of NumPy', () => {
    expect(select([0.15, 0.25, 0.5, 0.75], [0.5])).toEqual([0.375]);
    expect(select([], [0.5])).toBeUndefined();
    expect(select([Infinity, Infinity, 1], [0.5, 0.75])).toEqual([Infinity, Infinity]);
  });

  it('are those of the sorted values, whatever they are', () => {
    const value = fc.double({ min: 0, noNaN: true, noDefaultInfinity: true, max: 1e300 });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), (values) => {
        const all = values.map(Math.abs);
        expectClose(select(all), sorted(all));
      }),
    );
  });

  it.each([
    ['all alike', () => 1 / 3],
    ['alike in all but the last bits', (index: number) => 1 + (index % 7) * Number.EPSILON],
    ['alike in their upper half', (index: number) => 1 + ((index * 7919) % 100_003) * 1e-12],
    ['spread over all magnitudes', (index: number) => 2 ** ((index % 600) - 300)],
  ])('hold for 200,000 values, %s', (_title, value) => {
    const all = Array.from({ length: 200_000 }, (_, index) => value(index));
    expectClose(select(all), sorted(all));
  });
});
