import { html, nothing, type TemplateResult } from 'lit';
import type { RowColumnId, RowCondition, RowsView } from '../../../src/contract/rows';
import { formatCount } from '../format';
import { icon, type IconName } from '../icons';
import type { Translate } from '../translate';
import { conditionText } from './condition-text';
import { hasCondition, searchOf } from './view-state';

export interface ToolbarParts {
  readonly view: RowsView;
  /** Rows of the result, and of them those that the view shows. */
  readonly total: number;
  readonly shown: number;
  /** Selected rows. */
  readonly selected: number;
  /** Conditions that are always offered. */
  readonly offered: readonly RowCondition[];
  readonly charts: boolean;
  readonly titleOf: (column: RowColumnId) => string;
  readonly t: Translate;
  readonly language: string;
  readonly onSearch: (text: string) => void;
  readonly onToggle: (condition: RowCondition) => void;
  readonly onClear: () => void;
  readonly onCharts: () => void;
  readonly onCopy: () => void;
  readonly onExport: () => void;
  readonly onParquet: () => void;
}

/** Searches and filters the rows, says how many there are, and takes them elsewhere. */
export function toolbar(parts: ToolbarParts): TemplateResult {
  const { t } = parts;
  return html`<div class="toolbar" role="group" aria-label=${t('Rows')}>
    ${searchBox(parts)} ${offeredPart(parts)}
    <span class="count">${countText(parts)}</span>
    <span class="actions">
      ${action('copy', copyTitle(parts), t('Copy as CSV'), parts.onCopy)}
      ${action('export', t('Write the rows that are shown to a file'), t('Export...'), parts.onExport)}
      ${action('table', t('Write the rows that are shown to a Parquet file and open it'), t('Open as Parquet'), parts.onParquet)}
      <button
        class="action"
        aria-pressed=${String(parts.charts)}
        title=${t('Show or hide the charts')}
        @click=${parts.onCharts}
      >
        ${icon('chart')} <span class="text">${t('Charts')}</span>
      </button>
    </span>
    ${chips(parts)}
  </div>`;
}

function searchBox({ view, t, onSearch }: ToolbarParts): TemplateResult {
  const search = (event: Event): void => onSearch((event.target as HTMLInputElement).value);
  return html`<label class="search-box">
    ${icon('search')}
    <input
      type="search"
      aria-label=${t('Search in all columns')}
      placeholder=${t('Search')}
      spellcheck="false"
      .value=${searchOf(view)}
      @input=${search}
    />
  </label>`;
}

function offeredPart({ offered, view, onToggle, titleOf, t }: ToolbarParts): TemplateResult[] {
  return offered.map(
    (condition) =>
      html`<button
        class="action toggle"
        aria-pressed=${String(hasCondition(view, condition))}
        @click=${() => onToggle(condition)}
      >
        ${sentence(conditionText(condition, { titleOf, t }))}
      </button>`,
  );
}

function action(name: IconName, title: string, text: string, onClick: () => void): TemplateResult {
  return html`<button class="action" title=${title} @click=${onClick}>
    ${icon(name)} <span class="text">${text}</span>
  </button>`;
}

function copyTitle({ selected, t, language }: ToolbarParts): string {
  if (selected === 0) return t('Copy the rows that are shown');
  return selected === 1 ? t('Copy the selected row') : t('Copy the {0} selected rows', formatCount(selected, language));
}

function countText({ shown, total, selected, t, language }: ToolbarParts): string {
  const all = formatCount(total, language);
  const rows = total === 1 ? t('1 row') : t('{0} rows', all);
  const text = shown === total ? rows : t('{0} of {1} rows', formatCount(shown, language), all);
  return selected > 1 ? t('{0}, {1} selected', text, formatCount(selected, language)) : text;
}

/** The conditions that are neither in the search box nor offered beside it. */
function chips(parts: ToolbarParts): TemplateResult | typeof nothing {
  const { view, offered, onToggle, onClear, titleOf, t } = parts;
  if (view.conditions.length === 0) return nothing;
  const isOffered = ({ kind }: RowCondition): boolean => offered.some((one) => one.kind === kind);
  const shown = view.conditions.filter((condition) => condition.kind !== 'search' && !isOffered(condition));
  return html`<ul class="chips" aria-label=${t('Conditions')}>
    ${shown.map((condition) => {
      const text = conditionText(condition, { titleOf, t });
      return html`<li class="chip">
        <span>${text}</span>
        <button
          aria-label=${t('Remove the condition: {0}', text)}
          title=${t('Remove')}
          @click=${() => onToggle(condition)}
        >
          ${icon('close')}
        </button>
      </li>`;
    })}
    <li><button class="link" @click=${onClear}>${t('Clear')}</button></li>
  </ul>`;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
