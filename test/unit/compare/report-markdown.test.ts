import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../../src/contract/comparison';
import { markdownReport } from '../../../src/compare/report-markdown';

const comparison: Comparison = {
  run: null,
  verdict: 'different',
  summary: 'Different: <b>all</b> of it',
  notes: [],
  baseline: { kind: 'model', name: '=cmd|calc' },
  candidate: { kind: 'model', name: '<img src=x>|`code`' },
  data: 'data.csv',
  rows: 3,
  structure: { status: 'identical' },
  outputs: [],
  onlyInBaseline: [],
  onlyInCandidate: [],
  regression: {
    baseline: { rows: 3, rowsWithoutTruth: 0, truth: 'y', mae: 2.5, rmse: 3, r2: -1.5 },
    candidate: { rows: 3, rowsWithoutTruth: 0, truth: 'y', mae: 1, rmse: 2, r2: 0.5 },
    delta: { mae: -1.5, rmse: -1, r2: 2 },
  },
  gates: [],
  issues: [],
  timing: { parse: 0, bind: 0, infer: 0, write: 0, total: 0 },
};

describe('a comparison as Markdown', () => {
  it('shows names that are markup as text', () => {
    const markdown = markdownReport(comparison);
    expect(markdown).not.toContain('<');
    expect(markdown).toContain(String.raw`| name | =cmd\|calc | &lt;img src=x>\|\`code\` |`);
  });

  it('has no cell that is a formula where cells are to be safe, and its numbers as they are', () => {
    const markdown = markdownReport(comparison, true);
    expect(markdown).toContain(String.raw`| name | '=cmd\|calc | &lt;img src=x>\|\`code\` |`);
    expect(markdown).toContain('| MAE | 2.5 | 1 | -1.5 |');
  });
});
