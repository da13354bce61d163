import { html, nothing, type TemplateResult } from 'lit';
import type { ShownComparison } from '../../src/contract/compare-page';
import type { Crossing } from '../../src/contract/comparison';
import { formatCount } from '../shared/format';
import type { PageContext } from './context';

/** Reports have more. */
const MOST_SHOWN = 100;

/** The thresholds of trees that rounding to float32 meets in rows that differ, each with a way to its cell. */
export function crossingsPart(
  { crossings = [] }: ShownComparison,
  context: PageContext,
): TemplateResult | typeof nothing {
  if (crossings.length === 0) return nothing;
  const { t, language } = context;
  const left = crossings.length - MOST_SHOWN;
  return html`<section aria-labelledby="crossings">
    <h2 id="crossings">${t('Thresholds that rounding to float32 meets')}</h2>
    <p class="quiet">
      ${t('These trees compare float32. Where a value is rounded to a threshold, the row may take another branch than in float64: that is no error of the export.')}
    </p>
    <div class="scroll">
      <table class="numbers" aria-labelledby="crossings">
        <thead>
          <tr>
            <th scope="col" class="end">${t('Row')}</th>
            <th scope="col">${t('Column')}</th>
            <th scope="col" class="end">${t('Value')}</th>
            <th scope="col" class="end">${t('Tree')}</th>
            <th scope="col" class="end">${t('Threshold')}</th>
          </tr>
        </thead>
        <tbody>
          ${crossings.slice(0, MOST_SHOWN).map((crossing) => crossingRow(crossing, context))}
        </tbody>
      </table>
    </div>
    ${left > 0 ? html`<p class="quiet">${t('and {0} more', formatCount(left, language))}</p>` : nothing}
  </section>`;
}

/** Values with all digits: the last one decides. */
function crossingRow(crossing: Crossing, context: PageContext): TemplateResult {
  const { column, tree, threshold, value } = crossing;
  return html`<tr>
    <th scope="row" class="end">${rowLink(crossing, context)}</th>
    <td>${column}</td>
    <td class="end">${value}</td>
    <td class="end">${tree}</td>
    <td class="end">${threshold}</td>
  </tr>`;
}

function rowLink({ row, line }: Crossing, { state, actions, t }: PageContext): TemplateResult | number {
  const { data } = state.subject;
  if (data === undefined || line === undefined) return row;
  const go = (): void => actions.openFile({ file: data, line });
  return html`<button class="link" title=${t('Go to line {0} of the data', line)} @click=${go}>${row}</button>`;
}
