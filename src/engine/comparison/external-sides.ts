import type { CompareRequest } from '../../contract/compare';
import { SIDES, type Side, type SideName } from '../../contract/side';
import type { OpenedData } from '../prediction/plan-prediction';
import { columnsSide } from './columns-side';
import { firstRun } from './compared-rows';
import type { ExternalContext, ExternalSide } from './external-side';
import { fileSide } from './file-side';
import type { RunPlace, RunSides } from './logged-run';
import type { ModelSides } from './model-sides';
import { runSide } from './run-side';

/** The sides that are no models. */
export type ExternalSides = ReadonlyMap<SideName, ExternalSide>;

/** What the sides are opened beside: what is asked, and the rows. */
export interface ExternalSidesContext {
  readonly request: CompareRequest;
  readonly runs: RunSides;
  readonly models: ModelSides;
  readonly opened: OpenedData;
}

/** The caller closes them. Throws WorkbenchError, and then none stays open. */
export async function openExternalSides(context: ExternalSidesContext): Promise<ExternalSides> {
  const externals = new Map<SideName, ExternalSide>();
  try {
    for (const name of SIDES) {
      const side = context.request[name];
      if (side.kind === 'model') continue;
      externals.set(name, await openExternal(side, context.runs[name], contextOf(name, context)));
    }
    return externals;
  } catch (error) {
    for (const external of externals.values()) await external.close();
    throw error;
  }
}

function contextOf(side: SideName, { request, runs, models, opened }: ExternalSidesContext): ExternalContext {
  const [model] = models.values();
  const id = model?.sidecar?.id;
  const source = request.data ? undefined : firstRun(runs);
  return {
    request,
    side,
    head: opened.source.head,
    dataName: opened.title,
    ...(model ? { meaning: model.meaning } : {}),
    ...(id === undefined ? {} : { id }),
    ...(source ? { source } : {}),
  };
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
