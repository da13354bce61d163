import { html, nothing, type TemplateResult } from 'lit';
import type { SliceComparison } from '../../src/contract/comparison';
import { digits, segmentText } from '../../src/contract/comparison-text';
import { formatCount } from '../shared/format';
import type { PageContext } from './context';

const MOST_SHOWN = 50;

/** Segments of a column in which the candidate is worse, the worst first. */
export function slicesPart(
  slices: readonly SliceComparison[] | undefined,
  { t, language }: PageContext,
): TemplateResult | typeof nothing {
  if (!slices || slices.length === 0) return nothing;
  return html`<section aria-labelledby="slices">
    <h2 id="slices">${t('Where the candidate is worse')}</h2>
    <div class="scroll">
      <table class="numbers" aria-labelledby="slices">
        <thead>
          <tr>
            <th scope="col">${t('Column')}</th>
            <th scope="col">${t('Segment')}</th>
            <th scope="col" class="end">${t('Rows')}</th>
            <th scope="col" class="end">${t('Baseline → candidate')}</th>
            <th scope="col" class="end">${t('p, corrected')}</th>
          </tr>
        </thead>
        <tbody>
          ${slices.slice(0, MOST_SHOWN).map(
            ({ column, segment, rows, metric, baseline, candidate, adjustedP }) =>
              html`<tr>
                <td class="name">${column}</td>
                <td>${segmentText(segment)}</td>
                <td class="end">${formatCount(rows, language)}</td>
                <td class="end">
                  ${metric === 'accuracy' ? t('accuracy') : t('MAE')} ${digits(baseline)} → ${digits(candidate)}
                </td>
                <td class="end">${digits(adjustedP)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}
