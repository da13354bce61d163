import type { CompareRequest } from '../../contract/compare';
import type { Side, SideName } from '../../contract/side';
import type { Structure } from '../../contract/structure';
import type { ToleranceOptions } from '../../contract/tolerance';
import { WorkbenchError, type Issue } from '../../contract/issue';
import type { ClassLabel } from '../../contract/model';
import { createComparison, type ComparisonFold } from '../../compare/comparison';
import type { TableHead, TableSource } from '../../data/table';
import { expectedInputs } from '../../tensors/expected';
import { planBatching, SAMPLE_ROWS, type Batching } from '../prediction/batching';
import type { Joint } from '../prediction/open-prediction';
import { openData, type OpenedData } from '../prediction/plan-prediction';
import { takeSample } from '../prediction/sample';
import type { FinishedComparison, JudgedAgain, OpenedComparison } from '../workers/comparison-protocol';
import type { Completed } from '../workers/data-protocol';
import { aloneIssues } from './alone-issues';
import { columnsSide } from './columns-side';
import { createCrossingSearch, type FoundCrossings } from './crossings';
import type { ExternalContext, ExternalSide } from './external-side';
import { createFailingRows, type FailingRows } from './failing-rows';
import { fileSide } from './file-side';
import { keptColumns, narrowedSource } from './narrowed-source';
import { inputsOf, type RunPlace } from './logged-run';
import { createJoinedRows } from './joined-rows';
import { createPairFiles } from './pair-files';
import { createPairing, type Pairing } from './pairing';
import { readSide, type ReadSide } from './read-side';
import { roundTo } from './round';
import { runSide } from './run-side';
import { createExternalScoring, type ExternalScoring } from './external-scoring';
import { sharedBatching } from './shared-batching';
import { segmentersOf } from './sliced-columns';
import { structureOf } from './structure';
import { createTee, type Tee } from './tee';

const SIDES = ['baseline', 'candidate'] as const;
/** Rows read at once where no model has a say. */
const PLAIN_BATCHING: Batching = { rows: 10_000, batchSize: null, issues: [] };
/** Small data is run faster on one thread. */
const SMALL_ROWS = 32;

/** One comparison under way in the data thread. */
export interface OpenComparison {
  readonly opened: OpenedComparison;
  /** How the prediction of a model side takes part. */
  joint(side: SideName): Joint;
  compareExternals(): Promise<void>;
  stop(): void;
  finish(): Promise<FinishedComparison>;
  again(tolerance: ToleranceOptions): JudgedAgain;
  /** Closes everything and removes what was kept. */
  forget(): Promise<void>;
}

/** What is to be compared, and where it may keep files. */
export interface Asked {
  readonly request: CompareRequest;
  /** Sides that are runs. */
  readonly runs: Readonly<Partial<Record<SideName, RunPlace>>>;
  readonly folder: string;
  readonly id: string;
  /** Keeps rows for pages, and lets them go. */
  readonly keepRows: (rows: Completed & { readonly rows: Uint8Array }) => Promise<void>;
  readonly dropRows: () => Promise<void>;
  /** Ends the opening. */
  readonly signal: AbortSignal;
}

/** Reads both sides as far as that goes without running them. Throws WorkbenchError. */
export async function openComparison(asked: Asked): Promise<OpenComparison> {
  const models = await readModels(asked.request);
  const opened = await openRows(asked, models);
  try {
    return await begin({ ...asked, models, opened });
  } catch (error) {
    await opened.source.close();
    throw error;
  }
}

type Models = ReadonlyMap<SideName, ReadSide>;

async function readModels(request: CompareRequest): Promise<Models> {
  const models = new Map<SideName, ReadSide>();
  for (const name of SIDES) {
    const side = request[name];
    if (side.kind === 'model') models.set(name, await readSide(request, name, side));
  }
  return models;
}

/** The data, or without it the logged inputs of the first side that is a run. */
async function openRows({ request, runs }: Asked, models: Models): Promise<OpenedData> {
  const { data, folder, reading, binding } = request;
  if (!data) {
    const place = runOfRows(runs);
    if (!place) throw noData();
    const title = `run:${place.run.id}`;
    return { source: await inputsOf(place), data: { name: title, path: place.run.data.path }, title };
  }
  const [model] = models.values();
  return openData({ data, folder, reading }, () =>
    model
      ? expectedInputs({ analysis: model.model.analysis, ...model.settings, dims: binding.dims, set: binding.set })
      : [],
  );
}

function runOfRows(runs: Asked['runs']): RunPlace | undefined {
  return runs.baseline ?? runs.candidate;
}

function noData(): WorkbenchError {
  const message = 'There is nothing to compare on: name the rows with --data FILE.';
  return new WorkbenchError('usage', { code: 'no-data', message });
}

