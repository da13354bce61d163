import { basename } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { WorkbenchError, type Issue } from '../../contract/issue';
import type { PredictHead, PredictOutcome, PredictProgress, PredictRequest } from '../../contract/predict';
import type { CallContext } from '../../contract/rpc';
import type { Timing } from '../../contract/run';
import type { NewRun } from '../../log/run-record';
import type { RunRecorder } from '../run-recorder';
import type { EngineParts } from '../parts';
import type { Finished } from '../workers/data-protocol';
import { loadModel, type Ready } from './load-model';
import { createProgress } from './progress';
import { recordFailure } from './record-failure';
import { pump, RunTookTooLong, type PumpResult } from './pump';

/** Cancelling waits this long for the call of the runtime to come back; then the process is killed. */
const CANCEL_GRACE_MS = 500;
const RUN_LIMIT_MS = 10 * 60_000;
/** How long the data thread may take to drop a half-written output before the process is killed. */
const DROP_OUTPUT_MS = 250;

/**
 * Predicts a file with a model: prepare, load, then batch by batch. Throws WorkbenchError where nothing could run;
 * what fails later is told in the outcome, and logged.
 */
export async function predict(
  parts: EngineParts,
  request: PredictRequest,
  context: CallContext,
): Promise<PredictOutcome> {
  const job = uuidv7();
  const started = performance.now();
  const loaded = await loadOrRecord(parts, job, request, context.signal);
  if (loaded.kind === 'stopped') return loaded.outcome;
  const recorder = await parts.logs.startRun(request, await newRun(parts, job, request, loaded));
  const head = headOf(request, loaded, recorder);
  context.progress({ kind: 'head', head } satisfies PredictProgress);
  const drained = await drain(parts, request, loaded, recorder, context);
  const finished = await finish(parts, job, drained, context.signal);
  const timing = timingOf(finished, drained, started);
  const end = drained.end;
  const issues = [
    ...(end.kind === 'failed' ? end.issues : []),
    ...startIssues(request),
    ...loaded.prepared.issues,
    ...finished.issues,
    ...recorder.issues(),
  ];
  const status = end.kind;
  const error = end.kind === 'failed' ? { kind: end.errorKind, message: end.issues[0]?.message ?? '' } : null;
  await recorder.finish({
    status,
    rows: finished.rows,
    error,
    timing,
    metrics: finished.metrics ?? null,
    issues,
    dataSha256: finished.dataSha256,
    ...(finished.batchSize === undefined ? {} : { batchSize: finished.batchSize }),
  });
  if (drained.stuck !== undefined) parts.leave(drained.stuck);
  return {
    status,
    head,
    ...(end.kind === 'failed' ? { errorKind: end.errorKind } : {}),
    rows: finished.rows,
    skipped: finished.skipped,
    ...(finished.whole ? { whole: finished.whole } : {}),
    ...(finished.metrics ? { metrics: finished.metrics } : {}),
    ...(loaded.prepared.proposal ? { proposal: loaded.prepared.proposal } : {}),
    issues,
    timing,
    firstRun: recorder.firstRun,
  };
}

async function loadOrRecord(
  parts: EngineParts,
  job: string,
  request: PredictRequest,
  signal: AbortSignal,
): ReturnType<typeof loadModel> {
  try {
    return await loadModel(parts, job, request, signal);
  } catch (error) {
    if (error instanceof WorkbenchError) await recordFailure(parts, job, request, error);
    throw error;
  }
}

interface Drained extends PumpResult {
  /** Why the process has to end: a native call did not come back. */
  readonly stuck?: string;
}

async function drain(
  parts: EngineParts,
  request: PredictRequest,
  loaded: Ready,
  recorder: RunRecorder,
  context: CallContext,
): Promise<Drained> {
  const progress = createProgress(context, loaded.prepared.totalRows);
  const pumping = pump(parts, {
    job: recorder.result,
    session: loaded.session,
    fetches: loaded.prepared.fetches,
    onError: request.onError,
    signal: context.signal,
    runLimitMs: request.limits?.run ?? RUN_LIMIT_MS,
    onBatch: async (completed) => {
      await recorder.append(completed);
      progress.add(completed.count);
    },
  });
  const grace = cancelGrace(context.signal);
  try {
    return await Promise.race([pumping, grace.over]);
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
  if (error instanceof WorkbenchError) {
    return { end: { kind: 'failed', errorKind: error.kind, issues: error.issues }, infer: 0 };
  }
  throw error;
}

async function finish(parts: EngineParts, job: string, drained: Drained, signal: AbortSignal): Promise<Finished> {
  const keepOutput = drained.end.kind === 'ok';
  const finished = parts.data.finish({ job, keepOutput });
  if (drained.stuck === undefined && !signal.aborted) return finished;
  const nothing: Finished = { rows: 0, skipped: 0, issues: [], parse: 0, bind: 0, write: 0, dataSha256: null };
  const late = new Promise<Finished>((resolve) => setTimeout(() => resolve(nothing), DROP_OUTPUT_MS));
  return Promise.race([finished, late]);
}

async function newRun(
  parts: EngineParts,
  id: string,
  request: PredictRequest,
  { prepared, sha256 }: Ready,
): Promise<NewRun & { readonly id: string }> {
  const path = prepared.load.model;
  return {
    id,
    source: request.source,
    model: { path, name: basename(path), sha256, revision: null },
    data: { path: prepared.data.path, sha256: null },
    executionProvider: 'cpu',
    runtimeVersion: await parts.sessions.version(null),
    batchSize: prepared.batchSize,
    inputs: prepared.inputLogging,
  };
}

function headOf(request: PredictRequest, { prepared, sha256 }: Ready, recorder: RunRecorder): PredictHead {
  return {
    run: recorder.run,
    result: recorder.result,
    ...(recorder.log === undefined ? {} : { log: recorder.log }),
    model: { path: request.model, sha256 },
    data: prepared.data.name,
    binding: prepared.binding,
    ...(prepared.classes ? { classes: prepared.classes } : {}),
  };
}

function timingOf(finished: Finished, drained: Drained, started: number): Timing {
  const { parse, bind, write } = finished;
  return { parse, bind, infer: drained.infer, write, total: performance.now() - started };
}

function startIssues(request: PredictRequest): Issue[] {
  if (request.startedAgain !== true) return [];
  const message = 'This run was started again from row 0, because the engine was ended by a prediction beside it.';
  return [{ severity: 'info', code: 'started-again', message }];
}
