import { expect, test } from 'vitest';
import { fileKind, looksLikeData } from '../../../../src/extension/pick/kinds';

test.each([
  ['wine.onnx', 'model'],
  ['WINE.ONNX', 'model'],
  ['wine.csv', 'data'],
  ['wine.csv.gz', 'data'],
  ['wine.parquet', 'data'],
  ['input_0.pb', 'data'],
  ['wine.npy.gz', 'other'],
  ['wine.tar.gz', 'other'],
  ['train.py', 'other'],
  ['onnx', 'other'],
])('%s is of kind %s', (name, kind) => {
  expect(fileKind(name)).toBe(kind);
});

test.each([
  ['/w/rows.json', true],
  ['/w/package.json', false],
  ['/w/tsconfig.build.json', false],
  ['/w/.vscode/settings.json', false],
  ['/w/wine.onnx.workbench.json', false],
  ['C:\\w\\package.json', false],
])('%s is offered as data: %s', (path, offered) => {
  expect(looksLikeData(path)).toBe(offered);
});
