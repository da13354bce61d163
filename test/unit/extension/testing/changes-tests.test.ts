import { expect, it } from 'vitest';
import { changesTests } from '../../../../src/extension/testing/changes-tests';

it.each([
  ['/m/wine.onnx.workbench.json', 'written', true],
  ['/m/workbench.json', 'went', true],
  ['/m/wine.onnx', 'came', true],
  ['/m/wine.onnx', 'went', true],
  ['/m/wine.onnx', 'written', false],
  ['/m/test_data_set_0', 'came', true],
  ['/m/test_data_set_12/input_0.pb', 'came', true],
  ['/m/test_data_set_0/input_0.pb', 'written', false],
  ['/m/moved-folder', 'came', true],
  ['/m/rows.csv', 'came', false],
  ['/m/rows.csv', 'written', false],
] as const)('%s that %s: %s', (path, event, changes) => {
  expect(changesTests(path, event)).toBe(changes);
});
