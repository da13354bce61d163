import { expect, test } from 'vitest';
import { moveByKey } from '../../../../webview/shared/grid-keys';

const size = { rows: 1_000, columns: 8, page: 20 };
const from = { row: 500, column: 4 };

test.each([
  ['ArrowDown', false, { row: 501, column: 4 }],
  ['ArrowUp', false, { row: 499, column: 4 }],
  ['ArrowRight', false, { row: 500, column: 5 }],
  ['ArrowLeft', false, { row: 500, column: 3 }],
  ['PageDown', false, { row: 520, column: 4 }],
  ['PageUp', false, { row: 480, column: 4 }],
  ['Home', false, { row: 500, column: 0 }],
  ['End', false, { row: 500, column: 7 }],
  ['Home', true, { row: 0, column: 0 }],
  ['End', true, { row: 999, column: 7 }],
  ['ArrowDown', true, { row: 999, column: 4 }],
  ['ArrowUp', true, { row: 0, column: 4 }],
])('%s (Ctrl: %s) leads to %j', (key, ctrlKey, to) => {
  expect(moveByKey(from, { key, ctrlKey, metaKey: false }, size)).toEqual(to);
});

test.each(['a', 'Tab', 'Enter', 'toString'])('%s moves nothing', (key) => {
  expect(moveByKey(from, { key, ctrlKey: false, metaKey: false }, size)).toBeUndefined();
});

test('no key leads out of the table', () => {
  const corner = { row: 999, column: 7 };
  const key = { ctrlKey: false, metaKey: false };
  expect(moveByKey(corner, { ...key, key: 'ArrowDown' }, size)).toEqual(corner);
  expect(moveByKey(corner, { ...key, key: 'PageDown' }, size)).toEqual(corner);
  expect(moveByKey(corner, { ...key, key: 'ArrowRight' }, size)).toEqual(corner);
});
