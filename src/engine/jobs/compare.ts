import { resolve } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import type { CompareOutcome, CompareRequest } from '../../contract/compare';
import type { Comparison } from '../../contract/comparison';
import { SIDES, type SideName } from '../../contract/side';
import { cancelled, WorkbenchError } from '../../contract/issue';
import type { PredictOutcome, PredictRequest } from '../../contract/predict';
import type { CallContext } from '../../contract/rpc';
import type { NewRun } from '../../log/run-record';
import { parseGate } from '../../compare/gate-text';
import { sideRequest } from '../comparison/read-side';
import type { RunPlace, RunSides } from '../comparison/logged-run';
import type { EngineParts } from '../parts';
import { redactIssues } from '../redact';
import type { RunRecorder } from '../run-recorder';
import type { FinishedComparison, OpenedComparison } from '../workers/comparison-protocol';
import { completeComparison, incomparable, type Asked } from './comparison-result';
import { runSides, type RunningSide, type SideRun } from './compare-sides';
import { compareFurther } from './compare-further';
import { loadModel, type Ready } from './load-model';
import { newRun } from './predict';

/** What is wrong with a path is the caller's to mend, and no verdict about a model. */
const CALLERS = new Set(['model-not-found', 'no-file', 'not-a-file']);

/**
 * Compares two sides on the same rows: both models run each batch in turn, and their answers are folded as they come.
 * Throws WorkbenchError where the request cannot be carried out; a side that cannot run is a verdict.
 */
export async function compare(
  parts: EngineParts,
  request: CompareRequest,
  context: CallContext,
): Promise<CompareOutcome> {
  const id = uuidv7();
  const asked: Asked = { request, gates: request.gates.map(parseGate), started: performance.now() };
  // Asked before a call of the runtime can keep the answer back.
  parts.runtimeVersion().catch(() => undefined);
  try {
    const runs = await findRuns(parts, request);
    const opened = await parts.data.openComparison({ id, request, runs }, { signal: context.signal });
    const outcome = await compareOpened(parts, { id, asked, opened }, context);
    if (outcome.status !== 'ok' || !request.pages) await parts.data.forgetComparison(id);
    return outcome;
  } catch (error) {
    await parts.data.forgetComparison(id).catch(() => undefined);
    return withoutVerdict(asked, error);
  }
}

/** Sides that are runs are looked for in the log that `--log` names, else in that of the other side's model, else of the folder. */
async function findRuns(parts: EngineParts, request: CompareRequest): Promise<RunSides> {
  const { log, folder } = request;
  const models = SIDES.flatMap((side) => {
    const one = request[side];
    return one.kind === 'model' ? [one.origin?.path ?? resolve(folder, one.path)] : [];
  });
  const near = models[0] ?? folder;
  const explicit = log.kind === 'file' ? { log: resolve(folder, log.path) } : {};
  const found: Partial<Record<SideName, RunPlace>> = {};
  for (const side of SIDES) {
    const one = request[side];
    if (one.kind !== 'run') continue;
    const { path, run } = await parts.logs.show({ run: one.run, near, ...explicit });
    found[side] = { log: path, run };
  }
  return found;
}

interface Begun {
  readonly id: string;
  readonly asked: Asked;
  readonly opened: OpenedComparison;
}

/** A model that cannot be loaded or run makes both incomparable; whatever else is wrong is thrown. */
function withoutVerdict(asked: Asked, error: unknown): CompareOutcome {
  if (!(error instanceof WorkbenchError)) throw error;
  const { kind, issues } = error;
  if (kind === 'cancelled') return { status: 'cancelled', comparison: incomparable(asked, issues) };
  if ((kind !== 'model' && kind !== 'run') || CALLERS.has(issues[0]?.code ?? '')) throw error;
  return { status: 'ok', comparison: incomparable(asked, issues), firstRun: false };
}

interface LoadedSide {
  readonly side: SideName;
  readonly job: string;
  readonly request: PredictRequest;
  readonly ready: Ready;
}

async function compareOpened(parts: EngineParts, begun: Begun, context: CallContext): Promise<CompareOutcome> {
  const { asked, opened } = begun;
  const loaded: LoadedSide[] = [];
  try {
    for (const side of opened.models) {
      const one = await load(parts, begun, side, context.signal);
      if (one.kind === 'stopped') return stopped(asked, one.outcome);
      loaded.push(one.loaded);
    }
    const running = await startRuns(parts, loaded);
    return await runAndComplete(parts, begun, running, context);
  } catch (error) {
    for (const { job } of loaded) await parts.data.finish({ job, keepOutput: false }).catch(() => undefined);
    throw error;
  } finally {
    for (const { ready } of loaded) parts.sessions.release(ready.session).catch(() => undefined);
  }
}

async function load(
  parts: EngineParts,
  { id, asked: { request } }: Begun,
  side: SideName,
  signal: AbortSignal,
): Promise<
  | { readonly kind: 'loaded'; readonly loaded: LoadedSide }
  | { readonly kind: 'stopped'; readonly outcome: PredictOutcome }
> {
  const model = request[side];
  if (model.kind !== 'model') throw new Error(`The ${side} is no model.`);
  const job = uuidv7();
  const logged = side === loggedSide(request);
  const own: PredictRequest = {
    ...sideRequest(request, side, model),
    ...(logged ? { log: request.log } : {}),
  };
  await parts.data.joinComparison({ id, side, job });
  const loaded = await loadModel(parts, job, own, signal);
  if (loaded.kind === 'stopped') return loaded;
  if (loaded.kind === 'ready') return { kind: 'loaded', loaded: { side, job, request: own, ready: loaded } };
  if (loaded.stuck !== undefined) parts.leave(loaded.stuck);
  throw loaded.error;
}

