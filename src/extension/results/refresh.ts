import type { EngineProtocol } from '../../contract/engine';
import type { PredictProgress, PredictRequest } from '../../contract/predict';
import type { FinishedRun, ResultsView } from '../../contract/results-page';
import type { OnChangeStep, RunPair } from '../../contract/run-page';
import type { ResultChange } from '../../contract/rows';
import type { Client } from '../../contract/rpc';
import { viewOfError, viewOfOutcome } from './views';

export interface RefreshOptions {
  readonly engine: Pick<Client<EngineProtocol>, 'predict' | 'changes'>;
  readonly request: PredictRequest;
  /** What the page shows, to which the new result is compared. */
  readonly before: ResultsView;
  readonly signal: AbortSignal;
  readonly onFraction: (fraction: number) => void;
  readonly onBug: (error: unknown) => void;
}

export type Refreshed =
  | {
      readonly kind: 'refreshed';
      readonly view: FinishedRun;
      readonly change?: ResultChange;
      readonly runs?: RunPair;
    }
  | Extract<OnChangeStep, { kind: 'failed' | 'idle' }>;

/** Runs again, and says what is another than before; or why there is no new result. Never rejects. */
export async function refreshed({
  engine,
  request,
  before,
  signal,
  onFraction,
  onBug,
}: RefreshOptions): Promise<Refreshed> {
  const view = await engine
    .predict(request, {
      signal,
      onProgress: (report) => {
        const progress = report as PredictProgress;
        if (progress.kind === 'rows' && progress.fraction !== undefined) onFraction(progress.fraction);
      },
    })
    .then(viewOfOutcome, viewOfError);
  if (view.kind !== 'finished' || view.status !== 'ok') return whyNot(view);
  const runs = runPair(before, view);
  const answer: Refreshed = { kind: 'refreshed', view, ...(runs && { runs }) };
  const [old, now] = [before.kind === 'finished' ? before.origin : undefined, view.origin];
  if (!old || !now) return answer;
  try {
    return { ...answer, change: await engine.changes({ before: old, after: now }) };
  } catch (error) {
    onBug(error);
    return answer;
  }
}

/** Undefined where a run is not logged, or in another log. */
function runPair(before: ResultsView, after: FinishedRun): RunPair | undefined {
  if (before.kind !== 'finished' || before.run === null || after.run === null) return undefined;
  const { log } = after;
  return log === undefined || before.log !== log ? undefined : { before: before.run, after: after.run, log };
}

function whyNot(view: ResultsView): Refreshed {
  if (view.kind === 'running') return { kind: 'idle' };
  if (view.kind === 'broken' && view.cause === 'cancelled') return { kind: 'idle' };
  if (view.kind === 'finished' && view.status === 'cancelled') return { kind: 'idle' };
  const { issues } = view;
  const message = view.kind === 'broken' ? view.message : (issues[0]?.message ?? '');
  return { kind: 'failed', message, issues };
}
