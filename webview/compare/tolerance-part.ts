import { html, nothing, type TemplateResult } from 'lit';
import type { ShownComparison } from '../../src/contract/compare-page';
import type { ToleranceOptions } from '../../src/contract/tolerance';
import { formatNumber } from '../shared/format';
import type { PageContext } from './context';
import { numberField } from './number-field';
import { commonTolerance, IGNORABLE, withDefault, withIgnored, type Ignorable } from './tolerance-choice';

/** What counts as equal, and what does not count: each change is applied at once, without running anything. */
export function tolerancePart({ outputs, labels, ...others }: ShownComparison, context: PageContext): TemplateResult {
  const { state, t, actions } = context;
  const options = state.subject.options.tolerance ?? {};
  const judge = (next: ToleranceOptions): void => actions.judge(next);
  const otherwise = (name: 'rtol' | 'atol'): string => {
    const common = commonTolerance(outputs, name);
    return common === undefined ? t('by dtype') : formatNumber(common);
  };
  const present: Readonly<Record<Ignorable, boolean>> = {
    dtype: outputs.some(({ changed }) => changed.includes('dtype')),
    shape: outputs.some(({ changed }) => changed.includes('shape')),
    nonFinite: outputs.some(({ nonFiniteInOneOnly }) => nonFiniteInOneOnly > 0),
    unpaired: others.onlyInBaseline.length + others.onlyInCandidate.length > 0,
    flips: (labels?.flips ?? 0) > 0,
  };
  return html`<div class="judging" role="group" aria-label=${t('Tolerance')} aria-busy=${String(state.judging)}>
    <span class="quiet">${t('Tolerance')}</span>
    ${(['rtol', 'atol'] as const).map(
      (name) =>
        html`<label
          ><code>${name}</code> ${numberField({
            label: name === 'rtol' ? t('Relative tolerance of all outputs') : t('Absolute tolerance of all outputs'),
            value: options[name],
            otherwise: otherwise(name),
            onValue: (value) => judge(withDefault(options, name, value)),
          })}</label
        >`,
    )}
    ${ruleField(options, context)}
    ${IGNORABLE.filter((kind) => present[kind] || options.ignore?.[kind]).map((kind) => ignoreButton(kind, options, context))}
    ${
      Object.keys(options).length > 0
        ? html`<button class="action" @click=${() => judge({})}>${t('Reset Tolerance')}</button>`
        : nothing
    }
    ${state.judging ? html`<span class="spinner" aria-hidden="true"></span>` : nothing}
  </div>`;
}

function ruleField(options: ToleranceOptions, { t, actions }: PageContext): TemplateResult {
  const choose = (event: Event): void => {
    const { rule: _before, ...others } = options;
    actions.judge((event.currentTarget as HTMLSelectElement).value === 'both' ? { ...others, rule: 'both' } : others);
  };
  return html`<select aria-label=${t('When a value is out of tolerance')} @change=${choose}>
    <option value="sum" ?selected=${options.rule !== 'both'}>${t('difference > atol + rtol × |baseline|')}</option>
    <option value="both" ?selected=${options.rule === 'both'}>${t('difference > atol, and relative > rtol')}</option>
  </select>`;
}

function ignoreButton(kind: Ignorable, options: ToleranceOptions, { t, actions }: PageContext): TemplateResult {
  const names: Readonly<Record<Ignorable, string>> = {
    dtype: t('Ignore Dtype'),
    shape: t('Ignore Shape'),
    nonFinite: t('Ignore NaN and Infinity'),
    unpaired: t('Ignore Unpaired Outputs'),
    flips: t('Ignore Flips'),
  };
  return html`<button
    class="action"
    aria-pressed=${String(options.ignore?.[kind] ?? false)}
    @click=${() => actions.judge(withIgnored(options, kind))}
  >
    ${names[kind]}
  </button>`;
}
