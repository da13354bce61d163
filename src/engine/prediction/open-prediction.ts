import { WorkbenchError, type ErrorKind, type Issue } from '../../contract/issue';
import type { PredictRequest } from '../../contract/predict';
import { explainLoadError } from '../../onnx/explain-load-error';
import { exposeOutputs } from '../../onnx/expose-outputs';
import type { PredictionWriter } from '../../data/write/format';
import type { BindingPlan } from '../../tensors/binding-plan';
import type { PlanResult } from '../../tensors/plan-types';
import type { CompleteResult, Finished, Prepared, PrepareResult, RunAnswer } from '../workers/data-protocol';
import { identifyData, type DataIdentity } from './data-identity';
import { openOutput, type Outlet } from './output';
import { planPrediction, type Planned, type SharedData } from './plan-prediction';
import { createReading, type Handed, type Reading } from './reading';
import { createResults } from './results';
import { runFailed } from './run-failed';
import { saveBinding } from './save-binding';
import { createScoring } from './scoring';
import { externalLocations } from './model';

export interface Explained {
  readonly errorKind: ErrorKind;
  readonly issues: readonly Issue[];
}

/** One prediction under way in the data thread. */
export interface OpenPrediction {
  next(): Promise<Handed>;
  /** Takes the answers of the oldest batch that `next` gave and that is not yet completed. */
  complete(answers: readonly RunAnswer[]): Promise<CompleteResult>;
  explain(request: { readonly start: number; readonly rows: number; readonly message: string }): Explained;
  explainLoad(message: string): Explained;
  /** Ends it: closes the data, keeps the output or drops it, also where `cancelled` aborts before it stands. */
  finish(keepOutput: boolean, cancelled: AbortSignal): Promise<Finished>;
}

export type OpenedPrediction =
  | { readonly kind: 'ready'; readonly prepared: Prepared; readonly open: OpenPrediction }
  | Extract<PrepareResult, { kind: 'stopped' }>;

type ReadyResult = Extract<PlanResult, { kind: 'ready' }>;

/** Plans, and where the plan stands, opens the output. Throws WorkbenchError. */
export async function openPrediction(
  request: PredictRequest,
  outlet: Outlet,
  joint?: Joint,
): Promise<OpenedPrediction> {
  const planned = await planPrediction(request, joint?.data);
  const { model, source, data, result } = planned;
  if (result.kind === 'stopped') {
    await source.close();
    const { proposal, issues } = result;
    return {
      kind: 'stopped',
      modelPath: model.path,
      data: data.name,
      ...(proposal ? { proposal } : {}),
      issues: [...issues, ...planned.issues],
    };
  }
  try {
    joint?.planned?.(result.plan);
    return await begin(request, planned, result, joint ?? { output: await outputOf(request, planned, outlet) });
  } catch (error) {
    await source.close();
    throw error;
  }
}

/** A prediction that is one of several over the same rows. */
export interface Joint {
  readonly data: SharedData;
  /** Takes the answers. */
  readonly output: PredictionWriter;
  /** All of them run with as many threads; 0 lets ONNX Runtime choose. */
  readonly threads: number;
  /** Hears how rows are fed, before the first. */
  readonly planned?: (plan: BindingPlan) => void;
}

function outputOf(request: PredictRequest, { source, sidecar }: Planned, outlet: Outlet): Promise<PredictionWriter> {
  return openOutput(request, source.head, sidecar?.id, outlet);
}

async function begin(
  request: PredictRequest,
  planned: Planned,
  result: ReadyResult,
  { output, threads }: Pick<Joint, 'output'> & Partial<Joint>,
): Promise<OpenedPrediction> {
  try {
    const open = await start(request, planned, result, output);
    return { kind: 'ready', prepared: await prepared(request, planned, result, threads), open };
  } catch (error) {
    await output.abort();
    throw error;
  }
}

