import type { CompareRequest } from '../../contract/compare';
import type { Comparison } from '../../contract/comparison';
import type { Layers } from '../../contract/layer-comparison';
import type { CallContext } from '../../contract/rpc';
import type { SideName } from '../../contract/side';
import type { ToleranceOptions } from '../../contract/tolerance';
import { layersNote } from '../../compare/layers-table';
import type { EngineParts } from '../parts';
import { LAYER_ROWS, layersOf } from './compare-layers';
import type { SideRun } from './compare-sides';
import type { KeptRun } from './kept-runs';
import { measureSpeed } from './measure-speed';
import { firstRows } from './slice-feeds';

/** A comparison that has run, and is logged. */
export interface Compared {
  readonly id: string;
  readonly request: CompareRequest;
  /** What numbers are held to. */
  readonly tolerance: ToleranceOptions;
  readonly runs: readonly SideRun[];
  readonly comparison: Comparison;
}

/** What is found out while the models are still loaded: how fast they are, and, where it was asked for, their layers. */
export async function compareFurther(
  parts: EngineParts,
  compared: Compared,
  context: CallContext,
): Promise<Comparison> {
  const { comparison, runs } = compared;
  if (runs.length === 0) return withLayers(comparison, await compareLayersToo(parts, compared, context));
  const { timing } = comparison;
  const speed = await measureSpeed(parts, runs, timing.total, context.signal);
  const layers = await compareLayersToo(parts, compared, context);
  return withLayers({ ...comparison, timing: { ...timing, speed } }, layers);
}

/** Keeps what it takes to compare layers later, and does so now where it was asked for. */
async function compareLayersToo(
  parts: EngineParts,
  { id, request, tolerance, runs }: Compared,
  context: CallContext,
): Promise<Layers | undefined> {
  const [baseline, candidate] = [keptSide(runs, 'baseline'), keptSide(runs, 'candidate')];
  if (!baseline || !candidate) {
    const why = 'Only models have layers, and a side is none.';
    return request.layers ? { status: 'not-applicable', why } : undefined;
  }
  const kept = { sides: { baseline, candidate }, tolerance, limits: request.limits ?? {} };
  if (request.pages) parts.keptRuns.keep(id, kept);
  return request.layers ? layersOf(parts, kept, context) : undefined;
}

function withLayers(comparison: Comparison, layers: Layers | undefined): Comparison {
  return layers ? { ...comparison, layers, notes: [...comparison.notes, layersNote(layers)] } : comparison;
}

function keptSide(runs: readonly SideRun[], side: SideName): KeptRun['sides'][SideName] | undefined {
  const run = runs.find((one) => one.side === side);
  return run && { load: run.ready.prepared.load, runs: firstRows(run.drained.first ?? [], LAYER_ROWS) };
}
