import type { Binding, BindingSource } from '../../src/contract/binding';
import { formatCount } from '../shared/format';
import type { Translate } from '../shared/translate';

/** How many columns were bound, and what said which they are. */
export function bindingText(bindings: readonly Binding[], t: Translate, language: string): string {
  const columns = bindings.reduce((sum, binding) => sum + binding.columns.length, 0);
  const sources = [...new Set(bindings.map(({ source }) => sourceText(source, t)))].join(', ');
  return t(
    columns === 1 ? '{0} column bound ({1})' : '{0} columns bound ({1})',
    formatCount(columns, language),
    sources,
  );
}

function sourceText(source: BindingSource, t: Translate): string {
  switch (source) {
    case 'flag':
      return t('as chosen');
    case 'sidecar':
      return t('by the settings');
    case 'metadata':
      return t("by the model's metadata");
    case 'model.txt':
      return t('by {0}', 'model.txt');
    case 'mlflow':
      return t('by {0}', 'MLmodel');
    case 'name':
      return t('by name');
    case 'position':
      return t('by position');
    case 'auto':
      return t('as proposed');
    case 'constant':
      return t('constant');
  }
}
