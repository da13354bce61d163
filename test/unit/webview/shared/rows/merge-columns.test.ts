import { describe, expect, test } from 'vitest';
import { mergeColumns } from '../../../../../webview/shared/rows/merge-columns';

describe('columns of a further page', () => {
  const column = (id: string, width: number) => ({
    ...{ id, width, title: id, about: '', group: '' },
    align: 'end' as const,
    cell: () => ({ text: '' }),
  });
  const known = [column('a', 64), column('b', 64)];

  test('change nothing where they bring nothing new', () => {
    expect(mergeColumns(known, [column('a', 60), column('b', 64)])).toBe(known);
  });

  test('widen what has longer texts, and come in where they stand', () => {
    const merged = mergeColumns(known, [column('a', 90), column('new', 70), column('b', 64), column('error', 80)]);
    expect(merged.map(({ id, width }) => [id, width])).toEqual([
      ['a', 90],
      ['new', 70],
      ['b', 64],
      ['error', 80],
    ]);
  });

  test('leave out none that only earlier pages have', () => {
    expect(mergeColumns(known, [column('b', 64)]).map(({ id }) => id)).toEqual(['a', 'b']);
  });
});
