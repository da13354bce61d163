import { describe, expect, it } from 'vitest';
import type { LayerPair } from '../../../../src/compare/pair-layers';
import { planGroups, type LayerGroups, type Measured } from '../../../../src/engine/layers/plan-groups';

const MOST_ROWS = 256;

/** A model with layers of these widths, float32, fed so many rows. */
function measured(widths: readonly number[], rows: number, axis: number | string = 'rows'): Measured {
  const layers = widths.map((_, index) => `layer ${index}`);
  return {
    values: {
      inputs: [{ name: 'x', dtype: 'float32', shape: [axis, 2] }],
      outputs: widths.map((width, index) => ({ name: `layer ${index}`, dtype: 'float32', shape: [axis, width] })),
    },
    run: {
      start: 0,
      rows,
      feeds: new Map([['x', { dtype: 'float32', dims: [rows, 2], data: new Float32Array(2 * rows) }]]),
    },
    fetches: new Map(layers.map((name) => [name, name])),
  };
}

function plan(widths: readonly number[], model = measured(widths, MOST_ROWS)): LayerGroups {
  const pairs = widths.map((width, index): LayerPair => {
    const head = { name: `layer ${index}`, operator: 'Neg', place: 0, shape: ['rows', width] };
    return { baseline: head, candidate: head, pairedBy: 'name' };
  });
  return planGroups(pairs, model, model, MOST_ROWS);
}

const sizes = ({ groups }: LayerGroups): readonly number[] => groups.map(({ length }) => length);

describe('the plan of a comparison layer by layer', () => {
  it('fetches all layers of all rows at once where they are small', () => {
    const planned = plan([10, 100, 1000]);
    expect(planned).toMatchObject({ rows: MOST_ROWS, rowsAtOnce: MOST_ROWS });
    expect(sizes(planned)).toEqual([3]);
  });

  it('takes fewer rows at once before it takes fewer layers', () => {
    const planned = plan(new Array<number>(13).fill(200_000));
    expect(sizes(planned)).toEqual([13]);
    expect(planned.rowsAtOnce * 13 * 200_000 * 4).toBeLessThanOrEqual(64 * 2 ** 20);
    expect(planned.rows).toBeGreaterThan(planned.rowsAtOnce);
    expect(planned.rows * 13 * 200_000 * 4).toBeLessThanOrEqual(512 * 2 ** 20);
  });

  it('takes fewer layers where one row of all is too much', () => {
    const planned = plan(new Array<number>(4).fill(10_000_000));
    expect(planned).toMatchObject({ rows: 3, rowsAtOnce: 1 });
    expect(sizes(planned)).toEqual([1, 1, 1, 1]);
  });

  it('leaves the rows together where the model says how many it takes', () => {
    const planned = plan([1_000_000, 1_000_000], measured([1_000_000, 1_000_000], 32, 32));
    expect(planned.rowsAtOnce).toBe(32);
    expect(planned.rows).toBe(MOST_ROWS);
    expect(sizes(planned)).toEqual([1, 1]);
  });
});