/** The run in the log is the candidate's; where that is no model, the baseline's. */
function loggedSide({ candidate }: CompareRequest): SideName {
  return candidate.kind === 'model' ? 'candidate' : 'baseline';
}

/** A plan that needs an answer, with a proposal or without one; else nothing binds. */
function stopped(asked: Asked, outcome: PredictOutcome): CompareOutcome {
  const { issues, proposal } = outcome;
  const comparison = incomparable(asked, issues, proposal);
  const asks = proposal !== undefined || issues.some(({ code }) => code === 'choose-columns');
  return asks ? { status: 'stopped', comparison } : { status: 'ok', comparison, firstRun: false };
}

async function startRuns(parts: EngineParts, loaded: readonly LoadedSide[]): Promise<readonly RunningSide[]> {
  return Promise.all(
    loaded.map(async ({ side, job, request, ready }) => {
      const recorder = await parts.logs.startRun(request, await newRun(parts, job, request, ready));
      return { side, request, ready, recorder };
    }),
  );
}

async function runAndComplete(
  parts: EngineParts,
  begun: Begun,
  running: readonly RunningSide[],
  context: CallContext,
): Promise<CompareOutcome> {
  const logged = running.find(({ side }) => side === loggedSide(begun.asked.request));
  if (begun.asked.request.pages) await parts.logs.startKept(await keptRun(parts, begun, logged));
  const { runs, comparison, failing, columns } = await runAndLog(parts, begun, running, logged, context);
  const { id, asked, opened } = begun;
  const { request } = asked;
  const { tolerance } = opened;
  const further = await compareFurther(parts, { id, request, tolerance, runs, comparison }, context);
  const rows = request.pages ? { rows: { result: id, rows: comparison.rows, columns } } : {};
  return { status: 'ok', comparison: further, failing, result: id, ...rows, ...loggedIn(logged?.recorder) };
}

async function runAndLog(
  parts: EngineParts,
  begun: Begun,
  running: readonly RunningSide[],
  logged: RunningSide | undefined,
  context: CallContext,
): Promise<{ readonly runs: readonly SideRun[] } & Folded> {
  try {
    const runs = await runSides(parts, begun.id, running, context);
    const folded = await foldRuns(parts, begun, { runs, recorder: logged?.recorder }, context.signal);
    if (logged) await recordEnd(logged, runs, folded.comparison);
    return { runs, ...folded };
  } catch (error) {
    await logged?.recorder.finish(failedEnd(error));
    throw error;
  }
}

type Folded = { readonly comparison: Comparison } & Pick<FinishedComparison, 'failing' | 'columns'>;

async function foldRuns(
  parts: EngineParts,
  { id, asked, opened }: Begun,
  { runs, recorder }: { readonly runs: readonly SideRun[]; readonly recorder: RunRecorder | undefined },
  signal: AbortSignal,
): Promise<Folded> {
  if (runs.length === 0) await compareExternals(parts, id, signal);
  const finished = await parts.data.finishComparison(id);
  if (signal.aborted) throw cancelled();
  const run = recorder?.run ?? null;
  const comparison = completeComparison({ asked, opened, runs, finished, run, issues: recorder?.issues() ?? [] });
  const { failing, columns } = finished;
  return { comparison, failing, columns };
}

/** A cancel ends the reading early: what was compared until then is told to nobody. */
async function compareExternals(parts: EngineParts, id: string, signal: AbortSignal): Promise<void> {
  const stop = (): void => void parts.data.stopComparison(id).catch(() => undefined);
  signal.addEventListener('abort', stop, { once: true });
  try {
    await parts.data.compareExternals(id);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** How the rows that pages ask for begin: as those of the logged model, if there is a model. */
async function keptRun(
  parts: EngineParts,
  { id, opened }: Begun,
  logged: RunningSide | undefined,
): Promise<NewRun & { readonly id: string }> {
  const inputs = 'full';
  if (logged) return { ...(await newRun(parts, id, logged.request, logged.ready)), inputs };
  const { data, classes } = opened;
  return {
    id,
    source: 'compare',
    model: { path: '', name: '', sha256: '', revision: null },
    data: { path: data.path, sha256: null },
    classes: classes.candidate ?? classes.baseline ?? null,
    executionProvider: 'cpu',
    runtimeVersion: await parts.runtimeVersion(),
    batchSize: null,
    inputs,
  };
}

function loggedIn(
  recorder: RunRecorder | undefined,
): Pick<Extract<CompareOutcome, { status: 'ok' }>, 'log' | 'firstRun'> {
  if (!recorder) return { firstRun: false };
  const { log, firstRun } = recorder;
  return { ...(log === undefined ? {} : { log }), firstRun };
}

async function recordEnd(
  { side, recorder, ready }: RunningSide,
  runs: readonly SideRun[],
  { issues, timing }: Comparison,
): Promise<void> {
  const own = runs.find((run) => run.side === side);
  if (!own) return;
  const { rows, metrics = null, dataSha256, batchSize } = own.finished;
  const { redact } = ready.prepared;
  await recorder.finish({
    status: 'ok',
    rows,
    error: null,
    timing,
    metrics,
    issues: redactIssues(issues, redact),
    dataSha256,
    ...(batchSize === undefined ? {} : { batchSize }),
  });
}

function failedEnd(error: unknown): Parameters<RunRecorder['finish']>[0] {
  if (!(error instanceof WorkbenchError))
    return { status: 'failed', rows: 0, error: { kind: 'bug', message: String(error) } };
  const { kind, message, issues } = error;
  if (kind === 'cancelled') return { status: 'cancelled', rows: 0, error: null };
  return { status: 'failed', rows: 0, error: { kind, message }, issues };
}
