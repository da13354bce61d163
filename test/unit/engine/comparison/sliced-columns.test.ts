import { expect, test } from 'vitest';
import type { Batch, TableHead } from '../../../../src/data/table';
import { segmentersOf } from '../../../../src/engine/comparison/sliced-columns';

const ROWS = 40;

function sliced(columns: readonly string[], named = true): readonly string[] {
  const head: TableHead = { format: 'csv', columns, named, constants: [], issues: [] };
  const values = Array.from({ length: ROWS }, (_, row) => String(row % 2));
  const batch: Batch = {
    start: 0,
    rows: ROWS,
    columns: columns.map(() => ({ kind: 'text', values })),
    line: () => undefined,
    issues: [],
  };
  const segmenters = segmentersOf(head, [batch], ['no', 'yes'], new Set(['customer']));
  return columns.filter((_, place) => segmenters[place] !== undefined);
}

test.each([
  ['an index that pandas wrote', ['', 'Unnamed: 0', 'age'], ['age']],
  ['predictions', ['y_pred', 'proba_yes', 'p_0', 'age'], ['age']],
  ['what is only called like a probability', ['p_value', 'prob_rain'], ['p_value', 'prob_rain']],
  ['an id', ['customer', 'age'], ['age']],
])('of %s, only what says something about the rows is sliced', (_case, columns, expected) => {
  expect(sliced(columns)).toEqual(expected);
});

test('columns that never had names are sliced', () => {
  expect(sliced(['', ''], false)).toEqual(['', '']);
});
