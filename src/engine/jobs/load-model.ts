import { cancelled, WorkbenchError } from '../../contract/issue';
import type { PredictOutcome, PredictRequest } from '../../contract/predict';
import { sha256Of } from '../model-files';
import type { EngineParts } from '../parts';
import type { Prepared, PrepareResult } from '../workers/data-protocol';
import type { Loaded } from '../workers/session-protocol';
import { callRuntime } from './runtime-call';

/** A model that a script keeps overwriting is read again at most this often. */
const READ_AGAIN = 5;
export const LOAD_LIMIT_MS = 5 * 60_000;
/** A cancel waits this long for a model that is nearly loaded. */
const CANCEL_GRACE_MS = 500;
/** How long the data thread may take to drop an output of which nothing is written. */
const DROP_OUTPUT_MS = 250;

export interface Ready {
  readonly kind: 'ready';
  readonly prepared: Prepared;
  readonly session: string;
  readonly sha256: string;
}

export interface Unloaded {
  readonly kind: 'failed';
  readonly error: WorkbenchError;
  /** Why the process has to end: the model is still being loaded. */
  readonly stuck?: string;
}

/**
 * Prepares the data and loads the model that the plan was made for. Throws WorkbenchError where the data or the
 * settings cannot be read. Unless it is ready, the job has been finished.
 */
export async function loadModel(
  parts: EngineParts,
  job: string,
  request: PredictRequest,
  signal: AbortSignal,
): Promise<Ready | Unloaded | { readonly kind: 'stopped'; readonly outcome: PredictOutcome }> {
  for (let attempt = 1; attempt <= READ_AGAIN; attempt++) {
    const prepared = await prepare(parts, job, request, signal);
    if (prepared === 'cancelled') return { kind: 'failed', error: cancelled() };
    if (prepared.kind === 'stopped') {
      const { data, proposal, issues, modelPath } = prepared;
      const model = { path: request.model, sha256: await sha256Of(modelPath) };
      return {
        kind: 'stopped',
        outcome: { status: 'stopped', model, data, ...(proposal ? { proposal } : {}), issues },
      };
    }
    const loaded = await load(parts, job, prepared, request, signal);
    if (loaded.kind === 'loaded') return { kind: 'ready', prepared, session: loaded.session, sha256: loaded.sha256 };
    await drop(parts, job);
    if (loaded.kind === 'failed') return loaded;
  }
  const message = `${request.model} is being written. Wait until it is complete, then run again.`;
  const error = new WorkbenchError('model', { code: 'model-keeps-changing', message, file: request.model });
  return { kind: 'failed', error };
}

/** Reading may take long, or wait for standard input: a cancel leaves it behind, to be finished when it is done. */
async function prepare(
  parts: EngineParts,
  job: string,
  request: PredictRequest,
  signal: AbortSignal,
): Promise<PrepareResult | 'cancelled'> {
  const preparing = parts.data.prepare({ job, request });
  const { promise: aborted, resolve } = Promise.withResolvers<'cancelled'>();
  const onAbort = (): void => resolve('cancelled');
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  try {
    const prepared = await Promise.race([preparing, aborted]);
    if (prepared === 'cancelled') void preparing.then((late) => dropLate(parts, job, late)).catch(() => undefined);
    return prepared;
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

async function dropLate(parts: EngineParts, job: string, prepared: PrepareResult): Promise<void> {
  if (prepared.kind === 'ready') await parts.data.finish({ job, keepOutput: false });
}

async function drop(parts: EngineParts, job: string): Promise<void> {
  const soon = new Promise((resolve) => setTimeout(resolve, DROP_OUTPUT_MS));
  await Promise.race([parts.data.finish({ job, keepOutput: false }), soon]);
}

async function load(
  parts: EngineParts,
  job: string,
  prepared: Prepared,
  request: PredictRequest,
  signal: AbortSignal,
): Promise<Exclude<Loaded, { kind: 'refused' }> | Unloaded> {
  const limitMs = request.limits?.load ?? LOAD_LIMIT_MS;
  const limits = { signal, limitMs, graceMs: CANCEL_GRACE_MS };
  const end = await callRuntime(parts.turns, limits, () => parts.sessions.load(prepared.load));
  if (end.kind === 'withdrawn') return { kind: 'failed', error: cancelled() };
  if (end.kind === 'answered') return end.value.kind === 'refused' ? refused(parts, job, end.value.message) : end.value;
  const { model } = request;
  return end.why === 'late'
    ? { kind: 'failed', error: tooLate(model, limitMs), stuck: `loading ${model} took too long` }
    : { kind: 'failed', error: cancelled(), stuck: `loading ${model} was cancelled` };
}

async function refused(parts: EngineParts, job: string, message: string): Promise<Unloaded> {
  const { errorKind, issues } = await parts.data.explainLoad({ job, message });
  const [first, ...more] = issues;
  return { kind: 'failed', error: new WorkbenchError(errorKind, first ?? { code: 'model-refused', message }, more) };
}

function tooLate(model: string, limitMs: number): WorkbenchError {
  const message = `Loading ${model} took longer than ${limitMs / 1000} s, so the engine was ended.`;
  return new WorkbenchError('run', { code: 'load-time-limit', message, file: model });
}
