import { html, nothing, svg, type TemplateResult } from 'lit';
import type { ColumnSummary, RowCondition } from '../../../../src/contract/rows';
import '../../charts/histogram-chart';
import { barShares } from '../../charts/geometry';
import { formatCount, formatNumber } from '../../format';
import type { ChartContext } from './chart-context';
import { conditionTable } from './condition-table';
import { conditionOfBin } from './condition-of-bin';

export interface SpreadParts {
  readonly summary: ColumnSummary;
  readonly title: string;
  readonly asTable: boolean;
  readonly onTable: () => void;
}

type Spread<K extends ColumnSummary['spread']['kind']> = Extract<ColumnSummary['spread'], { kind: K }>;

/** How the values of a column are spread: a histogram of numbers, or the most frequent values. */
export function spreadPart(parts: SpreadParts, context: ChartContext): TemplateResult {
  const { summary, title } = parts;
  const { t } = context;
  const numbers = summary.spread.kind === 'numbers';
  return html`<section class="card" data-column=${summary.column}>
    <div class="title">
      <h2>${title}</h2>
      ${
        numbers
          ? html`<button class="action" aria-pressed=${String(parts.asTable)} @click=${parts.onTable}>
              ${t('As Table')}
            </button>`
          : nothing
      }
    </div>
    ${body(parts, context)} ${facts(summary, context)}
  </section>`;
}

function body(parts: SpreadParts, context: ChartContext): TemplateResult {
  const { summary, asTable } = parts;
  switch (summary.spread.kind) {
    case 'numbers':
      return asTable
        ? binsTable(summary.column, summary.spread, parts, context)
        : histogram(summary.column, summary.spread, parts, context);
    case 'values':
      return values(summary.column, summary.spread, parts, context);
    case 'empty':
      return html`<p class="quiet">${context.t('Not enough data: there is no value.')}</p>`;
  }
}

function histogram(
  column: string,
  spread: Spread<'numbers'>,
  parts: SpreadParts,
  context: ChartContext,
): TemplateResult {
  const { holds, toggle } = context;
  const bars = spread.counts.map((count, bin) => ({
    count,
    label: binText(spread, bin, context),
    pressed: holds(conditionOfBin(column, spread, bin)),
  }));
  return html`<workbench-histogram
    label=${context.t('Histogram of {0}', parts.title)}
    .bars=${bars}
    .ends=${[formatNumber(spread.min), formatNumber(spread.max)]}
    .onBar=${(bin: number) => toggle(conditionOfBin(column, spread, bin))}
  ></workbench-histogram>`;
}

function binText({ edges, counts }: Spread<'numbers'>, bin: number, { t, language }: ChartContext): string {
  const count = counts[bin] ?? 0;
  const [from, to] = [formatNumber(edges[bin] ?? 0), formatNumber(edges[bin + 1] ?? 0)];
  return t(count === 1 ? '{0} to {1}: {2} row' : '{0} to {1}: {2} rows', from, to, formatCount(count, language));
}

function binsTable(
  column: string,
  spread: Spread<'numbers'>,
  parts: SpreadParts,
  context: ChartContext,
): TemplateResult {
  const { t, language } = context;
  const edge = (bin: number): string => formatNumber(spread.edges[bin] ?? 0);
  return conditionTable(
    {
      label: t('Histogram of {0}', parts.title),
      rows: [...spread.counts.keys()],
      conditionOf: (bin) => conditionOfBin(column, spread, bin),
      first: { title: t('From'), text: edge },
      others: [
        { title: t('To'), kind: 'number', cell: (bin) => edge(bin + 1) },
        { title: t('Rows'), kind: 'number', cell: (bin) => formatCount(spread.counts[bin] ?? 0, language) },
      ],
    },
    context,
  );
}

function values(column: string, spread: Spread<'values'>, parts: SpreadParts, context: ChartContext): TemplateResult {
  const { t, language, holds, toggle } = context;
  const shares = barShares(spread.values.map(({ rows }) => rows));
  const more = spread.distinct - spread.values.length;
  return html`<ul class="values" aria-label=${t('Values of {0}', parts.title)}>
      ${spread.values.map(({ value, rows }, index) => {
        const condition: RowCondition = { kind: 'equals', column, value };
        return html`<li>
          <button aria-pressed=${String(holds(condition))} title=${value} @click=${() => toggle(condition)}>
            <svg aria-hidden="true">${svg`<rect width="${(shares[index] ?? 0) * 100}%" height="100%" />`}</svg>
            <span class="value">${value}</span> <span class="rows">${formatCount(rows, language)}</span>
          </button>
        </li>`;
      })}
    </ul>
    ${more > 0 ? html`<p class="quiet">${t('and {0} more values', formatCount(more, language))}</p>` : nothing}`;
}

function facts({ spread, missing }: ColumnSummary, { t, language }: ChartContext): TemplateResult | typeof nothing {
  const numbers =
    spread.kind === 'numbers'
      ? [
          t('mean {0}', formatNumber(spread.mean)),
          t('median {0}', formatNumber(spread.median)),
          t('std {0}', formatNumber(spread.std)),
        ]
      : [];
  const texts = [...numbers, ...(missing > 0 ? [t('{0} missing', formatCount(missing, language))] : [])];
  return texts.length === 0 ? nothing : html`<p class="told quiet">${texts.join(' · ')}</p>`;
}
