import type { CompareRequest } from '../../contract/compare';
import type { OpenedData } from '../prediction/plan-prediction';
import { openRows } from './compared-rows';
import { openExternalSides, type ExternalSides } from './external-sides';
import type { RunSides } from './logged-run';
import { readModelSides, type ModelSides } from './model-sides';

/** What a comparison reads: both sides, and the rows. */
export interface Sources {
  readonly models: ModelSides;
  readonly externals: ExternalSides;
  readonly opened: OpenedData;
  close(): Promise<void>;
}

/** Throws WorkbenchError, and then nothing stays open. */
export async function openSources(request: CompareRequest, runs: RunSides): Promise<Sources> {
  const models = await readModelSides(request);
  const opened = await openRows(request, runs, models);
  try {
    const externals = await openExternalSides({ request, runs, models, opened });
    return { models, externals, opened, close: () => closeAll([opened.source, ...externals.values()]) };
  } catch (error) {
    await opened.source.close();
    throw error;
  }
}

/** One that cannot be closed keeps no other open. */
async function closeAll(all: readonly { close(): Promise<void> }[]): Promise<void> {
  const closed = await Promise.allSettled(all.map((one) => one.close()));
  for (const one of closed) if (one.status === 'rejected') throw one.reason;
}
