import { v7 as uuidv7 } from 'uuid';
import { WorkbenchError } from '../../contract/issue';
import type {
  ComparedLayers,
  CompareLayersRequest,
  LayerComparison,
  Layers,
  LayersProgress,
  UnpairedLayer,
} from '../../contract/layer-comparison';
import type { CallContext } from '../../contract/rpc';
import { SIDES, type SideName } from '../../contract/side';
import { pairLayers, type LayerHead, type PairedLayers } from '../../compare/pair-layers';
import { planGroups } from '../layers/plan-groups';
import type { EngineParts } from '../parts';
import { buffersOf } from '../transport';
import type { FeedRun } from '../workers/data-protocol';
import type { KeptRun } from './kept-runs';
import { firstRows, sliceFeeds, splitFeeds } from './slice-feeds';
import { openTraced, type TracedModel } from './traced-model';

/** Rows on which layers are compared, at most; the more each takes, the fewer. */
export const LAYER_ROWS = 256;

/** Compares the layers of a comparison that ran. Throws WorkbenchError `rows-gone` where its rows are not kept any more. */
export async function compareLayers(
  parts: EngineParts,
  { result, tolerance }: CompareLayersRequest,
  context: CallContext,
): Promise<Layers> {
  const kept = parts.keptRuns.get(result);
  if (!kept) throw rowsGone();
  return layersOf(parts, { ...kept, tolerance: { ...kept.tolerance, ...tolerance } }, context);
}

/** Runs both models on the same rows as their graphs stand. Whatever keeps them from it is told; a cancel is thrown. */
export async function layersOf(parts: EngineParts, kept: KeptRun, context: CallContext): Promise<Layers> {
  try {
    return await compareBoth(parts, kept, context);
  } catch (error) {
    if (!(error instanceof WorkbenchError) || error.kind === 'cancelled') throw error;
    return { status: 'failed', why: error.message };
  }
}

type Both<T> = Readonly<Record<SideName, T>>;

async function compareBoth(
  parts: EngineParts,
  { sides, tolerance, limits }: KeptRun,
  context: CallContext,
): Promise<ComparedLayers> {
  const { signal } = context;
  const baseline = await openTraced(parts, sides.baseline.load, limits, signal);
  try {
    const candidate = await openTraced(parts, sides.candidate.load, limits, signal);
    try {
      return await compareTraced(parts, { baseline, candidate }, { sides, tolerance }, context);
    } finally {
      candidate.close();
    }
  } finally {
    baseline.close();
  }
}

async function compareTraced(
  parts: EngineParts,
  models: Both<TracedModel>,
  { sides, tolerance }: Pick<KeptRun, 'sides' | 'tolerance'>,
  context: CallContext,
): Promise<ComparedLayers> {
  const { baseline, candidate } = models;
  const paired = pairLayers(baseline.layers, candidate.layers);
  const aligned = alignRuns(sides.baseline.runs, sides.candidate.runs);
  const [first] = aligned;
  if (!first) throw noRows();
  const { rows, rowsAtOnce, groups } = planGroups(
    paired.pairs,
    { ...baseline, run: first.baseline },
    { ...candidate, run: first.candidate },
    LAYER_ROWS,
  );
  const runs = shortened(aligned, rows, rowsAtOnce);
  const list: LayerComparison[] = [];
  const report = (done: number): void =>
    context.progress({ kind: 'layers', done, total: paired.pairs.length } satisfies LayersProgress);
  for (const pairs of groups) {
    const whole = groups.length === 1;
    for (const side of SIDES) if (!whole) await models[side].expose(pairs.map((pair) => pair[side].name));
    const id = uuidv7();
    await parts.data.openLayerGroup({ id, pairs, tolerance });
    try {
      for (const [count, run] of runs.entries()) {
        const old = await baseline.run(
          run.baseline,
          pairs.map((pair) => pair.baseline.name),
        );
        const now = await candidate.run(
          run.candidate,
          pairs.map((pair) => pair.candidate.name),
        );
        const transfer = buffersOf([...old.values(), ...now.values()].map(({ data }) => data));
        await parts.data.addLayers({ id, baseline: old, candidate: now }, { transfer });
        report(list.length + Math.floor((pairs.length * count) / runs.length));
      }
    } finally {
      list.push(...(await parts.data.closeLayerGroup(id)));
    }
    report(list.length);
  }
  return describe(models, paired, {
    list,
    groups: groups.length,
    rows: runs.reduce((sum, run) => sum + run.baseline.rows, 0),
  });
}

/** One call of either model on the same rows. */
type RunPair = Both<FeedRun>;

/** Where the models take different numbers of rows at once, each row is a run of its own. */
function alignRuns(baseline: readonly FeedRun[], candidate: readonly FeedRun[]): readonly RunPair[] {
  const alike =
    baseline.length === candidate.length && baseline.every(({ rows }, place) => rows === candidate[place]?.rows);
  const [ones, others] = alike ? [baseline, candidate] : [baseline.flatMap(sliceFeeds), candidate.flatMap(sliceFeeds)];
  return ones.flatMap((one, place) => {
    const other = others[place];
    return other ? [{ baseline: one, candidate: other }] : [];
  });
}

/** The first rows, at most so many in a run. */
function shortened(runs: readonly RunPair[], rows: number, rowsAtOnce: number): readonly RunPair[] {
  const sideOf = (side: SideName): readonly FeedRun[] =>
    firstRows(
      runs.map((run) => run[side]),
      rows,
    ).flatMap((run) => splitFeeds(run, rowsAtOnce));
  return alignRuns(sideOf('baseline'), sideOf('candidate'));
}

/** Pairs by position that turn out to be of another shape are none. */
function describe(
  models: Both<TracedModel>,
  { unpaired }: PairedLayers,
  { list, ...counts }: Pick<ComparedLayers, 'list' | 'groups' | 'rows'>,
): ComparedLayers {
  const isPair = ({ pairedBy, changed }: LayerComparison): boolean => pairedBy === 'name' || !changed.includes('shape');
  const pairs = list.filter(isPair);
  const parted = new Set(
    list.filter((layer) => !isPair(layer)).flatMap(({ baseline, candidate }) => [baseline, candidate]),
  );
  const aloneOf = (side: SideName): readonly UnpairedLayer[] => {
    const alone = new Set(unpaired[side].map(({ name }) => name));
    const listed = new Set([...alone, ...parted]);
    const { layers, others, notGiven } = models[side];
    return [
      ...layers.filter(({ name }) => listed.has(name)).map(nameOf('no-partner')),
      ...others.map(nameOf('no-tensor')),
      ...notGiven.map(nameOf('not-given')),
    ];
  };
  return {
    status: 'compared',
    ...counts,
    list: pairs,
    firstOutOfTolerance: pairs.find(({ outOfTolerance }) => outOfTolerance > 0)?.baseline ?? null,
    unpaired: { baseline: aloneOf('baseline'), candidate: aloneOf('candidate') },
    notEntered: [...new Set([...models.baseline.nested, ...models.candidate.nested])],
  };
}

function nameOf(why: UnpairedLayer['why']): (layer: Pick<LayerHead, 'name' | 'operator'>) => UnpairedLayer {
  return ({ name, operator }) => ({ name, operator, why });
}

function noRows(): WorkbenchError {
  const message = 'There are no rows to run the layers on.';
  return new WorkbenchError('run', { code: 'no-rows', message });
}

function rowsGone(): WorkbenchError {
  const message =
    'The rows of this comparison are no longer there, because two models did not run in it or the engine that held them has ended. Compare again.';
  return new WorkbenchError('run', { code: 'rows-gone', message });
}
