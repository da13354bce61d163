import type { CompareRequest } from '../../contract/compare';
import { WorkbenchError } from '../../contract/issue';
import type { TableHead } from '../../data/table';
import { expectedInputs } from '../../tensors/expected';
import { planBatching, type Batching } from '../prediction/batching';
import { openData, type OpenedData } from '../prediction/plan-prediction';
import { inputsOf, type RunPlace, type RunSides } from './logged-run';
import type { ModelSides } from './model-sides';
import { sharedBatching } from './shared-batching';

/** Rows read at once where no model has a say. */
const PLAIN_BATCHING: Batching = { rows: 10_000, batchSize: null, issues: [] };

/**
 * Opens the rows that are compared: the data, or without it the logged inputs of the first side that is a run. Throws
 * WorkbenchError where there are none or they cannot be read.
 */
export async function openRows(request: CompareRequest, runs: RunSides, models: ModelSides): Promise<OpenedData> {
  const { data, folder, reading, binding } = request;
  if (!data) {
    const place = firstRun(runs);
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

/** The run whose inputs are the rows where no data is named. */
export function firstRun({ baseline, candidate }: RunSides): RunPlace | undefined {
  return baseline ?? candidate;
}

/** How many rows go together, as all models want it. */
export function batchingOf({ batch }: CompareRequest, models: ModelSides, head: TableHead): Batching {
  if (models.size === 0) return PLAIN_BATCHING;
  return sharedBatching(
    [...models.values()].map(({ model, meaning }) => planBatching(model.analysis, meaning, head, batch)),
  );
}

function noData(): WorkbenchError {
  const message = 'There is nothing to compare on: name the rows with --data FILE.';
  return new WorkbenchError('usage', { code: 'no-data', message });
}
