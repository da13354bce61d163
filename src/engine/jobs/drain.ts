import { WorkbenchError, type Issue } from '../../contract/issue';
import type { PredictRequest } from '../../contract/predict';
import type { CallContext } from '../../contract/rpc';
import type { EngineParts } from '../parts';
import type { RunRecorder } from '../run-recorder';
import type { FeedRun } from '../workers/data-protocol';
import type { Ready } from './load-model';
import { createProgress } from './progress';
import { pump, RunTookTooLong, type PumpResult } from './pump';

/** Cancelling waits this long for the call of the runtime to come back; then the process is killed. */
const CANCEL_GRACE_MS = 500;
export const RUN_LIMIT_MS = 10 * 60_000;

const MOST_TIMES = 10_000;

export interface Drained extends PumpResult {
  /** Why the process has to end: a native call did not come back. */
  readonly stuck?: string;
  /** What the first batch was fed. */
  readonly first?: readonly FeedRun[];
  /** Milliseconds of later runs of as many rows, the first 10,000. */
  readonly times?: readonly number[];
}

/** Runs all batches. What ends them early, a cancel or a time limit too, is told in the result; bugs are thrown. */
export async function drain(
  parts: EngineParts,
  request: PredictRequest,
  loaded: Ready,
  recorder: RunRecorder,
  context: CallContext,
): Promise<Drained> {
  const progress = createProgress(context, loaded.prepared.totalRows);
  let first: readonly FeedRun[] | undefined;
  const times: number[] = [];
  let runs = 0;
  const pumping = pump(parts, {
    job: recorder.result,
    session: loaded.session,
    fetches: loaded.prepared.fetches,
    onError: request.onError,
    signal: context.signal,
    runLimitMs: request.limits?.run ?? RUN_LIMIT_MS,
    onFeeds: (runs) => {
      const isFirst = first === undefined;
      first ??= runs;
      return isFirst;
    },
    onRun: (rows, milliseconds) => {
      const warm = runs++ > 0;
      if (warm && rows === first?.[0]?.rows && times.length < MOST_TIMES) times.push(milliseconds);
    },
    onBatch: async (completed, fraction) => {
      await recorder.append(completed);
      progress.add(completed.count, fraction);
    },
  });
  const grace = cancelGrace(context.signal);
  try {
    const drained = await Promise.race([pumping, grace.over]);
    return first ? { ...drained, first, times } : drained;
  } catch (error) {
    return failed(error, request);
  } finally {
    grace.stop();
    pumping.catch(() => undefined);
  }
}

/** `over` settles when a cancel has waited long enough. */
function cancelGrace(signal: AbortSignal): { over: Promise<Drained>; stop: () => void } {
  let timer: NodeJS.Timeout | undefined;
  let onAbort: () => void = () => undefined;
  const over = new Promise<Drained>((resolve) => {
    onAbort = () => {
      timer = setTimeout(
        () =>
          resolve({ end: { kind: 'cancelled' }, infer: 0, stuck: 'a cancelled call of the runtime did not come back' }),
        CANCEL_GRACE_MS,
      );
    };
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
  const stop = (): void => {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  };
  return { over, stop };
}

function failed(error: unknown, request: PredictRequest): Drained {
  if (error instanceof RunTookTooLong) {
    const limit = request.limits?.run ?? RUN_LIMIT_MS;
    const message = `${request.model} did not answer within ${limit / 1000} s, so the engine was ended. Try fewer rows at once (--batch).`;
    const issue: Issue = { severity: 'error', code: 'run-time-limit', message, file: request.model };
    return {
      end: { kind: 'failed', errorKind: 'run', issues: [issue] },
      infer: 0,
      stuck: 'a call of the runtime took too long',
    };
  }
  if (error instanceof WorkbenchError) return { ...failure(error), infer: 0 };
  throw error;
}

/** A run that ended with `error`. */
export function failure({ kind, issues }: WorkbenchError): Pick<Drained, 'end'> {
  return { end: { kind: 'failed', errorKind: kind, issues } };
}
