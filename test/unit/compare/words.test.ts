import { expect, it } from 'vitest';
import { percent, points } from '../../../src/compare/words';

it.each([
  [0.912, '91.2 %'],
  [1, '100 %'],
])('a share of %d is %s', (share, text) => {
  expect(percent(share)).toBe(text);
});

it.each([
  [0.931 - 0.912, '1.9 points'],
  [-0.05, '-5 points'],
  [0.01, '1 point'],
  [0, '0 points'],
])('two shares that are %d apart differ by %s', (difference, text) => {
  expect(points(difference)).toBe(text);
});
