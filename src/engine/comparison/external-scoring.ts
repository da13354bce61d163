import type { CompareRequest } from '../../contract/compare';
import type { SideName } from '../../contract/side';
import type { Issue } from '../../contract/issue';
import type { RowTruths } from '../../contract/predicted';
import type { Metrics } from '../../contract/run';
import type { TableHead } from '../../data/table';
import { createMetrics, type MetricsFold } from '../../tensors/metrics';
import type { TruthValue } from '../../tensors/class-match';
import { findTruth, truthFromColumns, type Truth } from '../prediction/truth';
import type { Scored } from './pairing';
import type { ModelSides } from './model-sides';

/** Holds the answers of sides that are no models against the truth. */
export interface ExternalScoring {
  readonly score: (side: SideName, scored: Scored) => RowTruths | undefined;
  metrics(): Readonly<Partial<Record<SideName, Metrics>>>;
  issues(): readonly Issue[];
}

export interface ScoringContext {
  readonly request: CompareRequest;
  readonly models: ModelSides;
  readonly head: TableHead;
}

/**
 * The truth is what the model beside it has found; without a model, what `--truth` names. Throws WorkbenchError where
 * that is not there.
 */
export async function createExternalScoring({ request, models, head }: ScoringContext): Promise<ExternalScoring> {
  const [model] = models.values();
  const naming = model?.meaning.naming;
  const truth = model ? undefined : await statedTruth(request, head);
  const folds = new Map<SideName, MetricsFold>();
  const foldOf = (side: SideName): MetricsFold => {
    const known =
      folds.get(side) ?? createMetrics({ truth: truth?.name ?? '', targets: 1, ...(naming ? { naming } : {}) });
    folds.set(side, known);
    return known;
  };
  return {
    score: (side, scored) => {
      const valueAt = truthReader(scored, truth);
      return valueAt && foldOf(side).add((index) => [valueAt(index)], scored.predicted);
    },
    metrics: () =>
      Object.fromEntries(
        [...folds].flatMap(([side, fold]) => {
          const result = fold.result();
          return result ? [[side, result]] : [];
        }),
      ),
    issues: () => (model ? [] : [...folds.values()].flatMap((fold) => fold.issues())),
  };
}

function truthReader(
  { other, batch, indexes }: Scored,
  truth: Truth | undefined,
): ((index: number) => TruthValue) | undefined {
  if (truth) return (index) => truth.valuesAt(batch, indexes?.[index] ?? index)[0];
  if (!other) return undefined;
  if (other.kind === 'classes') return (index) => other.values[index];
  return (index) => {
    const value = other.values[index];
    return value === undefined || Number.isNaN(value) ? undefined : value;
  };
}

async function statedTruth({ binding, folder }: CompareRequest, head: TableHead): Promise<Truth | undefined> {
  const { truth: wanted } = binding;
  if (wanted === undefined) return undefined;
  if (head.columns.includes(wanted)) return truthFromColumns(head, [wanted]);
  return findTruth({ wanted, head, named: [], single: true, folder });
}
