import { expect, test } from 'vitest';
import { parseBookmark } from '../../../../src/extension/results/bookmark';

const subject = { model: '/m.onnx', data: '/d.csv', folder: '/' };

test('a bookmark comes back as it was kept', () => {
  const bookmark = { version: 1, subject, run: 'run-1', log: '/log.db' };
  expect(parseBookmark(bookmark)).toEqual(bookmark);
  expect(parseBookmark({ version: 1, subject })).toEqual({ version: 1, subject });
});

test.each([undefined, null, 'text', {}, { version: 2, subject }, { version: 1, subject: { model: 1 } }])(
  'what another version kept is not taken for one: %j',
  (state) => {
    expect(parseBookmark(state)).toBeUndefined();
  },
);
