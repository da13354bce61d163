import { html, nothing, type TemplateResult } from 'lit';
import type { Verdict } from '../../src/contract/comparison';
import type { ShownComparison } from '../../src/contract/compare-page';
import { icon, type IconName } from '../shared/icons';
import type { PageContext } from './context';

const ICONS: Readonly<Record<Verdict, IconName>> = {
  same: 'pass',
  within: 'pass',
  different: 'warning',
  incomparable: 'error',
};

/** The verdict in plain words, and what it may come from. */
export function verdictPart({ verdict, summary, notes }: ShownComparison, { t }: PageContext): TemplateResult {
  return html`<p class="verdict" role="status">
      ${icon(ICONS[verdict])}
      <span class="status">${summary}</span>
    </p>
    ${
      notes.length > 0
        ? html`<ul class="notes" aria-label=${t('What it may come from')}>
            ${notes.map((note) => html`<li>${note}</li>`)}
          </ul>`
        : nothing
    }`;
}
