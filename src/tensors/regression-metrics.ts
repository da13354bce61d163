import type { Metrics } from '../contract/run';
import { createSpread, createSum } from './sums';

/** Errors of predicted numbers, one entry per target. */
export interface RegressionErrors {
  add(truths: readonly number[], predicted: readonly number[]): void;
  result(rowsWithoutTruth: number, truth: string): Metrics;
}

/** MAE, RMSE and R2 as scikit-learn has them; over several targets the plain mean of each target's own. */
export function createRegressionErrors(targets: number): RegressionErrors {
  const folds = Array.from({ length: targets }, () => ({
    absolute: createSum(),
    squared: createSum(),
    spread: createSpread(),
  }));
  let rows = 0;
  return {
    add: (truths, predicted) => {
      rows++;
      for (const [index, { absolute, squared, spread }] of folds.entries()) {
        const truth = truths[index] ?? NaN;
        const error = truth - (predicted[index] ?? NaN);
        absolute.add(Math.abs(error));
        squared.add(error * error);
        spread.add(truth);
      }
    },
    result: (rowsWithoutTruth, truth) => {
      const mean = (each: (fold: (typeof folds)[number]) => number): number =>
        folds.reduce((all, fold) => all + each(fold), 0) / targets;
      return {
        rows,
        rowsWithoutTruth,
        truth,
        mae: mean(({ absolute }) => absolute.total() / rows),
        rmse: mean(({ squared }) => Math.sqrt(squared.total() / rows)),
        r2: mean(({ squared, spread }) => r2(squared.total(), spread.squaredDeviations(), rows)),
      };
    },
  };
}

/** The share of the truth's variance that is explained; for a constant truth 1 where it is met exactly, else 0. */
function r2(squaredErrors: number, squaredDeviations: number, rows: number): number {
  if (rows < 2) return NaN;
  if (squaredDeviations === 0) return squaredErrors === 0 ? 1 : 0;
  return 1 - squaredErrors / squaredDeviations;
}
