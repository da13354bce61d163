import type { CompareRequest } from '../../contract/compare';
import type { Issue } from '../../contract/issue';
import type { Structure } from '../../contract/structure';
import type { Batching } from '../prediction/batching';
import type { OpenedComparison } from '../workers/comparison-protocol';
import { toleranceOf } from './model-sides';
import type { Sources } from './open-sources';

/** What is known of a comparison before its rows are read. */
export function describeOpened(
  request: CompareRequest,
  { models, externals, opened }: Sources,
  batching: Batching,
  structure: Structure,
): OpenedComparison {
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
      ...wholeIssue(batching, models.size === 2),
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
