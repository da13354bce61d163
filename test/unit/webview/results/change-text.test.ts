import { describe, expect, it } from 'vitest';
import type { ResultChange } from '../../../../src/contract/rows';
import { changeText } from '../../../../webview/results/change-text';
import { createTranslate } from '../../../../webview/shared/translate';

const SAME: ResultChange = { rows: 2_000, rowsBefore: 2_000, rowsAfter: 2_000, changed: 0 };

describe('what is another than before', () => {
  it.each<[Partial<ResultChange>, string]>([
    [
      { flips: 14, changed: 90, metric: { name: 'accuracy', before: 0.912, after: 0.921 } },
      '14 of 2,000 labels flipped, accuracy 0.912 → 0.921',
    ],
    [{ flips: 0 }, 'no prediction changed'],
    [
      { flips: 0, metric: { name: 'accuracy', before: 0.9121, after: 0.9122 } },
      'no prediction changed, accuracy still 0.912',
    ],
    [
      { flips: 0, changed: 3, maxAbs: 0.00021 },
      'no label flipped, values changed in 3 of 2,000 rows, by at most 0.00021',
    ],
    [
      { changed: 1_999, maxAbs: 4, metric: { name: 'rmse', before: 54.2, after: 51 } },
      'values changed in 1,999 of 2,000 rows, by at most 4, RMSE 54.2 → 51',
    ],
    [{ changed: 2 }, 'values changed in 2 of 2,000 rows'],
    [{ flips: 1, changed: 1, rowsAfter: 2_010 }, '1 of 2,000 labels flipped, 2,010 rows instead of 2,000'],
  ])('%j', (change, text) => {
    const { flipped, rest } = changeText({ ...SAME, ...change }, createTranslate({}), 'en');
    expect([...(flipped === undefined ? [] : [flipped]), ...rest].join(', ')).toBe(text);
  });
});
