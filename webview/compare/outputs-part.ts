import { html, nothing, type TemplateResult } from 'lit';
import type { ShownComparison } from '../../src/contract/compare-page';
import type { Extreme, OutputComparison } from '../../src/contract/output-comparison';
import type { Tolerance, ToleranceOptions } from '../../src/contract/tolerance';
import { digits } from '../../src/contract/comparison-text';
import { formatCount, formatNumber } from '../shared/format';
import { icon, type IconName } from '../shared/icons';
import { plainTable, type PlainColumn } from '../shared/plain-table';
import type { PageContext } from './context';
import { numberField } from './number-field';
import { unpairedPart } from './pairs-part';
import { rowsLink } from './rows-link';
import { valuesPart } from './values-part';
import { withIgnoredOutput, withOutput } from './tolerance-choice';

const ICONS: Readonly<Record<OutputComparison['status'], IconName>> = {
  same: 'pass',
  within: 'pass',
  different: 'warning',
  empty: 'info',
};

const STATISTICS = ['meanAbs', 'rmse', 'medianAbs', 'p90Abs', 'p95Abs', 'p99Abs', 'cosine', 'sqnr', 'psnr'] as const;

/** What each pair of outputs has in common and what not, number by number. */
export function outputsPart(comparison: ShownComparison, context: PageContext): TemplateResult | typeof nothing {
  const title = context.t('Outputs');
  const { outputs } = comparison;
  const table = plainTable({
    label: title,
    columns: columnsOf(context),
    rows: outputs,
    rowClass: (output) => (isIgnored(output, context) ? 'ignored' : ''),
  });
  return html`<section aria-labelledby="outputs">
    <h2 id="outputs">${title}</h2>
    <div class="scroll">${table}</div>
    ${valuesPart(outputs, context)} ${unpairedPart(comparison, context)}
  </section>`;
}

function columnsOf(context: PageContext): readonly PlainColumn<OutputComparison>[] {
  const { t } = context;
  const statistics: Readonly<Record<(typeof STATISTICS)[number], string>> = {
    meanAbs: t('Mean abs'),
    rmse: t('RMSE'),
    medianAbs: t('Median abs'),
    p90Abs: t('p90 abs'),
    p95Abs: t('p95 abs'),
    p99Abs: t('p99 abs'),
    cosine: t('Cosine'),
    sqnr: t('SQNR dB'),
    psnr: t('PSNR dB'),
  };
  return [
    { title: t('Output'), kind: 'name', cell: nameText },
    { title: t('Status'), cell: (output) => statusPart(output, context) },
    { title: t('Out of tolerance'), kind: 'number', cell: (output) => outText(output, context) },
    { title: t('Max abs'), kind: 'number', cell: ({ maxAbs }) => extremeLink(maxAbs, context) },
    { title: t('Max rel'), kind: 'number', cell: ({ maxRel }) => extremeLink(maxRel, context) },
    ...STATISTICS.map((name) => ({
      title: statistics[name],
      kind: 'number' as const,
      cell: (output: OutputComparison) => digits(output[name]),
    })),
    { title: html`<code>rtol</code>`, cell: (output) => toleranceField('rtol', output, context) },
    { title: html`<code>atol</code>`, cell: (output) => toleranceField('atol', output, context) },
    { title: html`<span class="quiet">${t('Counts')}</span>`, cell: (output) => ignoreButton(output, context) },
  ];
}

/** What was chosen on the page; what holds is in the output itself. */
function chosenTolerance({ state }: PageContext): ToleranceOptions {
  return state.subject.options.tolerance ?? {};
}

function isIgnored({ baseline }: OutputComparison, context: PageContext): boolean {
  return chosenTolerance(context).ignore?.outputs?.includes(baseline) ?? false;
}

function statusPart(output: OutputComparison, context: PageContext): TemplateResult {
  const { t } = context;
  const texts = { same: t('same'), within: t('within tolerance'), different: t('different'), empty: t('empty') };
  return html`<span class="status">${icon(ICONS[output.status])} ${texts[output.status]}</span>
    ${output.changed.map((change) => html`<div><small>${changeText(change, output, context)}</small></div>`)}`;
}

function toleranceField(
  name: keyof Tolerance,
  { baseline, meanAbs, tolerance }: OutputComparison,
  context: PageContext,
): TemplateResult | typeof nothing {
  if (meanAbs === null) return nothing;
  const { t, actions } = context;
  const chosen = chosenTolerance(context);
  return numberField({
    label: name === 'rtol' ? t('Relative tolerance of {0}', baseline) : t('Absolute tolerance of {0}', baseline),
    value: chosen.outputs?.[baseline]?.[name],
    otherwise: formatNumber(tolerance[name]),
    onValue: (value) => actions.judge(withOutput(chosen, baseline, name, value)),
  });
}

function ignoreButton(output: OutputComparison, context: PageContext): TemplateResult {
  const { t, actions } = context;
  const { baseline } = output;
  return html`<button
    class="action"
    aria-pressed=${String(isIgnored(output, context))}
    title=${t('Whether {0} decides the verdict', baseline)}
    @click=${() => actions.judge(withIgnoredOutput(chosenTolerance(context), baseline))}
  >
    ${t('Ignore')}
  </button>`;
}

function nameText({ baseline, candidate, columns }: OutputComparison): TemplateResult {
  return html`<code>${baseline}</code>${baseline === candidate ? nothing : html` → <code>${candidate}</code>`}
    ${columns ? html`<div><small>${columns.join(', ')}</small></div>` : nothing}`;
}

function changeText(
  change: OutputComparison['changed'][number],
  { baseline, candidate, dtype, shape }: OutputComparison,
  { t }: PageContext,
): string {
  switch (change) {
    case 'name':
      return t('name: {0} → {1}', baseline, candidate);
    case 'dtype':
      return t('dtype: {0} → {1}', dtype.baseline, dtype.candidate);
    case 'shape':
      return t('shape of a row: {0} → {1}', shapeText(shape.baseline, t), shapeText(shape.candidate, t));
  }
}

function shapeText(shape: readonly number[] | null, t: PageContext['t']): string {
  return shape ? `[${shape.join(', ')}]` : t('its own for each row');
}

function outText(output: OutputComparison, context: PageContext): TemplateResult {
  const { t, language } = context;
  const { outOfTolerance, elements, rowsOutOfTolerance, nonFiniteInOneOnly, bothNaN, sameInf, baseline } = output;
  const text = t('{0} of {1}', formatCount(outOfTolerance, language), formatCount(elements, language));
  const oneSided =
    nonFiniteInOneOnly > 0 ? t('{0} finite on one side only', formatCount(nonFiniteInOneOnly, language)) : '';
  const equal = bothNaN + sameInf > 0 ? t('{0} NaN or infinite on both', formatCount(bothNaN + sameInf, language)) : '';
  return html`${rowsOutOfTolerance > 0 ? rowsLink(text, { kind: 'outOfTolerance', output: baseline }, context) : text}
  ${[oneSided, equal].filter((one) => one !== '').map((one) => html`<div><small>${one}</small></div>`)}`;
}

/** The largest difference; its row is shown by a click. */
function extremeLink(extreme: Extreme | null, context: PageContext): TemplateResult | typeof nothing {
  if (!extreme) return nothing;
  const { t } = context;
  const { value, row, index } = extreme;
  const place = index.length > 0 ? t('row {0}, [{1}]', row, index.join(', ')) : t('row {0}', row);
  return html`${digits(value)}
    <div><small>${rowsLink(place, { kind: 'row', row }, context)}</small></div>`;
}
