import { expect, test } from 'vitest';
import { createTranslate } from '../../../../webview/shared/translate';

test('puts values in place, in English where there is no translation', () => {
  const t = createTranslate({ '{0} rows': '{0} Zeilen' });
  expect(t('{0} rows', 3)).toBe('3 Zeilen');
  expect(t('{0} of {1} rows', 1, 2)).toBe('1 of 2 rows');
});

test('a text that is named like a part of every object is not taken for a translation', () => {
  expect(createTranslate({})('constructor')).toBe('constructor');
});
