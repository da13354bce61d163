import { expect, test } from 'vitest';
import { chartColumns } from '../../../../../../webview/shared/rows/charts/chart-columns';
import { conditionOfBin } from '../../../../../../webview/shared/rows/charts/condition-of-bin';
import { confusedPairs } from '../../../../../../webview/shared/rows/charts/confused-pairs';

const spread = {
  kind: 'numbers',
  ...{ min: 0, max: 1, mean: 0.5, std: 0.1, median: 0.5 },
  edges: [0, 0.5, 1],
  counts: [1, 2],
} as const;

test('a bar holds the rows from its lower edge to below its upper one; the last holds both', () => {
  expect(conditionOfBin('score', spread, 0)).toEqual({ kind: 'range', column: 'score', from: 0, to: 0.5 });
  expect(conditionOfBin('score', spread, 1)).toEqual({
    kind: 'range',
    column: 'score',
    from: 0.5,
    to: 1,
    closed: true,
  });
});

test('the errors made most often come first, right answers and empty cells never', () => {
  const counts = [
    [9, 1, 0],
    [3, 9, 2],
    [0, 0, 9],
  ];
  expect(confusedPairs(counts, 2)).toEqual([
    { truth: 1, predicted: 0, rows: 3 },
    { truth: 1, predicted: 2, rows: 2 },
  ]);
});

test('of what the model answers the first have a chart; inputs where they were added', () => {
  const column = (id: string, group: string) => ({ id, title: id, group });
  const columns = [
    column('prediction', 'prediction'),
    column('score', 'prediction'),
    column('input:a', 'input'),
    column('input:b', 'input'),
    column('why', 'error'),
  ];
  const ids = (found: readonly { readonly id: string }[]): string[] => found.map(({ id }) => id);
  const { shown, more, others } = chartColumns(columns, 1, ['input:b']);
  expect([ids(shown), more, ids(others)]).toEqual([['prediction', 'input:b'], 1, ['input:a']]);
});
