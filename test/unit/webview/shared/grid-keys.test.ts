import { expect, test } from 'vitest';
import { HEADER_ROW, moveByKey } from '../../../../webview/shared/grid-keys';

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

test.each([
  ['the first row leads up to the header', { row: 0, column: 4 }, 'ArrowUp', false, { row: HEADER_ROW, column: 4 }],
  ['no other way leads there', { row: 0, column: 4 }, 'ArrowUp', true, { row: 0, column: 4 }],
  ['nor does a page', { row: 3, column: 4 }, 'PageUp', false, { row: 0, column: 4 }],
  ['the header leads down', { row: HEADER_ROW, column: 4 }, 'ArrowDown', false, { row: 0, column: 4 }],
  ['and along', { row: HEADER_ROW, column: 4 }, 'ArrowRight', false, { row: HEADER_ROW, column: 5 }],
  ['and to its ends', { row: HEADER_ROW, column: 4 }, 'End', false, { row: HEADER_ROW, column: 7 }],
])('%s', (_what, start, key, ctrlKey, to) => {
  expect(moveByKey(start, { key, ctrlKey, metaKey: false }, size)).toEqual(to);
});

test('the header of a table without rows can be reached', () => {
  const none = { ...size, rows: 0 };
  const up = moveByKey({ row: 0, column: 1 }, { key: 'ArrowUp', ctrlKey: false, metaKey: false }, none);
  expect(up).toEqual({ row: HEADER_ROW, column: 1 });
  expect(moveByKey({ row: HEADER_ROW, column: 1 }, { key: 'ArrowDown', ctrlKey: false, metaKey: false }, none)).toEqual(
    up,
  );
});
