import { basename } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { WorkbenchError, type Issue } from '../../contract/issue';
import type { PredictHead, PredictOutcome, PredictProgress, PredictRequest } from '../../contract/predict';
import type { CallContext } from '../../contract/rpc';
import type { Timing } from '../../contract/run';
import type { NewRun, RunEnd } from '../../log/run-record';
import { redactIssues } from '../redact';
import type { RunRecorder } from '../run-recorder';
import type { EngineParts } from '../parts';
import type { Finished } from '../workers/data-protocol';
import { loadModel, type Ready, type Unloaded } from './load-model';
import { settingsOf } from './run-settings';
import { recordFailure } from './record-failure';
import { NOTHING_FINISHED } from './nothing-finished';
import { drain, failure, type Drained } from './drain';
import type { PumpEnd } from './pump';

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
  // Asked before a call of the runtime can keep the answer back: the log names the version of a stuck load too.
  parts.runtimeVersion().catch(() => undefined);
  const loaded = await loadOrRecord(parts, job, request, context.signal);
  if (loaded.kind === 'stopped') return loaded.outcome;
  try {
    const recorder = await parts.logs.startRun(request, await newRun(parts, job, request, loaded));
    return await runAndLog(parts, { job, request, loaded, recorder, started }, context);
  } catch (error) {
    await parts.data.finish({ job, keepOutput: false }).catch(() => undefined);
    throw error;
  } finally {
    parts.sessions.release(loaded.session).catch(() => undefined);
  }
}

interface Begun {
  readonly job: string;
  readonly request: PredictRequest;
  readonly loaded: Ready;
  readonly recorder: RunRecorder;
  /** As `performance.now()` says it. */
  readonly started: number;
}

async function runAndLog(parts: EngineParts, begun: Begun, context: CallContext): Promise<PredictOutcome> {
  const { request, loaded, recorder, started } = begun;
  try {
    const head = headOf(request, loaded, recorder);
    context.progress({ kind: 'head', head } satisfies PredictProgress);
    const drained = await drain(parts, request, loaded, recorder, context);
    const closed = await close(parts, begun, drained, context.signal);
    return await end(parts, { request, loaded, recorder, head, ...closed, timing: timingOf(closed, started) });
  } catch (error) {
    await recorder.finish({ status: 'failed', rows: 0, error: { kind: 'bug', message: String(error) } });
    throw error;
  }
}

interface Ending extends Closed {
  readonly request: PredictRequest;
  readonly loaded: Ready;
  readonly recorder: RunRecorder;
  readonly head: PredictHead;
  readonly timing: Timing;
}

/** Logs how the run ended, and tells it. */
async function end(parts: EngineParts, ending: Ending): Promise<PredictOutcome> {
  const { recorder, drained, finished, head, timing } = ending;
  const issues = allIssues(ending);
  const { proposal, redact } = ending.loaded.prepared;
  try {
    await recorder.finish(runEnd(drained.end, finished, timing, redactIssues(issues, redact)));
  } finally {
    if (drained.stuck !== undefined) parts.leave(drained.stuck);
  }
  const { rows, skipped, whole, metrics } = finished;
  return {
    status: drained.end.kind,
    head,
    ...(drained.end.kind === 'failed' ? { errorKind: drained.end.errorKind } : {}),
    rows,
    skipped,
    ...(whole ? { whole } : {}),
    ...(metrics ? { metrics } : {}),
    ...(proposal ? { proposal } : {}),
    issues,
    timing,
    firstRun: recorder.firstRun,
  };
}

function allIssues({ request, loaded, drained, finished, recorder }: Ending): readonly Issue[] {
  const failure = drained.end.kind === 'failed' ? drained.end.issues : [];
  return [...failure, ...startIssues(request), ...loaded.prepared.issues, ...finished.issues, ...recorder.issues()];
}

function runEnd(end: PumpEnd, finished: Finished, timing: Timing, issues: readonly Issue[]): RunEnd {
  const { rows, metrics = null, dataSha256, batchSize } = finished;
  const error = end.kind === 'failed' ? { kind: end.errorKind, message: issues[0]?.message ?? '' } : null;
  const batch = batchSize === undefined ? {} : { batchSize };
  return { status: end.kind, rows, error, timing, metrics, issues, dataSha256, ...batch };
}

async function loadOrRecord(
  parts: EngineParts,
  job: string,
  request: PredictRequest,
  signal: AbortSignal,
): Promise<Exclude<Awaited<ReturnType<typeof loadModel>>, Unloaded>> {
  const loaded = await loadModel(parts, job, request, signal).catch(unreadable);
  if (loaded.kind !== 'failed') return loaded;
  try {
    await recordFailure(parts, job, request, loaded.error);
  } finally {
    if (loaded.stuck !== undefined) parts.leave(loaded.stuck);
  }
  throw loaded.error;
}

function unreadable(error: unknown): Unloaded {
  if (!(error instanceof WorkbenchError)) throw error;
  return { kind: 'failed', error };
}

interface Closed {
  readonly drained: Drained;
  readonly finished: Finished;
}

/** Keeps or drops the output. An output that cannot be completed fails the run. */
async function close(parts: EngineParts, { job }: Begun, drained: Drained, signal: AbortSignal): Promise<Closed> {
  const finishing = parts.data.finish({ job, keepOutput: drained.end.kind === 'ok' }, { signal });
  const hurried = drained.stuck !== undefined || signal.aborted;
  try {
    const finished = await (hurried ? Promise.race([finishing, soon()]) : finishing);
    const isCancelled = drained.end.kind === 'ok' && !finished.kept;
    return { drained: isCancelled ? { ...drained, end: { kind: 'cancelled' } } : drained, finished };
  } catch (error) {
    if (!(error instanceof WorkbenchError)) throw error;
    return { drained: { ...drained, ...failure(error) }, finished: NOTHING_FINISHED };
  }
}

/** The data thread gets this long to drop a half-written output. */
function soon(): Promise<Finished> {
  return new Promise((resolve) => setTimeout(() => resolve(NOTHING_FINISHED), DROP_OUTPUT_MS));
}

/** How a prediction begins in the log. */
export async function newRun(
  parts: EngineParts,
  id: string,
  request: PredictRequest,
  { prepared, sha256 }: Ready,
): Promise<NewRun & { readonly id: string }> {
  const path = request.origin?.path ?? prepared.load.model;
  const revision = request.origin?.commit ?? null;
  return {
    id,
    source: request.source,
    model: { path, name: basename(path), sha256, revision },
    data: { path: prepared.data.path, sha256: null },
    binding: prepared.binding,
    classes: prepared.classes ?? null,
    executionProvider: 'cpu',
    runtimeVersion: await parts.runtimeVersion(),
    batchSize: prepared.batchSize,
    inputs: prepared.inputLogging,
    settings: settingsOf(request, prepared.inputLogging),
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

function timingOf({ finished, drained }: Closed, started: number): Timing {
  const { parse, bind, write } = finished;
  return { parse, bind, infer: drained.infer, write, total: performance.now() - started };
}

function startIssues(request: PredictRequest): Issue[] {
  if (request.startedAgain !== true) return [];
  const message = 'This run was started again from row 0, because the engine was ended by a prediction beside it.';
  return [{ severity: 'info', code: 'started-again', message }];
}
