import { describe, expect, it } from 'vitest';
import type { ComparedRows } from '../../../../../src/contract/compare-rows';
import type { RowsWanted } from '../../../../../webview/compare/context';
import { conditionsOf, worstFirst } from '../../../../../webview/compare/rows/rows-view';

const ROWS: ComparedRows = {
  result: 'r',
  rows: 9,
  columns: [
    { id: 'output:row', kind: 'row' },
    { id: 'output:flipped', kind: 'flipped' },
    { id: 'output:judgement', kind: 'judgement' },
    { id: 'output:baseline_prediction', kind: 'label', side: 'baseline' },
    { id: 'output:candidate_prediction', kind: 'label', side: 'candidate' },
    { id: 'output:difference_p', kind: 'difference', output: 'p' },
    { id: 'output:difference', kind: 'difference' },
    { id: 'output:out', kind: 'outOfTolerance' },
    { id: 'output:out_p', kind: 'outOfTolerance', output: 'p' },
  ],
};

describe('the rows of a comparison', () => {
  it('begin with the largest difference of any output', () => {
    expect(worstFirst(ROWS)).toEqual({
      conditions: [],
      order: { column: 'output:difference', direction: 'descending' },
    });
    expect(worstFirst({ ...ROWS, columns: [] })).toEqual({ conditions: [] });
  });

  it.each<[RowsWanted, unknown]>([
    [
      { kind: 'labels', from: 1, to: 'b' },
      [
        { kind: 'equals', column: 'output:baseline_prediction', value: '1' },
        { kind: 'equals', column: 'output:candidate_prediction', value: 'b' },
      ],
    ],
    [{ kind: 'flips' }, [{ kind: 'equals', column: 'output:flipped', value: 'true' }]],
    [
      { kind: 'truth', change: 'oldRightNewWrong' },
      [{ kind: 'equals', column: 'output:judgement', value: 'oldRightNewWrong' }],
    ],
    [{ kind: 'outOfTolerance', output: 'p' }, [{ kind: 'equals', column: 'output:out_p', value: 'true' }]],
    [{ kind: 'outOfTolerance', output: 'only' }, [{ kind: 'equals', column: 'output:out', value: 'true' }]],
    [
      { kind: 'slice', column: 'plan', segment: { kind: 'value', value: 'basic' } },
      [{ kind: 'equals', column: 'input:plan', value: 'basic' }],
    ],
    [
      { kind: 'slice', column: 'age', segment: { kind: 'range', from: 1, to: 2.5, closed: true } },
      [{ kind: 'range', column: 'input:age', from: 1, to: 2.5, closed: true }],
    ],
    [{ kind: 'slice', column: 'age', segment: { kind: 'missing' } }, [{ kind: 'missing', column: 'input:age' }]],
    [{ kind: 'row', row: 4 }, [{ kind: 'range', column: 'output:row', from: 4, to: 4, closed: true }]],
  ])('are found by what a part of the page says: %j', (wanted, conditions) => {
    expect(conditionsOf(wanted, ROWS)).toEqual(conditions);
  });

  it('are not looked for where no column could tell them', () => {
    expect(conditionsOf({ kind: 'flips' }, { ...ROWS, columns: [] })).toBeUndefined();
  });
});
