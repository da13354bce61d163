import { html, nothing, type TemplateResult } from 'lit';
import type { SliceComparison } from '../../src/contract/comparison';
import { digits, segmentText } from '../../src/contract/comparison-text';
import { formatCount } from '../shared/format';
import type { PageContext } from './context';
import { rowsLink } from './rows-link';

const MOST_SHOWN = 50;

/** Segments of a column in which the candidate is worse, the worst first. `hasRows`: their rows can be looked at. */
export function slicesPart(
  slices: readonly SliceComparison[] | undefined,
  hasRows: boolean,
  context: PageContext,
): TemplateResult | typeof nothing {
  const { t } = context;
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
            ${hasRows ? html`<td></td>` : nothing}
          </tr>
        </thead>
        <tbody>
          ${slices.slice(0, MOST_SHOWN).map((slice) => sliceRow(slice, hasRows, context))}
        </tbody>
      </table>
    </div>
  </section>`;
}

function sliceRow(slice: SliceComparison, hasRows: boolean, context: PageContext): TemplateResult {
  const { t, language, actions } = context;
  const { column, segment, rows, metric, baseline, candidate, adjustedP } = slice;
  const wanted = { kind: 'slice', column, segment } as const;
  const name = segmentText(segment);
  return html`<tr>
    <td class="name">${column}</td>
    <td>${hasRows ? rowsLink(name, wanted, context) : name}</td>
    <td class="end">${formatCount(rows, language)}</td>
    <td class="end">${metric === 'accuracy' ? t('accuracy') : t('MAE')} ${digits(baseline)} → ${digits(candidate)}</td>
    <td class="end">${digits(adjustedP)}</td>
    ${
      hasRows
        ? html`<td>
            <button
              class="action"
              title=${t('Write what the data has of the rows with {0} {1} to a file', column, name)}
              @click=${() => actions.saveRows(wanted)}
            >
              ${t('Save Rows as Data...')}
            </button>
          </td>`
        : nothing
    }
  </tr>`;
}
