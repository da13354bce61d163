import type { EngineProtocol } from '../../contract/engine';
import { WorkbenchError } from '../../contract/issue';
import type { Client } from '../../contract/rpc';
import type { LoggedModel, Run } from '../../contract/run';
import { inEditorWords } from '../wording';
import type { Grouping, ModelNode, MoreNode, PredictionsNode, ProblemNode, RunNode } from './nodes';
import { isModelOfWindow, isWholeLogShown, type Surroundings } from './shown-models';

/** Where a log is looked for. */
export interface LogPlace {
  /** A model or a folder whose log it is. */
  readonly near: string;
  /** Where the log is, or would be. */
  readonly path: string;
}

/** Runs listed at first, and added by each "Load More". */
const PAGE = 50;

export interface PredictionStore {
  /** Reads anew what is listed. Answers whether anything has changed. */
  refresh(places: readonly LogPlace[], surroundings: Surroundings): Promise<boolean>;
  grouping(): Grouping;
  setGrouping(grouping: Grouping): void;
  roots(): Promise<readonly PredictionsNode[]>;
  runsOf(model: ModelNode): Promise<readonly PredictionsNode[]>;
  showMore(node: MoreNode): Promise<void>;
  /** The logs' files as the engine found them. */
  logs(): readonly string[];
  /** Runs in the logs, of models that are shown. */
  total(): number;
  isAnyRunning(): boolean;
}

type LogReader = Pick<Client<EngineProtocol>, 'logModels' | 'logList'>;

interface LogState {
  readonly path: string;
  /** Those that are shown, the one that ran last first. */
  readonly models: readonly LoggedModel[];
  /** Whether these are all of the log. */
  readonly whole: boolean;
  readonly problem?: string;
}

/** Runs of one model of a log, or of the whole log. */
interface Listing {
  readonly log: string;
  readonly model?: string;
  readonly limit: number;
  readonly runs: readonly Run[];
}

/** What the Predictions view shows, without the view: read from the logs, page by page. */
export function createPredictionStore(engine: LogReader): PredictionStore {
  let grouping: Grouping = 'model';
  let states: readonly LogState[] = [];
  let timeLimit = PAGE;
  const listings = new Map<string, Listing>();

  const list = async (log: string, model: string | undefined, limit: number): Promise<readonly Run[]> => {
    const { runs } = await engine.logList({ log, near: log, limit, ...(model !== undefined && { model }) });
    listings.set(key(log, model), { log, limit, runs, ...(model !== undefined && { model }) });
    return runs;
  };
  const known = async (log: string, model: string | undefined, limit: number): Promise<readonly Run[]> => {
    const listing = listings.get(key(log, model));
    return listing && listing.limit >= limit ? listing.runs : list(log, model, limit);
  };
  const total = (): number => sum(states.flatMap(({ models }) => models.map(({ runs }) => runs)));

  /** Lists that nobody can see any more are dropped, the others read anew. */
  const readListings = async (): Promise<void> => {
    const shown = new Set(states.flatMap((state) => listedParts(state).map((model) => key(state.path, model))));
    for (const at of listings.keys()) if (!shown.has(at)) listings.delete(at);
    await Promise.all([...listings.values()].map(({ log, model, limit }) => list(log, model, limit)));
  };
  const byTime = async (): Promise<readonly PredictionsNode[]> => {
    const parts = states.flatMap((state) =>
      (state.whole ? [undefined] : state.models.map(({ path }) => path)).map((model) => ({ log: state.path, model })),
    );
    const nodes = await Promise.all(
      parts.map(async ({ log, model }) => (await known(log, model, timeLimit)).map((run) => runNode(log, run))),
    );
    const newest = nodes.flat().sort(newestFirst).slice(0, timeLimit);
    return withMore(newest, total());
  };

  return {
    refresh: async (places, surroundings) => {
      const before = JSON.stringify([states, [...listings]]);
      states = await readLogs(engine, places, surroundings);
      await readListings();
      return before !== JSON.stringify([states, [...listings]]);
    },
    grouping: () => grouping,
    setGrouping: (next) => {
      grouping = next;
      listings.clear();
      timeLimit = PAGE;
    },
    roots: async () => {
      const nodes = grouping === 'time' ? await byTime() : modelNodes(states);
      return [...problemNodes(states), ...nodes];
    },
    runsOf: async (model) => {
      const runs = await known(model.log, model.path, PAGE);
      return withMore(
        runs.map((run) => runNode(model.log, run)),
        model.runs,
        model,
      );
    },
    showMore: async ({ of }) => {
      if (!of) {
        timeLimit += PAGE;
        return;
      }
      const { log, path } = of;
      await list(log, path, (listings.get(key(log, path))?.limit ?? 0) + PAGE);
    },
    logs: () => states.map(({ path }) => path),
    total,
    isAnyRunning: () => [...listings.values()].some(({ runs }) => runs.some(({ status }) => status === 'running')),
  };
}

/** Two places may have one log, since a place that cannot hold one gives way to the user's own. */
async function readLogs(
  engine: LogReader,
  places: readonly LogPlace[],
  surroundings: Surroundings,
): Promise<readonly LogState[]> {
  const states = await Promise.all(places.map((place) => readLog(engine, place, surroundings)));
  return [...new Map(states.map((state) => [state.path, state])).values()];
}

async function readLog(engine: LogReader, place: LogPlace, surroundings: Surroundings): Promise<LogState> {
  try {
    const { path, models } = await engine.logModels({ near: place.near });
    const whole = isWholeLogShown(path, surroundings);
    return {
      path,
      whole,
      models: whole ? models : models.filter((model) => isModelOfWindow(model.path, surroundings)),
    };
  } catch (error) {
    if (!(error instanceof WorkbenchError)) throw error;
    return { path: place.path, whole: true, models: [], problem: inEditorWords(error.message) };
  }
}

/** What can be listed of a log: each of its models, and the whole. */
function listedParts({ models }: LogState): readonly (string | undefined)[] {
  return [undefined, ...models.map(({ path }) => path)];
}

function modelNodes(states: readonly LogState[]): readonly ModelNode[] {
  return states
    .flatMap(({ path: log, models }) => models.map((model) => ({ log, model })))
    .sort((a, b) => (a.model.latest < b.model.latest ? 1 : -1))
    .map(({ log, model: { path, runs } }) => ({ kind: 'model', log, path, runs }));
}

function problemNodes(states: readonly LogState[]): readonly ProblemNode[] {
  return states.flatMap(({ path: log, problem }) =>
    problem === undefined ? [] : [{ kind: 'problem', log, message: problem }],
  );
}

function withMore(runs: readonly RunNode[], total: number, of?: ModelNode): readonly PredictionsNode[] {
  const count = total - runs.length;
  return count > 0 ? [...runs, { kind: 'more', count, ...(of && { of }) }] : runs;
}

function runNode(log: string, run: Run): RunNode {
  return { kind: 'run', log, run };
}

function newestFirst(a: RunNode, b: RunNode): number {
  return a.run.start < b.run.start ? 1 : a.run.start > b.run.start ? -1 : 0;
}

function key(log: string, model: string | undefined): string {
  return `${log}\n${model ?? ''}`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
