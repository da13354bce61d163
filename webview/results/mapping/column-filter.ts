import { html, nothing, type TemplateResult } from 'lit';
import type { Mapping, MappingColumn } from '../../../src/contract/mapping';
import { formatCount } from '../../shared/format';
import type { Translate } from '../../shared/translate';

/** Fewer columns need no filter. */
const FILTER_FROM = 16;

/** The columns with the filter in their names, whatever its case. */
export function columnsNamed(columns: readonly MappingColumn[], filter: string): readonly MappingColumn[] {
  const wanted = filter.toLowerCase();
  return columns.filter(({ name }) => name.toLowerCase().includes(wanted));
}

export function filterPart(
  { columns }: Mapping,
  filter: string,
  t: Translate,
  onFilter: (filter: string) => void,
): TemplateResult | typeof nothing {
  if (columns.length < FILTER_FROM) return nothing;
  return html`<input
    type="search"
    class="filter"
    placeholder=${t('Filter columns')}
    aria-label=${t('Filter columns')}
    .value=${filter}
    @input=${(event: Event) => onFilter((event.target as HTMLInputElement).value)}
  />`;
}

/** How many columns are not drawn. */
export function hiddenPart(hidden: number, t: Translate): TemplateResult | typeof nothing {
  return hidden <= 0 ? nothing : html`<p class="quiet hint">${t('{0} more columns: filter to see them.', hidden)}</p>`;
}

/** How many columns there are, and how many rows were looked at. */
export function rowsText({ rows, all, sketched, columns }: Mapping, t: Translate, language: string): string {
  const count = formatCount(rows, language);
  const seen = all ? t('all {0} rows', count) : t('the first {0} rows', count);
  const told = t('{0} columns. Types and counts are of {1}.', formatCount(columns.length, language), seen);
  if (sketched >= rows) return told;
  return `${told} ${t('Different values are those of the first {0}.', formatCount(sketched, language))}`;
}
