import { html, nothing, type TemplateResult } from 'lit';
import type { ClassLabel } from '../../../../src/contract/model';
import type { RowCondition } from '../../../../src/contract/rows';
import type { Metrics } from '../../../../src/contract/run';
import '../../charts/matrix-chart';
import { formatCount, formatProbability } from '../../format';
import type { ChartContext } from './chart-context';
import { conditionTable } from './condition-table';
import { confusedPairs } from './confused-pairs';

type ClassMetricsOfRun = Extract<Metrics, { readonly accuracy: number }>;

/** With more classes than this a matrix is a haze: the errors made most often say more. */
const MOST_CLASSES = 60;
const PAIRS = 20;

/** Truth against prediction: the matrix, what is confused most, and how good each class is. */
export function confusionPart(metrics: ClassMetricsOfRun, context: ChartContext): TemplateResult {
  const { t } = context;
  const classes = metrics.perClass.length;
  if (metrics.rows === 0)
    return html`<section class="card">
      <h2>${t('Confusion matrix')}</h2>
      <p class="quiet">${t('Not enough data: no row has a truth.')}</p>
    </section>`;
  const matrix = classes <= MOST_CLASSES ? matrixPart(metrics, context) : nothing;
  return html`${matrix}${classes > 2 ? pairsPart(metrics, context) : nothing}${perClassPart(metrics, context)}`;
}

function matrixPart({ confusion }: ClassMetricsOfRun, context: ChartContext): TemplateResult {
  const { t, language, toggle, holds } = context;
  const { classes, counts } = confusion;
  const condition = (row: number, column: number): RowCondition => confusionCondition(classes, row, column);
  const texts = {
    label: t('Confusion matrix'),
    rows: t('truth'),
    columns: t('predicted'),
    total: t('total'),
    count: (count: number) => formatCount(count, language),
    cell: (row: number, column: number, count: number) =>
      t(
        count === 1 ? '{0} predicted as {1}: {2} row' : '{0} predicted as {1}: {2} rows',
        classes[row] ?? '',
        classes[column] ?? '',
        formatCount(count, language),
      ),
  };
  return html`<section class="card">
    <h2>${t('Confusion matrix')}</h2>
    <workbench-matrix
      .classes=${classes.map(String)}
      .counts=${counts}
      .texts=${texts}
      .isPressed=${(row: number, column: number) => holds(condition(row, column))}
      .onCell=${(row: number, column: number) => toggle(condition(row, column))}
    ></workbench-matrix>
  </section>`;
}

function confusionCondition(classes: readonly ClassLabel[], truth: number, predicted: number): RowCondition {
  return { kind: 'confusion', truth: classes[truth] ?? '', predicted: classes[predicted] ?? '' };
}

function pairsPart({ confusion }: ClassMetricsOfRun, context: ChartContext): TemplateResult | typeof nothing {
  const { t, language } = context;
  const pairs = confusedPairs(confusion.counts, PAIRS);
  if (pairs.length === 0) return nothing;
  const { classes } = confusion;
  const title = t('Most frequent errors');
  const table = conditionTable(
    {
      label: title,
      rows: pairs,
      conditionOf: ({ truth, predicted }) => confusionCondition(classes, truth, predicted),
      first: { title: t('Truth'), text: ({ truth }) => classes[truth] ?? '' },
      others: [
        { title: t('Predicted'), cell: ({ predicted }) => classes[predicted] ?? '' },
        { title: t('Rows'), kind: 'number', cell: ({ rows }) => formatCount(rows, language) },
      ],
    },
    context,
  );
  return html`<section class="card">
    <h2>${title}</h2>
    ${table}
  </section>`;
}

function perClassPart({ perClass }: ClassMetricsOfRun, context: ChartContext): TemplateResult {
  const { t, language } = context;
  const title = t('Per class');
  const score = (value: number): string => (Number.isNaN(value) ? '' : formatProbability(value));
  const table = conditionTable(
    {
      label: title,
      rows: perClass,
      conditionOf: (one) => ({ kind: 'equals', column: 'truth', value: String(one.class) }),
      first: {
        title: t('Class'),
        text: (one) => one.class,
        about: (one) => t('Show the rows whose truth is {0}', one.class),
      },
      others: [
        { title: t('Rows'), kind: 'number', cell: ({ support }) => formatCount(support, language) },
        { title: t('Precision'), kind: 'number', cell: ({ precision }) => score(precision) },
        { title: t('Recall'), kind: 'number', cell: ({ recall }) => score(recall) },
        { title: t('F1'), kind: 'number', cell: ({ f1 }) => score(f1) },
      ],
    },
    context,
  );
  return html`<section class="card">
    <h2>${title}</h2>
    ${table}
  </section>`;
}
