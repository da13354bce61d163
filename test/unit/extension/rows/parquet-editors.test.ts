import { expect, test } from 'vitest';
import { opensParquet } from '../../../../src/extension/rows/parquet-editors';

const editor = (filenamePattern: unknown) => ({
  contributes: { customEditors: [{ selector: [{ filenamePattern }] }] },
});

test.for([
  ['no extension', [], false],
  ['an editor for *.parquet', [{}, editor('*.parquet')], true],
  ['one of several patterns', [editor('*.{csv,parquet,arrow}')], true],
  ['an editor for something else', [editor('*.png')], false],
  ['manifests of another form', [null, 'text', editor(7), { contributes: { customEditors: 'none' } }], false],
] as const)('%s', ([, manifests, expected]) => {
  expect(opensParquet(manifests)).toBe(expected);
});
