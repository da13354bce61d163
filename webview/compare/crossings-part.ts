import { html, nothing, type TemplateResult } from 'lit';
import type { ShownComparison } from '../../src/contract/compare-page';
import type { Crossing } from '../../src/contract/comparison';
import { formatCount } from '../shared/format';
import { plainTable, type PlainColumn } from '../shared/plain-table';
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
  const title = t('Thresholds that rounding to float32 meets');
  return html`<section aria-labelledby="crossings">
    <h2 id="crossings">${title}</h2>
    <p class="quiet">
      ${t('These trees compare float32. Where a value is rounded to a threshold, the row may take another branch than in float64: that is no error of the export.')}
    </p>
    <div class="scroll">
      ${plainTable({ label: title, columns: columnsOf(context), rows: crossings.slice(0, MOST_SHOWN), hasRowHeaders: true })}
    </div>
    ${left > 0 ? html`<p class="quiet">${t('and {0} more', formatCount(left, language))}</p>` : nothing}
  </section>`;
}

/** Values with all digits: the last one decides. */
function columnsOf(context: PageContext): readonly PlainColumn<Crossing>[] {
  const { t } = context;
  return [
    { title: t('Row'), kind: 'number', cell: (crossing) => rowLink(crossing, context) },
    { title: t('Column'), cell: ({ column }) => column },
    { title: t('Value'), kind: 'number', cell: ({ value }) => value },
    { title: t('Tree'), kind: 'number', cell: ({ tree }) => tree },
    { title: t('Threshold'), kind: 'number', cell: ({ threshold }) => threshold },
  ];
}

function rowLink({ row, line }: Crossing, { state, actions, t }: PageContext): TemplateResult | number {
  const { data } = state.subject;
  if (data === undefined || line === undefined) return row;
  const go = (): void => actions.openFile({ file: data, line });
  return html`<button class="link" title=${t('Go to line {0} of the data', line)} @click=${go}>${row}</button>`;
}
