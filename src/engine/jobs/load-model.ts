import { WorkbenchError } from '../../contract/issue';
import type { PredictOutcome, PredictRequest } from '../../contract/predict';
import type { EngineParts } from '../parts';
import type { Prepared } from '../workers/data-protocol';
import type { Loaded } from '../workers/session-protocol';

/** A model that a script keeps overwriting is read again at most this often. */
const READ_AGAIN = 5;
const LOAD_LIMIT_MS = 5 * 60_000;

export interface Ready {
  readonly kind: 'ready';
  readonly prepared: Prepared;
  readonly session: string;
  readonly sha256: string;
}

/**
 * Prepares the data and loads the model that the plan was made for. Throws WorkbenchError where the model or the data
 * cannot be read, and where ONNX Runtime refuses the model.
 */
export async function loadModel(
  parts: EngineParts,
  job: string,
  request: PredictRequest,
  signal: AbortSignal,
): Promise<Ready | { readonly kind: 'stopped'; readonly outcome: PredictOutcome }> {
  for (let attempt = 1; attempt <= READ_AGAIN; attempt++) {
    const prepared = await parts.data.prepare({ job, request });
    if (prepared.kind === 'stopped') {
      const { data, proposal, issues, modelPath } = prepared;
      const model = { path: request.model, sha256: await parts.sessions.identify(modelPath) };
      return {
        kind: 'stopped',
        outcome: { status: 'stopped', model, data, ...(proposal ? { proposal } : {}), issues },
      };
    }
    const loaded = await loadWithin(parts, prepared, request, signal);
    if (loaded.kind === 'loaded') return { kind: 'ready', prepared, session: loaded.session, sha256: loaded.sha256 };
    if (loaded.kind === 'refused') return refuse(parts, job, loaded.message);
    await parts.data.finish({ job, keepOutput: false });
  }
  throw new WorkbenchError('model', {
    code: 'model-keeps-changing',
    message: `${request.model} is being written. Wait until it is complete, then run again.`,
    file: request.model,
  });
}

async function refuse(parts: EngineParts, job: string, message: string): Promise<never> {
  const { errorKind, issues } = await parts.data.explainLoad({ job, message });
  await parts.data.finish({ job, keepOutput: false });
  const [first, ...more] = issues;
  throw new WorkbenchError(errorKind, first ?? { code: 'model-refused', message }, more);
}

async function loadWithin(
  parts: EngineParts,
  prepared: Prepared,
  request: PredictRequest,
  signal: AbortSignal,
): Promise<Loaded> {
  const limit = request.limits?.load ?? LOAD_LIMIT_MS;
  const { promise: stopped, resolve: stop } = Promise.withResolvers<'late' | 'cancelled'>();
  const timer = setTimeout(() => stop('late'), limit);
  const cancel = (): void => stop('cancelled');
  signal.addEventListener('abort', cancel, { once: true });
  if (signal.aborted) cancel();
  try {
    const outcome = await Promise.race([parts.sessions.load(prepared.load), stopped]);
    if (typeof outcome === 'object') return outcome;
    parts.leave(`loading ${request.model} ${outcome === 'late' ? 'took too long' : 'was cancelled'}`);
    throw outcome === 'late'
      ? tooLate(request, limit)
      : new WorkbenchError('cancelled', { code: 'cancelled', message: 'Cancelled.' });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', cancel);
  }
}

function tooLate({ model }: PredictRequest, limit: number): WorkbenchError {
  const message = `Loading ${model} took longer than ${limit / 1000} s, so the engine was ended.`;
  return new WorkbenchError('run', { code: 'load-time-limit', message, file: model });
}
