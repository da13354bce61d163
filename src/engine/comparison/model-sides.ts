import type { CompareRequest } from '../../contract/compare';
import { SIDES, type SideName } from '../../contract/side';
import type { Structure } from '../../contract/structure';
import type { ToleranceOptions } from '../../contract/tolerance';
import { readSide, type ReadSide } from './read-side';
import { structureOf } from './structure';

/** The sides that are models, as far as they are known before any data. */
export type ModelSides = ReadonlyMap<SideName, ReadSide>;

/** Throws WorkbenchError where a model or its settings cannot be read. */
export async function readModelSides(request: CompareRequest): Promise<ModelSides> {
  const models = new Map<SideName, ReadSide>();
  for (const name of SIDES) {
    const side = request[name];
    if (side.kind === 'model') models.set(name, await readSide(request, name, side));
  }
  return models;
}

/** What the user says, else the candidate's settings, else the baseline's. */
export function toleranceOf({ tolerance }: CompareRequest, models: ModelSides): ToleranceOptions {
  const settings = models.get('candidate')?.sidecar?.tolerance ?? models.get('baseline')?.sidecar?.tolerance;
  return { ...settings, ...tolerance };
}

/** Columns that the settings of either model keep out of sight. */
export function redactedIn(models: ModelSides): readonly string[] {
  return [...models.values()].flatMap(({ sidecar }) => sidecar?.redact ?? []);
}

/** Columns that tell rows apart. */
export function idsOf({ on }: CompareRequest, models: ModelSides): readonly string[] {
  return [on, ...[...models.values()].map(({ sidecar }) => sidecar?.id)].filter((name) => name !== undefined);
}

/** What differs in both models without running them; a cancel is thrown. */
export async function structureOfBoth(models: ModelSides, signal: AbortSignal): Promise<Structure> {
  const [baseline, candidate] = [models.get('baseline'), models.get('candidate')];
  return baseline && candidate ? structureOf(baseline.model, candidate.model, signal) : { status: 'not-applicable' };
}