async function prepared(
  request: PredictRequest,
  planned: Planned,
  result: ReadyResult,
  threads: number | undefined,
): Promise<Prepared> {
  const { model, meaning, sidecar, data, source, batching } = planned;
  return {
    kind: 'ready',
    load: {
      model: model.path,
      displayName: request.model,
      externalData: externalLocations(model.analysis),
      stamp: model.stamp,
      appended: meaning.expose.length > 0 ? exposeOutputs(meaning.expose) : new Uint8Array(),
      ...(model.analysis.border ? { edit: model.analysis.border } : {}),
      threads: threads ?? threadsFor(result.plan, source.head.rows),
    },
    fetches: meaning.fetches,
    binding: result.bindings,
    ...(meaning.classes ? { classes: meaning.classes } : {}),
    ...(result.proposal ? { proposal: result.proposal } : {}),
    data,
    batchSize: batching.batchSize,
    ...(source.head.rows === undefined ? {} : { totalRows: source.head.rows }),
    inputLogging: sidecar?.log?.inputs ?? 'full',
    redact: sidecar?.redact ?? [],
    issues: [...planned.issues, ...result.issues, ...batching.issues],
  };
}

/** Small batches are faster on one thread than on several. */
const SMALL_BATCH = 32;

function threadsFor({ mode }: BindingPlan, rows: number | undefined): number {
  return mode.kind === 'row-by-row' || (rows !== undefined && rows <= SMALL_BATCH) ? 1 : 0;
}

async function start(
  request: PredictRequest,
  planned: Planned,
  result: ReadyResult,
  output: PredictionWriter,
): Promise<OpenPrediction> {
  const { model, meaning, source, sidecar, data, batching } = planned;
  const reading = createReading(planned, result.plan, request.onError);
  const identity = identifyData(request.data.kind === 'file' ? data.path : undefined, data.name);
  const results = createResults({
    meaning,
    head: source.head,
    scoring: await createScoring(request, planned, result),
    output,
    sidecar,
    model: request.model,
    dataName: data.name,
    keepRows: request.pages || request.log.kind !== 'off',
  });
  const saved: Issue[] = [];
  let saving = request.saveSidecar;
  return {
    next: async () => {
      // The first batch is asked for once the model is loaded: what cannot run is not kept as settings.
      if (saving) saved.push(await saveBinding(model, result, request.binding));
      saving = false;
      return reading.next();
    },
    complete: async (answers) => {
      try {
        return { kind: 'completed', completed: await results.add(reading.oldest(), answers) };
      } catch (error) {
        if (!(error instanceof WorkbenchError)) throw error;
        return { kind: 'failed', errorKind: error.kind, issues: error.issues };
      }
    },
    explain: ({ start, rows, message }) => ({
      errorKind: 'run',
      issues: [runFailed(request.model, reading.oldest(false), start, rows, message)],
    }),
    explainLoad: (message) => {
      const error = explainLoadError(message, model.analysis.summary, request.model);
      return { errorKind: error.kind, issues: error.issues };
    },
    finish: async (keepOutput, cancelled) => {
      const { kept, read, closed } = await endBoth({ reading, output, identity }, keepOutput, cancelled);
      const { issues, ...times } = closed;
      const summary = results.summary();
      return {
        ...summary,
        ...times,
        kept,
        issues: [...saved, ...issues, ...summary.issues, ...read.issues],
        dataSha256: read.sha256,
        ...(batching.whole === undefined ? {} : { batchSize: summary.rows }),
      };
    },
  };
}

interface Ending {
  readonly reading: Reading;
  readonly output: PredictionWriter;
  readonly identity: () => Promise<DataIdentity>;
}

interface Ended {
  readonly kept: boolean;
  readonly read: DataIdentity;
  readonly closed: Awaited<ReturnType<Reading['close']>>;
}

/** Whatever goes wrong, no half of an output stays. A large file may still be hashed when its last row is written. */
async function endBoth(
  { reading, output, identity }: Ending,
  keepOutput: boolean,
  cancelled: AbortSignal,
): Promise<Ended> {
  try {
    const closed = await reading.close();
    const read = keepOutput ? await identity() : { sha256: null, issues: [] };
    const kept = keepOutput && !cancelled.aborted;
    await (kept ? output.finish() : output.abort());
    return { kept, read, closed };
  } catch (error) {
    await output.abort();
    throw error;
  }
}
