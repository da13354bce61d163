import { expect, it } from 'vitest';
import { digits, modelPartName, segmentText, shortValue } from '../../../src/contract/comparison-text';

it.each([
  [0, '0'],
  [0.5, '0.5'],
  [1 / 3, '0.3333'],
  [-1234.56, '-1235'],
  [0.001, '0.001'],
  [0.00012345, '1.234e-4'],
  [1e-7, '1e-7'],
  [12_345_678, '1.235e7'],
  [2.5e100, '2.5e100'],
  ['Infinity', 'Infinity'],
  ['9007199254740993', '9007199254740993'],
  [Number.NaN, 'NaN'],
  [null, ''],
  [undefined, ''],
])('the number %s is told as %j', (value, text) => {
  expect(digits(value)).toBe(text);
});

it.each([
  [{ kind: 'value', value: 'basic' }, 'basic'],
  [{ kind: 'missing' }, '(missing)'],
  [{ kind: 'range', from: 0, to: 1 / 3, closed: false }, '0 to 0.3333'],
] as const)('the segment %j is told as %j', (segment, text) => {
  expect(segmentText(segment)).toBe(text);
});

it('tells the opset of a domain, and that a value is not there', () => {
  expect(modelPartName({ of: 'opset', key: 'ai.onnx.ml' })).toBe('opset ai.onnx.ml');
  expect(modelPartName({ of: 'irVersion' })).toBe('IR version');
  expect(shortValue(null)).toBe('(none)');
  expect(shortValue('a'.repeat(100))).toBe(`${'a'.repeat(60)}...`);
});
