import { SIDES } from '../../src/contract/side';
import { html, nothing, type TemplateResult } from 'lit';
import type { ShownComparison } from '../../src/contract/compare-page';
import type { LabelTruth } from '../../src/contract/label-comparison';
import type { ClassMetrics } from '../../src/contract/run';
import '../shared/charts/matrix-chart';
import { digits } from '../../src/contract/comparison-text';
import { formatCount, formatProbability, formatShare } from '../shared/format';
import { plainTable, type Content, type PlainColumn } from '../shared/plain-table';
import type { PageContext } from './context';
import { rowsLink } from './rows-link';

type Labels = NonNullable<ShownComparison['labels']>;

/** With more classes than this a matrix is a haze. */
const MOST_CLASSES = 60;

/** Which labels changed, from what to what, how close they were, and whether that was for the better. */
export function labelsPart(labels: Labels | undefined, context: PageContext): TemplateResult | typeof nothing {
  if (!labels) return nothing;
  const { t } = context;
  return html`<section aria-labelledby="labels">
    <h2 id="labels">${t('Labels')}</h2>
    <p>${flipsText(labels, context)} ${marginsText(labels, context)} ${ranksText(labels, context)}</p>
    <div class="beside">
      ${labels.classes.length <= MOST_CLASSES ? matrixPart(labels, context) : nothing}
      ${labels.truth ? html`${truthTable(labels.truth, context)} ${perClassTable(labels.truth, context)}` : nothing}
    </div>
  </section>`;
}

function flipsText({ flips, flipRate }: Labels, context: PageContext): TemplateResult {
  const { t, language } = context;
  if (flips === 0) return html`${t('No label changed.')}`;
  const text = flips === 1 ? t('1 label changed') : t('{0} labels changed', formatCount(flips, language));
  return html`${rowsLink(text, { kind: 'flips' }, context)} (${formatShare(flipRate)}).`;
}

/** Close scores can swap their rank inside any tolerance. */
function marginsText({ smallestMargin }: Labels, context: PageContext): TemplateResult | typeof nothing {
  const { t } = context;
  const sides = SIDES.flatMap((side) => {
    const margin = smallestMargin?.[side];
    return margin ? [{ side, ...margin }] : [];
  });
  if (sides.length === 0) return nothing;
  const names = { baseline: t('baseline'), candidate: t('candidate') };
  return html`${t('Smallest margin between the first two probabilities:')}
  ${sides.map(
    ({ side, row, value }, index) =>
      html`${index > 0 ? ', ' : ''}${names[side]} ${digits(value)}
      ${rowsLink(t('row {0}', row), { kind: 'row', row }, context)}`,
  )}.`;
}

function ranksText({ rankChanges }: Labels, context: PageContext): TemplateResult | typeof nothing {
  const { t, language } = context;
  const { rows = 0, firstRow = null } = rankChanges ?? {};
  if (rows === 0 || firstRow === null) return nothing;
  const text = t(
    'The order of the largest probabilities changed inside tolerance in {0} rows, first in',
    formatCount(rows, language),
  );
  return html`${text} ${rowsLink(t('row {0}', firstRow), { kind: 'row', row: firstRow }, context)}.`;
}

function matrixPart({ classes, matrix }: Labels, { t, language, actions }: PageContext): TemplateResult {
  const name = (index: number): string => String(classes[index] ?? '');
  const texts = {
    label: t('Labels of the baseline (down) and of the candidate (across)'),
    rows: t('baseline'),
    columns: t('candidate'),
    total: t('total'),
    count: (count: number) => formatCount(count, language),
    cell: (from: number, to: number, count: number) =>
      from === to
        ? t(
            count === 1 ? '{0} on both sides: {1} row' : '{0} on both sides: {1} rows',
            name(from),
            formatCount(count, language),
          )
        : t(
            count === 1 ? 'from {0} to {1}: {2} row' : 'from {0} to {1}: {2} rows',
            name(from),
            name(to),
            formatCount(count, language),
          ),
  };
  return html`<workbench-matrix
    .classes=${classes.map(String)}
    .counts=${matrix}
    .texts=${texts}
    .onCell=${(from: number, to: number) => {
      const [before, after] = [classes[from], classes[to]];
      if (before !== undefined && after !== undefined) actions.showRows({ kind: 'labels', from: before, to: after });
    }}
  ></workbench-matrix>`;
}

/** Right and wrong before and after, and what that is worth. */
function truthTable(truth: LabelTruth, context: PageContext): TemplateResult {
  const { t, language } = context;
  const { baseline, candidate, mcnemar } = truth;
  const count = (value: number): string => formatCount(value, language);
  const change = (kind: 'oldRightNewWrong' | 'oldWrongNewRight' | 'bothWrong'): Content =>
    truth[kind] === 0 ? count(0) : rowsLink(count(truth[kind]), { kind: 'truth', change: kind }, context);
  const rows: readonly (readonly [string, Content])[] = [
    [t('Accuracy'), `${formatShare(baseline.accuracy)} → ${formatShare(candidate.accuracy)}`],
    [t('Right on both sides'), count(truth.bothRight)],
    [t('Right before, wrong now'), change('oldRightNewWrong')],
    [t('Wrong before, right now'), change('oldWrongNewRight')],
    [t('Wrong on both sides'), change('bothWrong')],
    [t('Negative flip rate'), formatShare(truth.negativeFlipRate)],
    [t('McNemar, p'), digits(mcnemar.p)],
    [t('McNemar, exact p'), digits(mcnemar.exactP)],
  ];
  const label = t('Against {0}', baseline.truth);
  const columns: readonly PlainColumn<(typeof rows)[number]>[] = [
    { title: label, cell: ([title]) => title },
    { kind: 'number', cell: ([, value]) => value },
  ];
  return plainTable({ label, columns, rows, hasRowHeaders: true });
}

const SCORES = ['precision', 'recall', 'f1'] as const;

function perClassTable(
  { baseline, candidate }: LabelTruth,
  { t, language }: PageContext,
): TemplateResult | typeof nothing {
  if (baseline.perClass.length > MOST_CLASSES) return nothing;
  const after = new Map(candidate.perClass.map((one) => [String(one.class), one]));
  const score = (value: number | undefined): string =>
    value === undefined || Number.isNaN(value) ? '–' : formatProbability(value);
  const titles = { precision: t('Precision'), recall: t('Recall'), f1: t('F1') };
  const columns: readonly PlainColumn<ClassMetrics>[] = [
    { title: t('Class'), cell: (one) => one.class },
    { title: t('Rows'), kind: 'number', cell: ({ support }) => formatCount(support, language) },
    ...SCORES.map((name) => ({
      title: titles[name],
      kind: 'number' as const,
      cell: (one: ClassMetrics) => `${score(one[name])} → ${score(after.get(String(one.class))?.[name])}`,
    })),
  ];
  return html`<div class="scroll">
    ${plainTable({ label: t('Per class'), columns, rows: baseline.perClass, hasRowHeaders: true })}
  </div>`;
}
