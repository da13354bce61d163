import { describe, expect, it } from 'vitest';
import type { ClassificationMetrics } from '../../../src/contract/run';
import type { LabelComparison } from '../../../src/contract/label-comparison';
import type { OutputComparison } from '../../../src/contract/output-comparison';
import { parseGate } from '../../../src/compare/gate-text';
import { judgeFlips, judgeGate, type Measured } from '../../../src/compare/gates';
import { NOTHING } from '../../../src/compare/statistics';

function metrics(accuracy: number): ClassificationMetrics {
  const perClass = [
    { class: 'no', support: 5, precision: 0.5, recall: 0.8, f1: 0.6 },
    { class: 'yes', support: 5, precision: 0.7, recall: accuracy, f1: 0.8 },
  ];
  return { rows: 10, rowsWithoutTruth: 0, truth: 'y', accuracy, perClass, confusion: { classes: [], counts: [] } };
}

const labels: LabelComparison = {
  flips: 2,
  flipRate: 0.2,
  flippedRows: [1, 2],
  classes: [],
  matrix: [],
  truth: {
    baseline: metrics(0.8),
    candidate: metrics(0.9),
    bothRight: 7,
    oldRightNewWrong: 1,
    oldWrongNewRight: 1,
    bothWrong: 1,
    negativeFlipRate: 0.1,
    mcnemar: { statistic: 0, p: 1, exactP: 1 },
  },
};

const output: OutputComparison = {
  ...NOTHING,
  baseline: 'y',
  candidate: 'y',
  status: 'different',
  changed: [],
  dtype: { baseline: 'float32', candidate: 'float32' },
  shape: { baseline: [], candidate: [] },
  elements: 10,
  compared: 10,
  bothNaN: 0,
  sameInf: 0,
  nonFiniteInOneOnly: 0,
  maxAbs: { value: 0.5, row: 1, index: [] },
  maxRel: { value: 'Infinity', row: 1, index: [] },
  meanAbs: 0.1,
  outOfTolerance: 3,
  rowsOutOfTolerance: 3,
  tolerance: { atol: 0, rtol: 0 },
};

const counted = { outputs: [output], onlyInBaseline: [], onlyInCandidate: [] };
const measured: Measured = { outputs: [output], labels, counted, measured: [] };

describe('gates', () => {
  it.each([
    ['accuracy >= .9', true, 0.9],
    ['accuracy > 90%', false, 0.9],
    ['change accuracy >= -1%', true, 0.1],
    ['accuracy change >= 0.2', false, 0.1],
    ['relative change accuracy >= 12%', true, 0.125],
    ['recall[yes] >= .9', true, 0.9],
    ['f1 >= .5', true, 0.7],
    ['flips <= 2', true, 2],
    ['flipRate < 20%', false, 0.2],
    ['negativeFlipRate <= .1', true, 0.1],
    ['maxAbs <= 1e-3', false, 0.5],
    ['maxAbs[y] <= 1', true, 0.5],
    ['maxRel <= 1', false, 'Infinity'],
    ['outOfTolerance == 3', true, 3],
    ['tolerance', false, 3],
  ])('%s', (text, passed, value) => {
    const result = judgeGate(parseGate(text), measured);
    expect(result).toMatchObject({ gate: text, passed });
    if (typeof value === 'number') expect(result.value).toBeCloseTo(value, 12);
    else expect(result.value).toBe(value);
  });

  it('fail where there is nothing to measure, and say why', () => {
    const bare: Measured = {
      outputs: [],
      counted: { outputs: [], onlyInBaseline: [], onlyInCandidate: [] },
      measured: [],
    };
    expect(judgeGate(parseGate('accuracy >= 0'), bare)).toMatchObject({
      passed: false,
      value: null,
      why: 'there is no truth to measure it by',
    });
    expect(judgeGate(parseGate('rmse <= 9'), measured)).toMatchObject({ passed: false, value: null });
    expect(judgeGate(parseGate('recall[maybe] >= 0'), measured)).toMatchObject({ why: "there is no class 'maybe'" });
    expect(judgeGate(parseGate('tolerance'), bare)).toMatchObject({ passed: false });
    expect(judgeFlips(1, bare)).toMatchObject({ passed: false, value: null });
  });

  it('hold the share of flips below a limit', () => {
    expect(judgeFlips(0.2, measured)).toEqual({ gate: 'flips <= 20%', passed: true, value: 0.2 });
    expect(judgeFlips(0.19, measured).passed).toBe(false);
  });

  it.each([
    '',
    'accuracy',
    'accuracy >=',
    'beauty >= 1',
    'accuracy >= ten',
    'change flips <= 1',
    'accuracy >= .9; rm',
    'recall >= .9 where a is b',
    'accuracy >= .9 where a',
    'accuracy >= .9 where',
  ])('refuse %j', (text) => {
    expect(() => parseGate(text)).toThrow(/cannot be read/);
  });
});
