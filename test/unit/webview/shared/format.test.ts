import { describe, expect, test } from 'vitest';
import {
  fileName,
  formatCell,
  formatDuration,
  formatNumber,
  formatProbability,
  formatShare,
  pathWithin,
} from '../../../../webview/shared/format';

test.each([
  [0.1, '0.1'],
  [1 / 3, '0.333333'],
  [1234567, '1234567'],
  [1234567.891, '1234570'],
  [1.5e-12, '1.5e-12'],
  ['NaN', 'NaN'],
  ['-Infinity', '-Infinity'],
  ['9007199254740993', '9007199254740993'],
])('a number %s stands as %s', (value, text) => {
  expect(formatNumber(value)).toBe(text);
});

test.each([
  [0.5, '0.5000'],
  [1, '1.0000'],
  [0, '0.0000'],
  [0.99999994, '1.0000'],
  [0.99999, '>0.9999'],
  [0.00001, '<0.0001'],
  ['NaN', 'NaN'],
])('a probability %s stands as %s', (value, text) => {
  expect(formatProbability(value)).toBe(text);
});

describe('the value of an output', () => {
  test.each([
    [null, ''],
    [true, 'true'],
    ['yes', 'yes'],
    [[1, 2.5], '[1, 2.5]'],
    [[1, 2, 3, 4, 5, 6], '[1, 2, 3, 4, … 6]'],
    [
      [
        [1, 2],
        [3, 4],
      ],
      '[[1, 2], [3, 4]]',
    ],
    [{ no: 0.25, yes: 0.75 }, '{no: 0.25, yes: 0.75}'],
  ])('%j stands as %s', (value, text) => {
    expect(formatCell(value)).toBe(text);
  });
});

test.each([
  [0.04, '0 ms'],
  [0.42, '0.4 ms'],
  [12.4, '12 ms'],
  [1_340, '1.3 s'],
  [125_400, '2 min 5 s'],
])('%d milliseconds stand as %s', (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text);
});

test('a share stands in per cent', () => {
  expect(formatShare(0.97753)).toBe('97.8 %');
});

test.each([
  ['/home/me', '/home/me/.log/log.db', '.log/log.db'],
  ['C:\\me', 'C:\\me\\log.db', 'log.db'],
  ['/home/me', '/home/melissa/log.db', '/home/melissa/log.db'],
  ['/home/me', '/var/log.db', '/var/log.db'],
])('within %s the path %s is %s', (folder, path, short) => {
  expect(pathWithin(folder, path)).toBe(short);
});

test.each([
  ['/home/me/wine.csv', 'wine.csv'],
  ['C:\\data\\wine.csv', 'wine.csv'],
  ['wine.csv', 'wine.csv'],
])('the file name of %s is %s', (path, name) => {
  expect(fileName(path)).toBe(name);
});
