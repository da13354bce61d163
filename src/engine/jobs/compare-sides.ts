import type { SideName } from '../../contract/side';
import { cancelled, WorkbenchError } from '../../contract/issue';
import type { PredictRequest } from '../../contract/predict';
import type { CallContext } from '../../contract/rpc';
import type { EngineParts } from '../parts';
import type { RunRecorder } from '../run-recorder';
import type { Finished } from '../workers/data-protocol';
import { NOTHING_FINISHED } from './nothing-finished';
import { drain, type Drained } from './drain';
import type { Ready } from './load-model';

/** A model side, ready to run. */
export interface RunningSide {
  readonly side: SideName;
  readonly request: PredictRequest;
  readonly ready: Ready;
  readonly recorder: RunRecorder;
}

export interface SideRun {
  readonly side: SideName;
  readonly ready: Ready;
  readonly drained: Drained;
  readonly finished: Finished;
}

/**
 * Runs all model sides over the same rows, batch by batch in turn; where one ends early, so do the others. Throws
 * WorkbenchError with what ended them, after all have come to an end.
 */
export async function runSides(
  parts: EngineParts,
  id: string,
  sides: readonly RunningSide[],
  context: CallContext,
): Promise<readonly SideRun[]> {
  const ending = new AbortController();
  const signal = AbortSignal.any([context.signal, ending.signal]);
  const stopWaiting = (): void => void parts.data.stopComparison(id).catch(() => undefined);
  signal.addEventListener('abort', stopWaiting, { once: true });
  const settled = await Promise.allSettled(
    sides.map(async (running, place) => {
      const own: CallContext = {
        signal,
        progress: place === 0 ? (report) => context.progress(report) : () => undefined,
      };
      let ended: SideRun | undefined;
      try {
        ended = await runSide(parts, running, own);
        return ended;
      } finally {
        if (ended?.drained.end.kind !== 'ok') ending.abort();
      }
    }),
  );
  const runs = settled.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
  for (const { drained } of runs) if (drained.stuck !== undefined) parts.leave(drained.stuck);
  const failed =
    runs.find(({ drained }) => drained.end.kind === 'failed') ?? runs.find(({ drained }) => drained.end.kind !== 'ok');
  if (failed) throw errorOf(failed);
  return runs;
}

async function runSide(
  parts: EngineParts,
  { side, request, ready, recorder }: RunningSide,
  context: CallContext,
): Promise<SideRun> {
  const drained = await drain(parts, request, ready, recorder, context);
  const finished =
    drained.stuck === undefined
      ? await parts.data.finish({ job: recorder.result, keepOutput: drained.end.kind === 'ok' })
      : NOTHING_FINISHED;
  return { side, ready, drained, finished };
}

function errorOf({ drained: { end } }: SideRun): WorkbenchError {
  if (end.kind !== 'failed') return cancelled();
  const [first, ...more] = end.issues;
  return new WorkbenchError(end.errorKind, first ?? { code: 'run-failed', message: 'A model failed.' }, more);
}
