import { describe, expect, it } from 'vitest';
import type { ClassificationMetrics, ClassMetrics } from '../../../../src/contract/run';
import { redactTruth } from '../../../../src/engine/prediction/redact-truth';

const one = (name: string, support: number, recall: number): ClassMetrics => ({
  class: name,
  support,
  precision: recall,
  recall,
  f1: recall,
});

/** The model knows `yes`, and answers `maybe` too; `secret` stands in the truth alone. */
const METRICS: ClassificationMetrics = {
  rows: 3,
  rowsWithoutTruth: 0,
  truth: 't',
  accuracy: 1 / 3,
  perClass: [one('yes', 2, 0.5), one('maybe', 0, 0), one('secret', 1, 0)],
  confusion: {
    classes: ['yes', 'maybe', 'secret'],
    counts: [
      [1, 1, 0],
      [0, 0, 0],
      [1, 0, 0],
    ],
  },
};
const NAMES = ['yes', 'maybe', '(redacted 2)'];

describe('metrics against a truth that is redacted', () => {
  it('name no class that the truth alone has', () => {
    const redacted = redactTruth(METRICS, 1);
    expect(redacted).toMatchObject({ perClass: NAMES.map((name) => ({ class: name })), confusion: { classes: NAMES } });
  });

  it('name none where the confusion is left out', () => {
    const redacted = redactTruth({ ...METRICS, confusion: { classes: [], counts: [] } }, 1);
    expect(redacted).toMatchObject({ perClass: NAMES.map((name) => ({ class: name })), confusion: { classes: [] } });
  });
});
