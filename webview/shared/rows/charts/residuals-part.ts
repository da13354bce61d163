import { html, type TemplateResult } from 'lit';
import type { Residuals } from '../../../../src/contract/rows';
import '../../charts/scatter-chart';
import { formatCount, formatNumber } from '../../format';
import { plainTable, type PlainColumn } from '../../plain-table';
import type { ChartContext } from './chart-context';

export interface ResidualsParts {
  readonly residuals: Residuals;
  readonly asTable: boolean;
  readonly onTable: () => void;
  /** Shows a row in the table of predictions. */
  readonly onRow: (row: number) => void;
}

type Point = Residuals['points'][number];

const LEAST_POINTS = 2;
const TABLE_ROWS = 100;

/** Prediction against error; the largest errors as a table. */
export function residualsPart(parts: ResidualsParts, context: ChartContext): TemplateResult {
  const { t, language } = context;
  const { points, rows } = parts.residuals;
  const few = points.length < LEAST_POINTS;
  return html`<section class="card">
    <div class="title">
      <h2>${t('Residuals')}</h2>
      ${
        points.length < rows
          ? html`<span class="quiet">
              ${t('{0} of {1} rows, the largest errors among them', formatCount(points.length, language), formatCount(rows, language))}
            </span>`
          : ''
      }
      <button class="action" aria-pressed=${String(parts.asTable)} ?disabled=${few} @click=${parts.onTable}>
        ${t('As Table')}
      </button>
    </div>
    ${few ? html`<p class="quiet">${t('Not enough data: fewer than 2 rows have a truth and a prediction.')}</p>` : chart(parts, context)}
  </section>`;
}

function chart(parts: ResidualsParts, context: ChartContext): TemplateResult {
  const { t } = context;
  if (parts.asTable) return errorsTable(parts, context);
  const sorted = [...parts.residuals.points].sort((one, other) => one.predicted - other.predicted);
  const points = sorted.map((point) => ({ x: point.predicted, y: residual(point), label: pointText(point, context) }));
  return html`<workbench-scatter
    label=${t('Residuals')}
    xTitle=${t('prediction')}
    yTitle=${t('truth − prediction')}
    .points=${points}
    .onPoint=${(index: number) => parts.onRow(sorted[index]?.row ?? 0)}
  ></workbench-scatter>`;
}

function errorsTable({ residuals, onRow }: ResidualsParts, { t }: ChartContext): TemplateResult {
  const largest = [...residuals.points]
    .sort((one, other) => Math.abs(residual(other)) - Math.abs(residual(one)))
    .slice(0, TABLE_ROWS);
  const columns: readonly PlainColumn<Point>[] = [
    { title: t('Row'), cell: ({ row }) => html`<button class="link" @click=${() => onRow(row)}>${row}</button>` },
    { title: t('Truth'), kind: 'number', cell: ({ truth }) => formatNumber(truth) },
    { title: t('Prediction'), kind: 'number', cell: ({ predicted }) => formatNumber(predicted) },
    { title: t('Truth − prediction'), kind: 'number', cell: (point) => formatNumber(residual(point)) },
  ];
  return html`<div class="scroll">${plainTable({ label: t('Largest errors'), columns, rows: largest })}</div>`;
}

function residual({ truth, predicted }: Point): number {
  return truth - predicted;
}

function pointText(point: Point, { t }: ChartContext): string {
  const numbers = [point.predicted, point.truth, residual(point)].map(formatNumber);
  return t('Row {0}: prediction {1}, truth {2}, off by {3}', point.row, ...numbers);
}
