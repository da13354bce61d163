import { html, nothing, type TemplateResult } from 'lit';
import type { OnChangeStep } from '../../src/contract/run-page';
import type { PageContext } from './context';
import { changeText } from './change-text';

/** What is another than before, and the way to all of it. `showRows` shows these rows alone. */
export function refreshedPart(
  { change, runs }: Extract<OnChangeStep, { kind: 'refreshed' }>,
  { t, language, actions }: PageContext,
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
  }${rest.join(', ')}
  ${
    runs
      ? html`<button
          class="link"
          title=${t('Compare the run before with this one')}
          @click=${() => actions.compareRuns(runs)}
        >
          ${t('Compare')}
        </button>`
      : nothing
  }`;
}
