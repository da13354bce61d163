import type { InspectRequest } from '../../contract/engine';
import { WorkbenchError } from '../../contract/issue';
import type { ModelSummary } from '../../contract/model';
import { planOutputs } from '../../tensors/output-meaning';
import { readStampedModel } from './model';
import { readSettings } from './settings';

/**
 * The model's summary, with classes as its answers will have them and class names from its settings or neighbours;
 * settings that cannot be read are a problem.
 */
export async function inspectModel(request: InspectRequest): Promise<ModelSummary> {
  const model = await readStampedModel(request.folder, request.model);
  const { summary } = model.analysis;
  try {
    const { sidecar, names, issues } = await readSettings(model);
    const classes = summary.classes ?? planOutputs(model.analysis, sidecar, names).naming?.labels;
    return {
      ...summary,
      ...(classes ? { classes } : {}),
      ...(names ? { classNames: names } : {}),
      problems: [...summary.problems, ...issues],
    };
  } catch (error) {
    if (!(error instanceof WorkbenchError)) throw error;
    return { ...summary, problems: [...summary.problems, ...error.issues] };
  }
}
