import type { PredictOutcome, PredictProgress } from '../../contract/predict';
import type { FinishedRun, ResultsView } from '../../contract/results-page';
import type { RowsOrigin, WholeOutput } from '../../contract/rows';
import type { Run } from '../../contract/run';
import { failureOf } from '../failure';
import { issuesInEditorWords } from '../wording';

/** The view of a run that has just begun. */
export const justStarted: Extract<ResultsView, { kind: 'running' }> = { kind: 'running', rows: 0, cancelling: false };

/** The running view after one more report; any other view stays as it is, because the report came late. */
export function afterProgress(view: ResultsView, progress: PredictProgress): ResultsView {
  if (view.kind !== 'running') return view;
  if (progress.kind === 'head') {
    const { classes } = progress.head;
    return { ...view, origin: originOf(progress.head), ...(classes && { classes }) };
  }
  const { kind: _kind, ...counts } = progress;
  return { ...view, ...counts };
}

/** The view of what the engine answered. */
export function viewOfOutcome(outcome: PredictOutcome): ResultsView {
  if (outcome.status === 'stopped') {
    const { proposal, issues } = outcome;
    return { kind: 'stopped', issues: issuesInEditorWords(issues), ...(proposal && { proposal }) };
  }
  const { head, metrics, proposal } = outcome;
  return {
    kind: 'finished',
    status: outcome.status,
    run: head.run,
    ...(head.log !== undefined && { log: head.log }),
    firstRun: outcome.firstRun,
    ...(outcome.rows > 0 && { origin: originOf(head) }),
    rows: outcome.rows,
    skipped: outcome.skipped,
    ...(metrics && { metrics }),
    binding: head.binding,
    ...(head.classes && { classes: head.classes }),
    ...(proposal && { proposal }),
    ...(outcome.whole && { whole: outcome.whole }),
    issues: issuesInEditorWords(outcome.issues),
    timing: outcome.timing,
  };
}

/** The view of a run as the log at `log` tells it. */
export function viewOfRun(run: Run, log: string): ResultsView {
  if (run.status === 'running') return viewElsewhere(run, log);
  return {
    kind: 'finished',
    status: run.status,
    run: run.id,
    log,
    firstRun: false,
    ...(run.rows > 0 && { origin: { result: run.id, log } }),
    rows: run.rows,
    skipped: 0,
    ...(run.metrics && { metrics: run.metrics }),
    binding: run.binding,
    ...(run.classes && { classes: run.classes }),
    issues: issuesInEditorWords(withError(run)),
    ...(run.timing && { timing: run.timing }),
    start: run.start,
  };
}

/** Outputs of the whole run as they are shown: one that is too large to be sent by its type and shape. */
export function wholeOf(outputs: readonly WholeOutput[]): Pick<FinishedRun, 'whole'> {
  if (outputs.length === 0) return {};
  const shown = outputs.map(({ name, dtype, shape, value = `${dtype}[${shape.join(',')}]` }) => [name, value] as const);
  return { whole: Object.fromEntries(shown) };
}

/** A run that goes on in another process, as far as it is logged. */
function viewElsewhere(run: Run, log: string): ResultsView {
  return {
    ...justStarted,
    rows: run.rows,
    elsewhere: true,
    ...(run.rows > 0 && { origin: { result: run.id, log } }),
    ...(run.classes && { classes: run.classes }),
  };
}

/** The view of a call that gave no answer. */
export function viewOfError(error: unknown): Extract<ResultsView, { kind: 'broken' }> {
  return { kind: 'broken', ...failureOf(error) };
}

/** The view of a run that its log did not give, from the view of the error. */
export function viewOfLostRun(view: ResultsView): ResultsView {
  return view.kind === 'broken' && view.cause === 'input' ? { ...view, cause: 'lost' } : view;
}

function originOf(head: { readonly result: string; readonly log?: string }): RowsOrigin {
  return { result: head.result, ...(head.log !== undefined && { log: head.log }) };
}

function withError(run: Run): FinishedRun['issues'] {
  if (!run.error || run.issues.some((issue) => issue.severity === 'error')) return run.issues;
  return [{ severity: 'error', code: run.error.kind, message: run.error.message }, ...run.issues];
}
