import { expect, it } from 'vitest';
import { parseBookmark } from '../../../../src/extension/compare/bookmark';

const SUBJECT = {
  baseline: { side: { kind: 'model', path: '/w/old.onnx' }, name: 'old.onnx' },
  candidate: { side: { kind: 'run', run: '0192' }, name: 'run 0192' },
  data: '/w/rows.csv',
  folder: '/w',
  options: { tolerance: { atol: 1 } },
};

it('gives back what a page kept, and leaves out what it did not', () => {
  expect(parseBookmark({ version: 1, subject: SUBJECT, more: 1 })).toEqual({ version: 1, subject: SUBJECT });
  const { data: _data, ...without } = SUBJECT;
  expect(parseBookmark({ version: 1, subject: without })).toEqual({ version: 1, subject: without });
});

it.each([
  undefined,
  'text',
  { version: 2, subject: SUBJECT },
  { version: 1 },
  { version: 1, subject: { ...SUBJECT, folder: 3 } },
  { version: 1, subject: { ...SUBJECT, options: 'none' } },
  { version: 1, subject: { ...SUBJECT, baseline: { side: { kind: 'model' }, name: 'x' } } },
  { version: 1, subject: { ...SUBJECT, candidate: { side: { kind: 'oracle' }, name: 'x' } } },
])('refuses %j', (state) => {
  expect(parseBookmark(state)).toBeUndefined();
});
