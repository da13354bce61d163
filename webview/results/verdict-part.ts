import { html, nothing, type TemplateResult } from 'lit';
import type { FinishedRun } from '../../src/contract/results-page';
import type { Metrics } from '../../src/contract/run';
import { formatCount, formatNumber, formatShare } from '../shared/format';
import { icon, type IconName } from '../shared/icons';
import type { Translate } from '../shared/translate';
import type { PartContext } from './context';

type Finished = PartContext<'finished'>;

/** The result in one line: how it ended, how many rows, how good. */
export function verdictPart(context: Finished): TemplateResult {
  const { view, t, language } = context;
  const [name, text] = statusOf(view, t);
  const rows = formatCount(view.rows, language);
  return html`<p class="verdict" role="status">
    ${icon(name)}
    <span class="status">${text}</span>
    <span>${t(view.rows === 1 ? '{0} row' : '{0} rows', rows)}</span>
    ${view.skipped > 0 ? html`<span>${t('{0} skipped', formatCount(view.skipped, language))}</span>` : nothing}
    ${view.metrics ? metricsPart(view.metrics, context) : nothing}
  </p>`;
}

function statusOf(view: FinishedRun, t: Translate): readonly [IconName, string] {
  switch (view.status) {
    case 'ok':
      return ['pass', t('Predicted')];
    case 'failed':
      return ['error', t('Failed')];
    case 'cancelled':
      return ['stopped', t('Cancelled')];
    case 'interrupted':
      return ['warning', t('Interrupted')];
  }
}

function metricsPart(metrics: Metrics, { t, language }: Finished): TemplateResult {
  const numbers =
    'accuracy' in metrics
      ? [[t('accuracy'), formatShare(metrics.accuracy)]]
      : [
          [t('MAE'), formatNumber(metrics.mae)],
          [t('RMSE'), formatNumber(metrics.rmse)],
          [t('R²'), formatNumber(metrics.r2)],
        ];
  const without = metrics.rowsWithoutTruth;
  return html`${numbers.map(([name, value]) => html`<span class="metric"><b>${value}</b> ${name}</span>`)}
    <span class="quiet">
      ${t('against {0}', metrics.truth)}${without > 0 ? t(', {0} rows without it', formatCount(without, language)) : ''}
    </span>`;
}
