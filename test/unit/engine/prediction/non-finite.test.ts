import { describe, expect, it } from 'vitest';
import type { OutputColumn } from '../../../../src/contract/predicted';
import { createNonFinite } from '../../../../src/engine/prediction/non-finite';

const TABLE: readonly { readonly dtype: OutputColumn['dtype']; readonly data: OutputColumn['data'] }[] = [
  { dtype: 'float32', data: Float32Array.of(1, NaN, Infinity) },
  { dtype: 'float64', data: Float64Array.of(1, NaN, -Infinity) },
  { dtype: 'float16', data: Uint16Array.of(0x3c00, 0x7e00, 0xfc00) },
];

describe('NaN and infinities', () => {
  it.each(TABLE)('of $dtype are counted, with the first row', ({ dtype, data }) => {
    const counter = createNonFinite();
    const outputs = [{ name: 'y', dtype, rowShape: [], data }];
    counter.add({ start: 40, rows: 3, outputs, told: [], whole: [], failed: new Map() });
    expect(counter.issues()).toMatchObject([
      { code: 'non-finite-outputs', row: 41, message: expect.stringContaining('1 NaN and 1 infinite') as string },
    ]);
  });

  it('are no matter of uint16', () => {
    const counter = createNonFinite();
    const outputs = [{ name: 'y', dtype: 'uint16', rowShape: [], data: Uint16Array.of(0x7e00) }] as const;
    counter.add({ start: 0, rows: 1, outputs, told: [], whole: [], failed: new Map() });
    expect(counter.issues()).toEqual([]);
  });
});
