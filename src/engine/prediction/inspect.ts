import type { InspectRequest } from '../../contract/engine';
import { WorkbenchError } from '../../contract/issue';
import type { ModelSummary } from '../../contract/model';
import { readStampedModel } from './model';
import { readSettings } from './settings';

/** The model's summary, with class names from its settings or neighbours; settings that cannot be read are a problem. */
export async function inspectModel(request: InspectRequest): Promise<ModelSummary> {
  const model = await readStampedModel(request.folder, request.model);
  const { summary } = model.analysis;
  try {
    const { names, issues } = await readSettings(model);
    return { ...summary, ...(names ? { classNames: names } : {}), problems: [...summary.problems, ...issues] };
  } catch (error) {
    if (!(error instanceof WorkbenchError)) throw error;
    return { ...summary, problems: [...summary.problems, ...error.issues] };
  }
}
