import { expect, test } from 'vitest';
import type { RowCondition } from '../../../../../src/contract/rows';
import { conditionText, titleOfId } from '../../../../../webview/shared/rows/condition-text';
import { createTranslate } from '../../../../../webview/shared/translate';

const options = { titleOf: titleOfId, t: createTranslate({}) };

const cases: readonly (readonly [RowCondition, string])[] = [
  [{ kind: 'search', text: 'oak' }, 'any column contains "oak"'],
  [{ kind: 'contains', column: 'input:name', text: 'oak' }, 'name contains "oak"'],
  [{ kind: 'equals', column: 'truth', value: 'red' }, 'truth is red'],
  [{ kind: 'range', column: 'score', from: 0.1, to: 0.25 }, '0.1 ≤ score < 0.25'],
  [{ kind: 'range', column: 'score', from: 0.1, to: 0.25, closed: true }, '0.1 ≤ score ≤ 0.25'],
  [{ kind: 'range', column: 'score', from: 0.1 }, '0.1 ≤ score'],
  [{ kind: 'range', column: 'probability:a:b', to: 1 }, 'a:b < 1'],
  [{ kind: 'missing', column: 'input:age' }, 'age is missing'],
  [{ kind: 'confusion', truth: 'red', predicted: 0 }, 'red predicted as 0'],
  [{ kind: 'wrong' }, 'wrong predictions'],
  [{ kind: 'failed' }, 'rows without a prediction'],
  [{ kind: 'rows', rows: [7] }, 'row 7'],
  [{ kind: 'rows', rows: [7, 9] }, '2 chosen rows'],
];

test.for(cases)('%o', ([condition, text]) => {
  expect(conditionText(condition, options)).toBe(text);
});