interface Beginning extends Asked {
  readonly models: Models;
  readonly opened: OpenedData;
}

async function begin({
  request,
  runs,
  models,
  opened,
  folder,
  id,
  signal,
  ...kept
}: Beginning): Promise<OpenComparison> {
  const { source, data, title } = opened;
  const externals = await openExternals({ request, runs }, models, source.head, title);
  const reserved = new Set([...externals.values()].flatMap(({ ownColumns }) => ownColumns));
  const batching = batchingOf(request, models, source.head);
  const { sample, batches } = await takeSample(source.batches(batching.rows), SAMPLE_ROWS);
  if (sample.length === 0) throw noRows(title);
  const structure = await structureOfBoth(models, signal);
  const scoring = await createExternalScoring({ request, models, head: source.head });
  const tolerance = toleranceOf(request, models);
  const classes = classesOf(models, externals);
  const ids = new Set([...reserved, ...idsOf(request, models)]);
  const failing = createFailingRows(request.failing ?? 0, { rtol: 0, atol: 0, ...tolerance });
  const store = createPairFiles(folder, id);
  const fold = createComparison({
    pairs: request.pairs,
    tolerance,
    external: new Set(externals.keys()),
    round: roundTo,
    store,
    classes,
    ...(request.slices && { segmenters: segmentersOf(source.head, sample, classes, ids) }),
  });
  const joined = request.pages ? createJoinedRows(source.head, redactedIn(models)) : undefined;
  const crossings = createCrossingSearch({ request, models, kept: keptColumns(source.head, reserved) });
  const pairing = createPairing({
    fold,
    externals,
    score: scoring.score,
    slices: request.slices,
    onCompared: async (told) => {
      failing.add(told.compared, told.folded.marks.all, told.batch);
      await crossings?.add(told);
      if (joined) await kept.keepRows(joined.pack(told));
    },
  });
  const tee = createTee(batches, (batch) => pairing.raw(batch));
  const branches = new Map([...models.keys()].map((side) => [side, tee.branch()]));
  let rowsOut = 0;
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= closeAll(tee, source, externals));
  const threads = source.head.rows !== undefined && source.head.rows <= SMALL_ROWS ? 1 : 0;
  return {
    opened: describe({ request, models, externals, opened, batching, structure }),
    joint: (side) => {
      const branch = branches.get(side);
      if (!branch) throw stillWritten(request[side]);
      branches.delete(side);
      return {
        data: { source: narrowedSource(source, branch, reserved), data, title, batching },
        output: {
          add: (batch, predicted, truths) =>
            pairing.answered(side, batch.start, { predicted, ...(truths ? { truths } : {}) }),
          finish: () => Promise.resolve(),
          abort: () => Promise.resolve(),
        },
        threads,
        ...(crossings ? { planned: crossings.planned } : {}),
      };
    },
    compareExternals: () => compareAll(tee, pairing),
    stop: () => tee.stop(),
    finish: async () => {
      await close();
      const found = crossings ? { crossings: crossings.result() } : {};
      const finished = finish({ fold, pairing, scoring, externals, failing, ...found });
      rowsOut = finished.result.rowsOut;
      return { ...finished, columns: joined?.columns() ?? [] };
    },
    again: (tolerance) => {
      const judged = fold.again(toleranceOf({ ...request, tolerance }, models));
      return crossings && judged.rowsOut === rowsOut ? { ...judged, crossed: crossings.result() } : judged;
    },
    forget: async () => {
      store.close();
      await kept.dropRows();
      await close();
    },
  };
}

async function openExternals(
  { request, runs }: Pick<Asked, 'request' | 'runs'>,
  models: Models,
  head: TableHead,
  dataName: string,
): Promise<ReadonlyMap<SideName, ExternalSide>> {
  const externals = new Map<SideName, ExternalSide>();
  const source = request.data ? undefined : runOfRows(runs);
  for (const name of SIDES) {
    const side = request[name];
    if (side.kind === 'model') continue;
    const [model] = models.values();
    const id = model?.sidecar?.id;
    externals.set(
      name,
      await openExternal(side, runs[name], {
        request,
        side: name,
        head,
        dataName,
        ...(model ? { meaning: model.meaning } : {}),
        ...(id === undefined ? {} : { id }),
        ...(source ? { source } : {}),
      }),
    );
  }
  return externals;
}

async function openExternal(
  side: Exclude<Side, { kind: 'model' }>,
  place: RunPlace | undefined,
  context: ExternalContext,
): Promise<ExternalSide> {
  if (side.kind === 'run') {
    if (!place) throw new Error(`Run ${side.run} was not looked up.`);
    return runSide(place, context);
  }
  return side.file === undefined ? columnsSide(side, context) : fileSide({ ...side, file: side.file }, context);
}

