import { html, nothing, type TemplateResult } from 'lit';
import type { SliceComparison } from '../../src/contract/comparison';
import { digits, segmentText } from '../../src/contract/comparison-text';
import { formatCount } from '../shared/format';
import { plainTable, type PlainColumn } from '../shared/plain-table';
import type { PageContext, RowsWanted } from './context';
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
  const title = t('Where the candidate is worse');
  const columns = columnsOf(hasRows, context);
  return html`<section aria-labelledby="slices">
    <h2 id="slices">${title}</h2>
    <div class="scroll">${plainTable({ label: title, columns, rows: slices.slice(0, MOST_SHOWN) })}</div>
  </section>`;
}

function columnsOf(hasRows: boolean, context: PageContext): readonly PlainColumn<SliceComparison>[] {
  const { t, language } = context;
  const metrics = { accuracy: t('accuracy'), mae: t('MAE') };
  return [
    { title: t('Column'), kind: 'name', cell: ({ column }) => column },
    { title: t('Segment'), cell: (slice) => segmentName(slice, hasRows, context) },
    { title: t('Rows'), kind: 'number', cell: ({ rows }) => formatCount(rows, language) },
    {
      title: t('Baseline → candidate'),
      kind: 'number',
      cell: ({ metric, baseline, candidate }) => `${metrics[metric]} ${digits(baseline)} → ${digits(candidate)}`,
    },
    { title: t('p, corrected'), kind: 'number', cell: ({ adjustedP }) => digits(adjustedP) },
    ...(hasRows ? [{ cell: (slice: SliceComparison) => sliceActions(slice, context) }] : []),
  ];
}

function segmentName(slice: SliceComparison, hasRows: boolean, context: PageContext): TemplateResult | string {
  const name = segmentText(slice.segment);
  return hasRows ? rowsLink(name, rowsOf(slice), context) : name;
}

function sliceActions(slice: SliceComparison, { t, actions, state }: PageContext): TemplateResult {
  const { column, segment, metric } = slice;
  const { data, candidate } = state.subject;
  const name = segmentText(segment);
  const hasSettings = data !== undefined && candidate.side.kind === 'model';
  return html`<div class="actions">
    <button
      class="action"
      title=${t('Write what the data has of the rows with {0} {1} to a file', column, name)}
      @click=${() => actions.saveRows(rowsOf(slice))}
    >
      ${t('Save Rows as Data...')}
    </button>
    ${
      hasSettings
        ? html`<button
            class="action"
            title=${t('Test from now on that {0} does no worse on the rows with {1} {2}', candidate.name, column, name)}
            @click=${() => actions.addGate({ column, segment, metric })}
          >
            ${t('Add as Gate')}
          </button>`
        : nothing
    }
  </div>`;
}

function rowsOf({ column, segment }: SliceComparison): RowsWanted {
  return { kind: 'slice', column, segment };
}
