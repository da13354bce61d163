import type { CompareRequest } from '../../contract/compare';
import type { Comparison, CompareTiming, GateResult, RegressionComparison } from '../../contract/comparison';
import type { LabelComparison } from '../../contract/label-comparison';
import { SIDES, type Side, type SideHead, type SideName } from '../../contract/side';
import type { Issue } from '../../contract/issue';
import type { Proposal } from '../../contract/predict';
import type { ClassificationMetrics, Metrics, RegressionMetrics } from '../../contract/run';
import type { ComparisonResult } from '../../compare/comparison';
import type { Gate } from '../../compare/gate-text';
import { judge, type JudgeOptions } from '../../compare/judge';
import { summaryOf } from '../../compare/words';
import { issuesOfBoth } from './issues-of-both';
import type { FinishedComparison, OpenedComparison } from '../workers/comparison-protocol';
import type { SideRun } from './compare-sides';

/** A comparison as it was asked for. */
export interface Asked {
  readonly request: CompareRequest;
  readonly gates: readonly Gate[];
  /** As `performance.now()` says it. */
  readonly started: number;
}

export interface Ran {
  readonly asked: Asked;
  readonly opened: OpenedComparison;
  readonly runs: readonly SideRun[];
  readonly finished: FinishedComparison;
  /** Null without a log. */
  readonly run: string | null;
  /** What there is to say of the log. */
  readonly issues: readonly Issue[];
}

/** Everything that is said of a comparison that ran. */
export function completeComparison(ran: Ran): Comparison {
  const { asked, opened, finished } = ran;
  const { result, rowsAlone } = finished;
  const heads = headsOf(ran);
  const metrics = metricsOf(ran);
  const labels = labelsOf(result, metrics);
  const regression = regressionOf(metrics);
  const { outputs, onlyInBaseline, onlyInCandidate, rowsOut, saturated, measured } = result;
  const issues = [...opened.issues, ...sideIssues(ran), ...finished.issues, ...ran.issues];
  const found = {
    run: ran.run,
    ...heads,
    data: opened.data.name,
    rows: result.rows,
    structure: structureOf(ran),
    outputs,
    onlyInBaseline,
    onlyInCandidate,
    ...(labels ? { labels } : {}),
    ...(regression ? { regression } : {}),
    ...(result.slices ? { slices: slicesWithoutTruth(result.slices, metrics) } : {}),
    ...(finished.crossings ? { crossings: finished.crossings.crossings } : {}),
    ...proposalOf(ran),
    issues,
  };
  const crossed = finished.crossings ? { crossed: finished.crossings } : {};
  return {
    ...found,
    ...judge(found, { rowsOut, saturated, measured, rowsAlone, ...crossed, ...limitsOf(asked) }),
    timing: timingOf(ran),
  };
}

/** What is said where nothing could be compared. */
export function incomparable(
  { request, gates, started }: Asked,
  issues: readonly Issue[],
  proposal?: Proposal,
): Comparison {
  const found = {
    run: null,
    verdict: 'incomparable' as const,
    baseline: headOf(request.baseline),
    candidate: headOf(request.candidate),
    data: request.data?.kind === 'file' ? request.data.path : null,
    rows: 0,
    structure: { status: 'not-applicable' } as const,
    outputs: [],
    onlyInBaseline: [],
    onlyInCandidate: [],
    ...(proposal ? { proposal } : {}),
    issues,
  };
  return {
    ...found,
    summary: summaryOf(found),
    notes: [],
    gates: gates.map(({ text }): GateResult => ({
      gate: text,
      passed: false,
      value: null,
      why: 'nothing was compared',
    })),
    timing: { parse: 0, bind: 0, infer: 0, write: 0, total: performance.now() - started },
  };
}

function headsOf({ asked: { request }, runs, opened }: Ran): Record<SideName, SideHead> {
  const of = (name: SideName): SideHead => {
    const ready = runs.find(({ side }) => side === name)?.ready;
    const head = headOf(request[name]);
    const classes = ready?.prepared.classes ?? opened.classes[name];
    return {
      ...head,
      ...(ready
        ? { path: head.path ?? ready.prepared.load.model, sha256: ready.sha256, binding: ready.prepared.binding }
        : {}),
      ...(classes ? { classes } : {}),
    };
  };
  return { baseline: of('baseline'), candidate: of('candidate') };
}

