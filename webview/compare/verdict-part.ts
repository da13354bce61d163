import { html, nothing, type TemplateResult } from 'lit';
import type { Verdict } from '../../src/contract/comparison';
import type { ShownComparison } from '../../src/contract/compare-page';
import { formatNumber } from '../shared/format';
import { icon, type IconName } from '../shared/icons';
import type { PageContext } from './context';

const ICONS: Readonly<Record<Verdict, IconName>> = {
  same: 'pass',
  within: 'pass',
  different: 'warning',
  incomparable: 'error',
};

/** The verdict in plain words, the gates, and what it may come from. */
export function verdictPart({ verdict, summary, notes, gates }: ShownComparison, { t }: PageContext): TemplateResult {
  return html`<p class="verdict" role="status">${icon(ICONS[verdict])}<span class="status">${summary}</span></p>
    ${gatesPart(gates, t)}
    ${
      notes.length > 0
        ? html`<ul class="notes" aria-label=${t('What changed, and what it may come from')}>
            ${notes.map((note) => html`<li>${note}</li>`)}
          </ul>`
        : nothing
    }`;
}

function gatesPart(gates: ShownComparison['gates'], t: PageContext['t']): TemplateResult | typeof nothing {
  if (gates.length === 0) return nothing;
  return html`<ul class="gates" aria-label=${t('Gates')}>
    ${gates.map(
      ({ gate, passed, value, why }) =>
        html`<li>
          ${icon(passed ? 'pass' : 'error')}
          <span>
            <code>${gate}</code>
            ${passed ? t('passed') : t('failed')}${value === null ? '' : `: ${formatNumber(value)}`}
            ${why === undefined ? nothing : html`<span class="quiet">${why}</span>`}
          </span>
        </li>`,
    )}
  </ul>`;
}
