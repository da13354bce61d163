import { expect, test } from 'vitest';
import type { RowsView } from '../../../../../src/contract/rows';
import { createLooks } from '../../../../../webview/shared/rows/looks';

const view: RowsView = { conditions: [{ kind: 'wrong' }], order: { column: 'score', direction: 'ascending' } };

test('a page that comes back looks as it was left', () => {
  let kept: unknown;
  const looks = createLooks(undefined, (next) => (kept = next));
  looks.keepCharts(true);
  looks.keepView('run-1', view);
  const again = createLooks(structuredClone(kept), () => undefined);
  expect(again.charts()).toBe(true);
  expect(again.view('run-1')).toEqual(view);
});

test('the view of one result is not that of another', () => {
  const looks = createLooks({ view: { result: 'run-1', view } }, () => undefined);
  expect(looks.view('run-2')).toBeUndefined();
});

test.for([
  null,
  'text',
  7,
  {},
  { charts: 'yes' },
  { view: { result: 1, view } },
  { view: { result: 'run-1', view: { conditions: [7] } } },
])('what another version has kept (%j) counts as nothing', (kept) => {
  const looks = createLooks(kept, () => undefined);
  expect(looks.charts()).toBeUndefined();
  expect(looks.view('run-1')).toBeUndefined();
});
