import { html, nothing, type TemplateResult } from 'lit';
import type { ShownComparison } from '../../src/contract/compare-page';
import type { PageContext } from './context';

/** Outputs that have no partner, and a way to say which belong together; pairs that a person made, and the way back. */
export function unpairedPart(
  { onlyInBaseline, onlyInCandidate }: ShownComparison,
  context: PageContext,
): TemplateResult | typeof nothing {
  const { state, t } = context;
  const pairs = state.subject.options.pairs ?? {};
  const made = Object.entries(pairs);
  if (onlyInBaseline.length + onlyInCandidate.length + made.length === 0) return nothing;
  return html`<div class="lists pairs">
    ${onlyInBaseline.map((name) => partnerField(name, onlyInCandidate, context))}
    ${
      onlyInBaseline.length === 0 || onlyInCandidate.length > onlyInBaseline.length
        ? onlyInCandidate.map((name) => html`<div>${t('Only the candidate answers {0}.', name)}</div>`)
        : nothing
    }
    ${made.map(([old, now]) => {
      const rest = Object.fromEntries(made.filter(([name]) => name !== old));
      return html`<div>
        ${t('{0} is compared with {1}, as you said.', old, now)}
        <button class="link" @click=${() => context.actions.compare({ pairs: rest })}>${t('Take Back')}</button>
      </div>`;
    })}
  </div>`;
}

/** Names that are paired are compared anew: their numbers were never looked at. */
function partnerField(name: string, others: readonly string[], { state, t, actions }: PageContext): TemplateResult {
  const said = t('Only the baseline answers {0}.', name);
  if (others.length === 0) return html`<div>${said}</div>`;
  const pair = (event: Event): void => {
    const { value } = event.currentTarget as HTMLSelectElement;
    if (value !== '') actions.compare({ pairs: { ...state.subject.options.pairs, [name]: value } });
  };
  return html`<label>
    ${said} ${t('It is now called')}
    <select aria-label=${t('The new name of {0}', name)} @change=${pair}>
      <option value="">${t('(choose)')}</option>
      ${others.map((other) => html`<option value=${other}>${other}</option>`)}
    </select>
  </label>`;
}
