import { describe, expect, it } from 'vitest';
import { generateTable } from '../../../src/data/generate';
import { collect } from './support/collect';

const columns = [
  { name: 'x', dtype: 'float32' as const, rowShape: [2] },
  { name: 'ids', dtype: 'int64' as const, rowShape: [3] },
  { name: 'flag', dtype: 'bool' as const, rowShape: [] },
  { name: 'text', dtype: 'string' as const, rowShape: [] },
  { name: 'half', dtype: 'float16' as const, rowShape: [] },
];

describe('a made-up table', () => {
  it('has the rows, shapes and types that are asked for', async () => {
    const table = await collect(generateTable({ columns, rows: 5 }), 2);
    expect(table.head).toMatchObject({
      format: 'generated',
      rows: 5,
      columns: ['x', 'ids', 'flag', 'text', 'half'],
      named: true,
    });
    expect(table.rows).toHaveLength(5);
    for (const [x, ids, flag, text, half] of table.rows) {
      expect(x).toEqual([expect.any(Number), expect.any(Number)]);
      expect((ids as bigint[]).every((id) => id >= 0n && id < 10n)).toBe(true);
      expect([0, 1]).toContain(flag);
      expect(text).toMatch(/^text_\d$/);
      expect(half).toBeLessThanOrEqual(0x3c00);
    }
  });

  it('is the same for a seed whatever the batches, and another for another seed', async () => {
    const small = await collect(generateTable({ columns, rows: 20, seed: 3 }), 3);
    const large = await collect(generateTable({ columns, rows: 20, seed: 3 }), 100);
    const other = await collect(generateTable({ columns, rows: 20, seed: 4 }), 100);
    expect(small.rows).toEqual(large.rows);
    expect(other.rows).not.toEqual(large.rows);
  });
});
