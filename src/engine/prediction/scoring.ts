import type { Issue } from '../../contract/issue';
import type { PredictRequest } from '../../contract/predict';
import type { PredictedBatch, RowTruths } from '../../contract/predicted';
import type { Metrics } from '../../contract/run';
import type { Batch } from '../../data/table';
import { createMetrics } from '../../tensors/metrics';
import type { PlanResult } from '../../tensors/plan-types';
import type { Planned } from './plan-prediction';
import { redactTruth } from './redact-truth';
import { findTruth, truthFromColumns, type Truth } from './truth';

/** Compares predictions with the truth, batch by batch, where there is one. */
export interface Scoring {
  /** The truth of every row, where it may be kept: it is of one target, and of no column that the settings redact. */
  add(batch: Batch, predicted: PredictedBatch): RowTruths | undefined;
  result(): Metrics | undefined;
  issues(): readonly Issue[];
}

/** Throws WorkbenchError where the truth that was asked for is not there. */
export async function createScoring(
  request: PredictRequest,
  planned: Planned,
  result: Extract<PlanResult, { kind: 'ready' }>,
): Promise<Scoring> {
  const truth = await truthOf(request, planned, result);
  return truth ? scoringAgainst(truth, planned) : NO_SCORING;
}

const NO_SCORING: Scoring = { add: () => undefined, result: () => undefined, issues: () => [] };

async function truthOf(
  { binding, folder }: PredictRequest,
  { source, sidecar, meaning }: Planned,
  { truthColumns }: Extract<PlanResult, { kind: 'ready' }>,
): Promise<Truth | undefined> {
  if (truthColumns && truthColumns.length > 0) return truthFromColumns(source.head, truthColumns);
  if (binding.truth === undefined) return undefined;
  const id = sidecar?.id;
  const named = [sidecar?.truth ?? []].flat();
  const search = { wanted: binding.truth, head: source.head, folder, named, single: classifies(meaning) };
  return findTruth({ ...search, ...(id === undefined ? {} : { id }) });
}

function classifies({ label, probabilities }: Planned['meaning']): boolean {
  return label !== undefined || probabilities !== undefined;
}

function scoringAgainst(truth: Truth, { meaning, sidecar }: Planned): Scoring {
  const targets = classifies(meaning) ? 1 : truth.targets.length;
  const { naming } = meaning;
  const used = truth.targets.slice(0, targets);
  const hidden = used.some((target) => sidecar?.redact?.includes(target));
  const [column = ''] = used;
  const metrics = createMetrics({ truth: truth.name, targets, ...(naming ? { naming } : {}) });
  return {
    add: (batch, predicted) => {
      const truths = metrics.add((index) => truth.valuesAt(batch, index).slice(0, targets), predicted);
      return hidden ? undefined : truths;
    },
    result: () => {
      const result = metrics.result();
      return hidden && result ? redactTruth(result, naming?.labels.length ?? 0) : result;
    },
    issues: () => metrics.issues().map((issue) => (used.length === 1 ? { ...issue, column } : issue)),
  };
}
