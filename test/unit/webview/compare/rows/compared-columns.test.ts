import { describe, expect, it } from 'vitest';
import type { ComparedRows } from '../../../../../src/contract/compare-rows';
import type { ResultRow, RowsPage } from '../../../../../src/contract/rows';
import { comparedColumns, numberInData } from '../../../../../webview/compare/rows/compared-columns';
import { createTranslate } from '../../../../../webview/shared/translate';

const t = createTranslate({});
const ROWS: ComparedRows = {
  result: 'r',
  rows: 1,
  columns: [
    { id: 'output:row', kind: 'row' },
    { id: 'output:flipped', kind: 'flipped' },
    { id: 'output:judgement', kind: 'judgement' },
    { id: 'output:baseline_prediction', kind: 'label', side: 'baseline' },
    { id: 'output:candidate_prediction', kind: 'label', side: 'candidate' },
    { id: 'output:difference', kind: 'difference' },
    { id: 'output:out_of_tolerance_p', kind: 'outOfTolerance', output: 'p' },
    { id: 'output:baseline_proba_yes', kind: 'probability', side: 'baseline', class: 'yes' },
  ],
};
const ROW: ResultRow = {
  inputs: ['5.1'],
  truth: 'yes',
  prediction: {
    row: 0,
    outputs: {
      row: 41,
      flipped: true,
      judgement: 'oldRightNewWrong',
      baseline_prediction: 'yes',
      candidate_prediction: 'no',
      difference: 0.25,
      out_of_tolerance_p: false,
      baseline_proba_yes: 0.75,
    },
  },
};
const PAGE: RowsPage = { start: 0, end: 1, total: 1, inputColumns: ['length'], told: [], rows: [ROW] };

describe('the columns of compared rows', () => {
  const columns = comparedColumns(ROWS, PAGE, t);

  it('begin with what both sides say and the truth, and end with the inputs', () => {
    expect(columns.map(({ title }) => title)).toEqual([
      'Baseline',
      'Candidate',
      'Truth',
      'Which is right',
      'Difference',
      'P(yes), baseline',
      'Label changed',
      'Out of tolerance of p',
      'length',
    ]);
  });

  it('say values in words, and mark a label that is not the truth', () => {
    const cells = Object.fromEntries(columns.map(({ title, cell }) => [title, cell(ROW)]));
    expect(cells).toMatchObject({
      Candidate: { text: 'no', wrong: 'wrong, the truth is yes' },
      'Which is right': { text: 'Right before, wrong now' },
      Difference: { text: '0.25' },
      'P(yes), baseline': { share: 0.75 },
      'Label changed': { text: 'yes' },
      'Out of tolerance of p': { text: '' },
      length: { text: '5.1' },
    });
    expect(cells.Baseline).not.toHaveProperty('wrong');
  });

  it('leave the number of the row in the data to the head of the row', () => {
    expect(numberInData(ROWS)(ROW)).toBe(41);
  });
});