function headOf(side: Side): SideHead {
  switch (side.kind) {
    case 'model':
      return { kind: side.kind, name: side.label ?? side.path, ...side.origin };
    case 'predictions':
      return { kind: side.kind, name: `predictions:${side.file ?? ''}` };
    case 'run':
      return { kind: side.kind, name: `run:${side.run}` };
  }
}

/** Equal files are equal models where all weights lie in them. */
function structureOf({ opened, runs }: Ran): Comparison['structure'] {
  const [one, other] = runs;
  if (one?.ready.sha256 !== other?.ready.sha256 || !other) return opened.structure;
  const sameFile = one?.ready.prepared.load.model === other.ready.prepared.load.model;
  if (sameFile || !opened.externalData) return { status: 'identical' };
  return opened.structure;
}

type SideMetrics = Readonly<Partial<Record<SideName, Metrics>>>;

function metricsOf({ runs, finished }: Ran): SideMetrics {
  const own = runs.flatMap(({ side, finished: { metrics } }) => (metrics ? [[side, metrics] as const] : []));
  const [[, { truth }] = [null, { truth: undefined }]] = own;
  const others = SIDES.flatMap((side) => {
    const metrics = finished.metrics[side];
    return metrics ? [[side, { ...metrics, truth: truth ?? metrics.truth }] as const] : [];
  });
  return Object.fromEntries([...others, ...own]);
}

function labelsOf(
  { labels, truth }: ComparisonResult,
  { baseline, candidate }: SideMetrics,
): LabelComparison | undefined {
  if (!labels || !truth || !isClassification(baseline) || !isClassification(candidate)) return labels;
  return { ...labels, truth: { baseline, candidate, ...truth } };
}

function isClassification(metrics: Metrics | undefined): metrics is ClassificationMetrics {
  return metrics !== undefined && 'accuracy' in metrics;
}

function isRegression(metrics: Metrics | undefined): metrics is RegressionMetrics {
  return metrics !== undefined && 'mae' in metrics;
}

function regressionOf({ baseline, candidate }: SideMetrics): RegressionComparison | undefined {
  if (!isRegression(baseline) || !isRegression(candidate)) return undefined;
  const delta = {
    mae: candidate.mae - baseline.mae,
    rmse: candidate.rmse - baseline.rmse,
    r2: candidate.r2 - baseline.r2,
  };
  return { baseline, candidate, delta };
}

/** The truth is no segment of its own. */
function slicesWithoutTruth(
  slices: NonNullable<Comparison['slices']>,
  { baseline, candidate }: SideMetrics,
): NonNullable<Comparison['slices']> {
  const truth = candidate?.truth ?? baseline?.truth;
  return slices.filter(({ column }) => column !== truth);
}

function sideIssues({ runs, asked: { request } }: Ran): readonly Issue[] {
  return issuesOfBoth(
    runs.map(({ side, ready, finished }) => ({
      title: headOf(request[side]).name,
      issues: [...ready.prepared.issues, ...finished.issues],
    })),
  );
}

function proposalOf({ runs }: Ran): { readonly proposal?: Proposal } {
  const proposal = runs.findLast(({ ready }) => ready.prepared.proposal)?.ready.prepared.proposal;
  return proposal ? { proposal } : {};
}

function limitsOf({
  gates,
  request: { maxFlips, tolerance },
}: Asked): Pick<JudgeOptions, 'gates' | 'maxFlips' | 'ignore'> {
  return { gates, maxFlips, ignore: tolerance.ignore };
}

function timingOf({ asked, runs, finished }: Ran): CompareTiming {
  const sum = (of: (run: SideRun) => number): number => runs.reduce((all, run) => all + of(run), 0);
  return {
    parse: Math.max(0, ...runs.map((run) => run.finished.parse)),
    bind: sum((run) => run.finished.bind),
    infer: sum((run) => run.drained.infer),
    write: sum((run) => run.finished.write) + finished.compare,
    total: performance.now() - asked.started,
  };
}
