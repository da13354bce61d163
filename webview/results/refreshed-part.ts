import { html, nothing, type TemplateResult } from 'lit';
import type { ResultChange } from '../../src/contract/rows';
import type { PageContext } from './actions';
import { changeText } from './change-text';

/** What is another than before. `showRows` shows these rows alone. */
export function refreshedPart(
  change: ResultChange | undefined,
  { t, language }: PageContext,
  showRows: (rows: readonly number[]) => void,
): TemplateResult {
  const { flipped, rest } = change ? changeText(change, t, language) : { rest: [t('run again')] };
  const rows = change?.flippedRows ?? [];
  return html`${
    flipped === undefined
      ? nothing
      : html`<button class="link" title=${t('Show these rows')} @click=${() => showRows(rows)}>${flipped}</button>${
            rest.length > 0 ? ', ' : ''
          }`
  }${rest.join(', ')}`;
}
