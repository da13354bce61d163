import type { ComparedColumn } from '../../../src/contract/compare-rows';
import type { SideName } from '../../../src/contract/side';
import type { RowColumn } from '../../shared/rows/row-columns';
import type { Translate } from '../../shared/translate';

/** What the header of a column of compared rows says. */
export function comparedTitle(column: ComparedColumn, t: Translate): Pick<RowColumn, 'title' | 'about'> {
  if ('side' in column) return titleOfSide(column, t);
  const about = {
    row: t('Number of the row in the data'),
    flipped: t('Whether the label is another'),
    judgement: t('Both sides against the truth'),
    difference: t('The largest absolute difference in the row'),
    relative: t('The largest difference in the row, as a share of the baseline'),
    outOfTolerance: t('By the tolerance of this page'),
  }[column.kind];
  const title = {
    row: t('Row'),
    flipped: t('Label changed'),
    judgement: t('Which is right'),
    difference: t('Difference'),
    relative: t('Relative difference'),
    outOfTolerance: t('Out of tolerance'),
  }[column.kind];
  const output = 'output' in column ? column.output : undefined;
  return { title: output === undefined ? title : t('{0} of {1}', title, output), about };
}

function titleOfSide(
  column: Extract<ComparedColumn, { readonly side: SideName }>,
  t: Translate,
): Pick<RowColumn, 'title' | 'about'> {
  const { side } = column;
  const ofSide = (what: string): string => (side === 'baseline' ? t('{0}, baseline', what) : t('{0}, candidate', what));
  switch (column.kind) {
    case 'label':
      return { title: side === 'baseline' ? t('Baseline') : t('Candidate'), about: t('The label of this side') };
    case 'score':
      return { title: ofSide(t('Score')), about: t('Probability of the predicted class') };
    case 'margin':
      return { title: ofSide(t('Margin')), about: t('Highest probability less the second highest') };
    case 'probability':
      return { title: ofSide(`P(${column.class})`), about: t('Probability of {0}', column.class) };
    case 'output':
      return { title: ofSide(column.output), about: t('Output {0}', column.output) };
    case 'error':
      return { title: ofSide(t('Error')), about: t('How far the value is from the truth') };
  }
}
