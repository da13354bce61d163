import { html, nothing, type TemplateResult } from 'lit';
import type { RegressionComparison } from '../../src/contract/comparison';
import { digits } from '../../src/contract/comparison-text';
import type { PageContext } from './context';

/** How far both sides are from the truth. */
export function regressionPart(
  regression: RegressionComparison | undefined,
  { t }: PageContext,
): TemplateResult | typeof nothing {
  if (!regression) return nothing;
  const { baseline, candidate, delta } = regression;
  const names = { mae: t('MAE'), rmse: t('RMSE'), r2: t('R²') };
  const signed = (value: number): string => (value > 0 ? `+${digits(value)}` : digits(value));
  return html`<section aria-labelledby="errors">
    <h2 id="errors">${t('Against {0}', baseline.truth)}</h2>
    <table class="numbers" aria-labelledby="errors">
      <thead>
        <tr>
          <td></td>
          <th scope="col" class="end">${t('Baseline')}</th>
          <th scope="col" class="end">${t('Candidate')}</th>
          <th scope="col" class="end">${t('Change')}</th>
        </tr>
      </thead>
      <tbody>
        ${(['mae', 'rmse', 'r2'] as const).map(
          (name) =>
            html`<tr>
              <th scope="row">${names[name]}</th>
              <td class="end">${digits(baseline[name])}</td>
              <td class="end">${digits(candidate[name])}</td>
              <td class="end">${signed(delta[name])}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
}
