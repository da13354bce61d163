import { describe, expect, test } from 'vitest';
import type { RowCondition, RowsView } from '../../../../../src/contract/rows';
import {
  conditionOn,
  EVERYTHING,
  filteredColumns,
  hasCondition,
  isEverything,
  searchOf,
  toggleCondition,
  toggleOrder,
  viewKey,
  withCondition,
  withoutCondition,
  withSearch,
} from '../../../../../webview/shared/rows/view-state';

const range: RowCondition = { kind: 'range', column: 'score', from: 0.1, to: 0.2 };
const wrong: RowCondition = { kind: 'wrong' };

test('a column orders ascending, then descending, then not at all', () => {
  const first = toggleOrder(EVERYTHING, 'score');
  const second = toggleOrder(first, 'score');
  expect([first.order, second.order, toggleOrder(second, 'score').order]).toEqual([
    { column: 'score', direction: 'ascending' },
    { column: 'score', direction: 'descending' },
    undefined,
  ]);
});

test('another column begins ascending, and conditions stay', () => {
  const view: RowsView = { conditions: [wrong], order: { column: 'score', direction: 'descending' } };
  expect(toggleOrder(view, 'row')).toEqual({ conditions: [wrong], order: { column: 'row', direction: 'ascending' } });
});

describe('conditions', () => {
  test('of one column take the place of each other', () => {
    const view = withCondition(withCondition(EVERYTHING, range), { kind: 'missing', column: 'score' });
    expect(view.conditions).toEqual([{ kind: 'missing', column: 'score' }]);
  });

  test('of several columns, and those of no column, hold together', () => {
    const view = [range, wrong, { kind: 'contains', column: 'truth', text: 'a' } as const].reduce(
      withCondition,
      EVERYTHING,
    );
    expect(view.conditions).toHaveLength(3);
    expect(filteredColumns(view)).toEqual(new Set(['score', 'truth']));
  });

  test('are the same whatever the order of their fields', () => {
    const view = withCondition(EVERYTHING, range);
    const same: RowCondition = { to: 0.2, from: 0.1, column: 'score', kind: 'range' };
    expect(hasCondition(view, same)).toBe(true);
    expect(withoutCondition(view, same).conditions).toEqual([]);
  });

  test('that hold already are taken away by the same click', () => {
    const once = toggleCondition(EVERYTHING, wrong);
    expect(once.conditions).toEqual([wrong]);
    expect(toggleCondition(once, wrong).conditions).toEqual([]);
  });

  test('are found by their column', () => {
    const view = withCondition(withCondition(EVERYTHING, wrong), range);
    expect(conditionOn(view, 'score')).toEqual(range);
    expect(conditionOn(view, 'truth')).toBeUndefined();
  });
});

test.for([
  ['a text', ' oak ', 'oak'],
  ['nothing', '   ', ''],
] as const)('searching %s', ([, typed, searched]) => {
  expect(searchOf(withSearch(withSearch(EVERYTHING, 'before'), typed))).toBe(searched);
});

test('the first view holds everything, another does not, and each has a key of its own', () => {
  const sorted = toggleOrder(EVERYTHING, 'row');
  const filtered = withCondition(EVERYTHING, wrong);
  expect([EVERYTHING, sorted, filtered].map(isEverything)).toEqual([true, false, false]);
  expect(new Set([EVERYTHING, sorted, filtered].map(viewKey)).size).toBe(3);
});
