import type { Comparison } from '../../contract/comparison';
import type { ComparisonSubject, CompareView } from '../../contract/compare-page';
import type { EngineProtocol } from '../../contract/engine';
import type { PredictProgress } from '../../contract/predict';
import type { Client } from '../../contract/rpc';
import { compareRequest } from './request';
import { viewOfComparison, viewOfFailure } from './views';

export interface CompareOnceOptions {
  readonly engine: Pick<Client<EngineProtocol>, 'compare'>;
  readonly subject: ComparisonSubject;
  readonly signal: AbortSignal;
  /** Not told any more once the signal has come. */
  readonly onProgress: (progress: PredictProgress) => void;
  /** Told of errors that are not the user's to mend. */
  readonly onBug: (error: unknown) => void;
}

/** How a comparison ended: what the page shows of it, and all of it where it has a verdict. */
export interface Ended {
  readonly view: CompareView;
  readonly whole: Comparison | undefined;
}

/** Compares, and never rejects: what goes wrong is a view too. */
export async function compareOnce({ engine, subject, signal, onProgress, onBug }: CompareOnceOptions): Promise<Ended> {
  try {
    const outcome = await engine.compare(compareRequest(subject), {
      signal,
      onProgress: (report) => {
        if (!signal.aborted) onProgress(report as PredictProgress);
      },
    });
    return { view: viewOfComparison(outcome), whole: outcome.status === 'ok' ? outcome.comparison : undefined };
  } catch (error) {
    const view = viewOfFailure(error);
    if (view.cause === 'bug') onBug(error);
    return { view, whole: undefined };
  }
}
