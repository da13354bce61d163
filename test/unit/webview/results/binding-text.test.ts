import { expect, it } from 'vitest';
import type { Binding } from '../../../../src/contract/binding';
import { bindingText } from '../../../../webview/results/binding-text';
import { createTranslate } from '../../../../webview/shared/translate';

const bound = (source: Binding['source'], ...columns: readonly string[]): Binding => ({ input: 'X', columns, source });

it.each<[readonly Binding[], string]>([
  [[bound('flag', 'a', 'b')], '2 columns bound (as chosen)'],
  [[bound('auto', 'a')], '1 column bound (as proposed)'],
  [[bound('name', 'a'), bound('name', 'b'), bound('constant')], '2 columns bound (by name, constant)'],
  [[bound('mlflow', 'a')], '1 column bound (by MLmodel)'],
])('what fed the model is said in words of the page: %j', (bindings, text) => {
  expect(bindingText(bindings, createTranslate({}), 'en')).toBe(text);
});

it('is translated as a whole', () => {
  const german = createTranslate({ '{0} columns bound ({1})': '{0} Spalten ({1})', 'by name': 'nach Namen' });
  expect(bindingText([bound('name', 'a', 'b')], german, 'de')).toBe('2 Spalten (nach Namen)');
});
