import { html, nothing, type TemplateResult } from 'lit';
import type { ClassLabel } from '../../../../src/contract/model';
import type { RowCondition } from '../../../../src/contract/rows';
import type { Metrics } from '../../../../src/contract/run';
import '../../charts/matrix-chart';
import { formatCount, formatProbability } from '../../format';
import type { ChartContext } from './chart-context';
import { confusedPairs } from './confused-pairs';

type ClassMetricsOfRun = Extract<Metrics, { readonly accuracy: number }>;

/** With more classes than this a matrix is a haze: the errors made most often say more. */
const MOST_CLASSES = 60;
const PAIRS = 20;

/** Truth against prediction: the matrix, what is confused most, and how good each class is. */
export function confusionPart(metrics: ClassMetricsOfRun, context: ChartContext): TemplateResult {
  const { t } = context;
  const { classes } = metrics.confusion;
  if (metrics.rows === 0)
    return html`<section class="card">
      <h2>${t('Confusion matrix')}</h2>
      <p class="quiet">${t('Not enough data: no row has a truth.')}</p>
    </section>`;
  const matrix = classes.length <= MOST_CLASSES ? matrixPart(metrics, context) : nothing;
  return html`${matrix}${classes.length > 2 ? pairsPart(metrics, context) : nothing}${perClassPart(metrics, context)}`;
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
  const { t, language, toggle, holds } = context;
  const pairs = confusedPairs(confusion.counts, PAIRS);
  if (pairs.length === 0) return nothing;
  return html`<section class="card">
    <h2>${t('Most frequent errors')}</h2>
    <div class="scroll">
      <table class="numbers" aria-label=${t('Most frequent errors')}>
        <thead>
          <tr>
            <th scope="col">${t('Truth')}</th>
            <th scope="col">${t('Predicted')}</th>
            <th scope="col" class="end">${t('Rows')}</th>
          </tr>
        </thead>
        <tbody>
          ${pairs.map(({ truth, predicted, rows }) => {
            const condition = confusionCondition(confusion.classes, truth, predicted);
            return html`<tr class=${holds(condition) ? 'pressed' : ''}>
              <td>
                <button class="link" aria-pressed=${String(holds(condition))} @click=${() => toggle(condition)}>
                  ${confusion.classes[truth]}
                </button>
              </td>
              <td>${confusion.classes[predicted]}</td>
              <td class="end">${formatCount(rows, language)}</td>
            </tr>`;
          })}
        </tbody>
      </table>
    </div>
  </section>`;
}

function perClassPart({ perClass }: ClassMetricsOfRun, { t, language, toggle, holds }: ChartContext): TemplateResult {
  const titles = [t('Rows'), t('Precision'), t('Recall'), t('F1')];
  return html`<section class="card">
    <h2>${t('Per class')}</h2>
    <div class="scroll">
      <table class="numbers" aria-label=${t('Per class')}>
        <thead>
          <tr>
            <th scope="col">${t('Class')}</th>
            ${titles.map((title) => html`<th scope="col" class="end">${title}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${perClass.map((metrics) => {
            const condition: RowCondition = { kind: 'equals', column: 'truth', value: String(metrics.class) };
            return html`<tr class=${holds(condition) ? 'pressed' : ''}>
              <td>
                <button
                  class="link"
                  aria-pressed=${String(holds(condition))}
                  title=${t('Show the rows whose truth is {0}', metrics.class)}
                  @click=${() => toggle(condition)}
                >
                  ${metrics.class}
                </button>
              </td>
              <td class="end">${formatCount(metrics.support, language)}</td>
              ${[metrics.precision, metrics.recall, metrics.f1].map(
                (value) => html`<td class="end">${Number.isNaN(value) ? '' : formatProbability(value)}</td>`,
              )}
            </tr>`;
          })}
        </tbody>
      </table>
    </div>
  </section>`;
}