function batchingOf(request: CompareRequest, models: Models, head: TableHead): Batching {
  if (models.size === 0) return PLAIN_BATCHING;
  return sharedBatching(
    [...models.values()].map(({ model, meaning }) => planBatching(model.analysis, meaning, head, request.batch)),
  );
}

/** What the user says, else the candidate's settings, else the baseline's. */
function toleranceOf({ tolerance }: CompareRequest, models: Models): ToleranceOptions {
  const settings = models.get('candidate')?.sidecar?.tolerance ?? models.get('baseline')?.sidecar?.tolerance;
  return { ...settings, ...tolerance };
}

function classesOf(models: Models, externals: ReadonlyMap<SideName, ExternalSide>): readonly ClassLabel[] {
  return SIDES.flatMap((side) => models.get(side)?.meaning.classes ?? externals.get(side)?.classes ?? []);
}

/** Columns that the settings of either model keep out of sight. */
function redactedIn(models: Models): readonly string[] {
  return [...models.values()].flatMap(({ sidecar }) => sidecar?.redact ?? []);
}

/** Columns that tell rows apart. */
function idsOf({ on }: CompareRequest, models: Models): readonly string[] {
  return [on, ...[...models.values()].map(({ sidecar }) => sidecar?.id)].filter((name) => name !== undefined);
}

async function structureOfBoth(models: Models, signal: AbortSignal): Promise<Structure> {
  const [baseline, candidate] = [models.get('baseline'), models.get('candidate')];
  return baseline && candidate ? structureOf(baseline.model, candidate.model, signal) : { status: 'not-applicable' };
}

function describe({
  request,
  models,
  externals,
  opened,
  batching,
  structure,
}: {
  readonly request: CompareRequest;
  readonly models: Models;
  readonly externals: ReadonlyMap<SideName, ExternalSide>;
  readonly opened: OpenedData;
  readonly batching: Batching;
  readonly structure: Structure;
}): OpenedComparison {
  const [baseline, candidate] = [models.get('baseline'), models.get('candidate')];
  const both = baseline && candidate;
  const classes = [...externals].flatMap(([side, external]) =>
    external.classes ? [[side, external.classes] as const] : [],
  );
  return {
    models: [...models.keys()],
    data: opened.data,
    structure,
    externalData: [...models.values()].some(({ model }) => model.analysis.summary.externalData.length > 0),
    classes: Object.fromEntries(classes),
    issues: [
      ...wholeIssue(batching, both !== undefined),
      ...[...externals.values()].flatMap((external) => external.issues ?? []),
    ],
    tolerance: toleranceOf(request, models),
  };
}

/** Why all rows go in one batch. */
function wholeIssue({ whole }: Batching, both: boolean): readonly Issue[] {
  if (whole === undefined || !both) return [];
  const message = `Both models run all rows in one batch, because ${whole}; other batches could give other answers.`;
  return [{ severity: 'info', code: 'one-batch', message }];
}

async function compareAll(tee: Tee, pairing: Pairing): Promise<void> {
  const batches = tee.branch();
  for (let next = await batches.next(); next.done !== true; next = await batches.next()) {
    await pairing.compareRaw(next.value.start);
  }
}

function finish({
  fold,
  pairing,
  scoring,
  externals,
  failing,
  crossings,
}: {
  readonly fold: ComparisonFold;
  readonly pairing: Pairing;
  readonly scoring: ExternalScoring;
  readonly externals: ReadonlyMap<SideName, ExternalSide>;
  readonly failing: FailingRows;
  readonly crossings?: FoundCrossings;
}): Omit<FinishedComparison, 'columns'> {
  const started = performance.now();
  const result = fold.result();
  const left = [...externals.values()].reduce((rows, external) => rows + external.rowsLeft(), 0);
  const { alone } = pairing.counts();
  return {
    result,
    metrics: scoring.metrics(),
    rowsAlone: alone + left,
    issues: [...aloneIssues(alone, left), ...scoring.issues(), ...(crossings?.issues ?? [])],
    ...(crossings ? { crossings } : {}),
    failing: failing.rows(),
    compare: performance.now() - started,
  };
}

async function closeAll(tee: Tee, source: TableSource, externals: ReadonlyMap<SideName, ExternalSide>): Promise<void> {
  await tee.close();
  await source.close();
  for (const external of externals.values()) await external.close();
}

function noRows(file: string): WorkbenchError {
  return new WorkbenchError('data', {
    code: 'no-rows',
    message: `${file} has no rows: there is nothing to compare.`,
    file,
  });
}

function stillWritten(side: Side): WorkbenchError {
  const file = side.kind === 'model' ? side.path : '';
  const message = `${file} changed while it was loaded. Wait until it is complete, then compare again.`;
  return new WorkbenchError('model', { code: 'model-keeps-changing', message, file });
}
