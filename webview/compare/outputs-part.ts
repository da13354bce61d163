import { html, nothing, type TemplateResult } from 'lit';
import type { ShownComparison } from '../../src/contract/compare-page';
import type { JsonNumber } from '../../src/contract/json-number';
import type { Extreme, OutputComparison } from '../../src/contract/output-comparison';
import { digits } from '../../src/contract/comparison-text';
import { formatCount, formatNumber } from '../shared/format';
import { icon, type IconName } from '../shared/icons';
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
  const { t } = context;
  const { outputs } = comparison;
  const titles: Readonly<Record<(typeof STATISTICS)[number], string>> = {
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
  return html`<section aria-labelledby="outputs">
    <h2 id="outputs">${t('Outputs')}</h2>
    <div class="scroll">
      <table class="numbers" aria-labelledby="outputs">
        <thead>
          <tr>
            <th scope="col">${t('Output')}</th>
            <th scope="col">${t('Status')}</th>
            <th scope="col" class="end">${t('Out of tolerance')}</th>
            <th scope="col" class="end">${t('Max abs')}</th>
            <th scope="col" class="end">${t('Max rel')}</th>
            ${STATISTICS.map((name) => html`<th scope="col" class="end">${titles[name]}</th>`)}
            <th scope="col"><code>rtol</code></th>
            <th scope="col"><code>atol</code></th>
            <th scope="col"><span class="quiet">${t('Counts')}</span></th>
          </tr>
        </thead>
        <tbody>
          ${outputs.map((output) => outputRow(output, context))}
        </tbody>
      </table>
    </div>
    ${valuesPart(outputs, context)} ${unpairedPart(comparison, context)}
  </section>`;
}

function outputRow(output: OutputComparison, context: PageContext): TemplateResult {
  const { state, t, actions } = context;
  const options = state.subject.options.tolerance ?? {};
  const isIgnored = options.ignore?.outputs?.includes(output.baseline) ?? false;
  return html`<tr class=${isIgnored ? 'ignored' : ''}>
    <td class="name">${nameText(output)}</td>
    <td>
      <span class="status">${icon(ICONS[output.status])} ${statusText(output, t)}</span>
      ${output.changed.map((change) => html`<div><small>${changeText(change, output, context)}</small></div>`)}
    </td>
    <td class="end">${outText(output, context)}</td>
    <td class="end">${extremeLink(output.maxAbs, context)}</td>
    <td class="end">${extremeLink(output.maxRel, context)}</td>
    ${STATISTICS.map((name) => html`<td class="end">${numberText(output[name])}</td>`)}
    ${(['rtol', 'atol'] as const).map(
      (name) =>
        html`<td>
          ${
            output.meanAbs === null
              ? nothing
              : numberField({
                  label:
                    name === 'rtol'
                      ? t('Relative tolerance of {0}', output.baseline)
                      : t('Absolute tolerance of {0}', output.baseline),
                  value: options.outputs?.[output.baseline]?.[name],
                  otherwise: formatNumber(output.tolerance[name]),
                  onValue: (value) => actions.judge(withOutput(options, output.baseline, name, value)),
                })
          }
        </td>`,
    )}
    <td>
      <button
        class="action"
        aria-pressed=${String(isIgnored)}
        title=${t('Whether {0} decides the verdict', output.baseline)}
        @click=${() => actions.judge(withIgnoredOutput(options, output.baseline))}
      >
        ${t('Ignore')}
      </button>
    </td>
  </tr>`;
}

function nameText({ baseline, candidate, columns }: OutputComparison): TemplateResult {
  return html`<code>${baseline}</code>${baseline === candidate ? nothing : html` → <code>${candidate}</code>`}
    ${columns ? html`<div><small>${columns.join(', ')}</small></div>` : nothing}`;
}

function statusText({ status }: OutputComparison, t: PageContext['t']): string {
  const texts = { same: t('same'), within: t('within tolerance'), different: t('different'), empty: t('empty') };
  return texts[status];
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

function numberText(value: JsonNumber | null): string {
  return digits(value);
}
