import type { CompareOutcome, JudgedComparison } from '../../contract/compare';
import type { Comparison } from '../../contract/comparison';
import type { LabelComparison } from '../../contract/label-comparison';
import type { Compared, CompareView, ShownComparison } from '../../contract/compare-page';
import type { PredictProgress } from '../../contract/predict';
import { failureOf } from '../failure';
import { inEditorWords, issuesInEditorWords } from '../wording';

/** The view of a comparison that has just begun. */
export const justStarted: Extract<CompareView, { kind: 'running' }> = { kind: 'running', rows: 0, cancelling: false };

/** The running view after one more report; any other view stays as it is, because the report came late. */
export function afterProgress(view: CompareView, progress: PredictProgress): CompareView {
  if (view.kind !== 'running' || progress.kind !== 'rows') return view;
  const { kind: _kind, ...counts } = progress;
  return { ...view, ...counts };
}

/** The view of what the engine answered. */
export function viewOfComparison(outcome: CompareOutcome): CompareView {
  const comparison = shownComparison(outcome.comparison);
  if (outcome.status !== 'ok')
    return outcome.status === 'stopped'
      ? { kind: 'stopped', comparison }
      : { kind: 'broken', cause: 'cancelled', message: '', issues: [] };
  const { result, rows, log, firstRun } = outcome;
  return {
    kind: 'compared',
    comparison,
    ...(result !== undefined && { result }),
    ...(rows && { rows }),
    ...(log !== undefined && { log }),
    firstRun,
  };
}

/** The view of a comparison that was held to another tolerance: the marks of its rows are others too. */
export function viewJudged(view: Compared, { comparison, rows }: JudgedComparison): Compared {
  return {
    ...view,
    comparison: shownComparison(comparison),
    ...(view.rows && { rows: { ...view.rows, result: rows ?? view.rows.result } }),
  };
}

/** A comparison as the editor's user would say it. */
export function shownComparison({ labels, ...others }: Comparison): ShownComparison {
  return {
    ...others,
    ...(labels && { labels: withoutRows(labels) }),
    summary: inEditorWords(others.summary),
    notes: others.notes.map(inEditorWords),
    issues: issuesInEditorWords(others.issues),
  };
}

function withoutRows({ flippedRows: _rows, ...labels }: LabelComparison): NonNullable<ShownComparison['labels']> {
  return labels;
}

/** The view of a call that gave no answer. */
export function viewOfFailure(error: unknown): Extract<CompareView, { kind: 'broken' }> {
  return { kind: 'broken', ...failureOf(error) };
}
