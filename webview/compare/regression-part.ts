import { html, nothing, type TemplateResult } from 'lit';
import type { RegressionComparison } from '../../src/contract/comparison';
import { digits } from '../../src/contract/comparison-text';
import { plainTable, type PlainColumn } from '../shared/plain-table';
import type { PageContext } from './context';

/** How far both sides are from the truth. */
export function regressionPart(
  regression: RegressionComparison | undefined,
  { t }: PageContext,
): TemplateResult | typeof nothing {
  if (!regression) return nothing;
  const { baseline, candidate, delta } = regression;
  const names = { mae: t('MAE'), rmse: t('RMSE'), r2: t('R²') };
  const title = t('Against {0}', baseline.truth);
  const columns: readonly PlainColumn<keyof typeof names>[] = [
    { cell: (name) => names[name] },
    { title: t('Baseline'), kind: 'number', cell: (name) => digits(baseline[name]) },
    { title: t('Candidate'), kind: 'number', cell: (name) => digits(candidate[name]) },
    { title: t('Change'), kind: 'number', cell: (name) => signed(delta[name]) },
  ];
  return html`<section aria-labelledby="errors">
    <h2 id="errors">${title}</h2>
    ${plainTable({ label: title, columns, rows: ['mae', 'rmse', 'r2'], hasRowHeaders: true })}
  </section>`;
}

function signed(value: number): string {
  return value > 0 ? `+${digits(value)}` : digits(value);
}
