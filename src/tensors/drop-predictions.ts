import type { Value } from '../data/table';
import type { Candidate } from './candidate';
import type { Task } from './task';

const LABELS = /^(onnx_)?(y_pred|prediction|predicted)$/i;
const PROBABILITY = /^(?:onnx_)?(?:proba|prob|p)_(.+)$/i;
const SCORE = /^(onnx_)?score$/i;

/**
 * Rule 1: columns of predictions, and why. Probabilities have a class name or index behind their prefix. A `score` is
 * theirs only where it repeats, row by row, one of the probabilities or the predicted value: a feature may be called so.
 */
export function predictionColumns(candidates: readonly Candidate[], task: Task): ReadonlyMap<Candidate, string> {
  const found = new Map<Candidate, string>();
  const classes = classWords(task);
  for (const candidate of candidates) {
    const kind = predictionByName(candidate.name, classes);
    if (kind === 'label') found.set(candidate, 'a prediction, by its name');
    if (kind === 'probability') found.set(candidate, 'a predicted probability, by its name');
  }
  const predicted = [...found.keys()];
  if (predicted.length === 0) return found;
  for (const candidate of candidates) {
    if (SCORE.test(candidate.name) && repeatsOneOf(candidate, predicted))
      found.set(candidate, 'the score of the predictions beside it');
  }
  return found;
}

/** What a column holds by its name alone. `classes`: their names and indexes, in lower case. */
export function predictionByName(name: string, classes: ReadonlySet<string>): 'label' | 'probability' | undefined {
  if (LABELS.test(name)) return 'label';
  const behind = PROBABILITY.exec(name)?.[1];
  return behind !== undefined && classes.has(behind.toLowerCase()) ? 'probability' : undefined;
}

function classWords(task: Task): ReadonlySet<string> {
  if (task.kind !== 'classifier') return new Set();
  const { labels, names = [] } = task.naming;
  return new Set([...labels, ...names, ...labels.map((_, index) => index)].map((word) => String(word).toLowerCase()));
}

function repeatsOneOf(score: Candidate, predicted: readonly Candidate[]): boolean {
  const columns = predicted.map((candidate) => [...candidate.cells()]);
  return [...score.cells()].every((cell, row) => columns.some((cells) => nearlyEqual(cell, cells[row])));
}

function nearlyEqual(one: Value, other: Value): boolean {
  const difference = Math.abs(Number(one) - Number(other));
  return difference <= 1e-6 * Math.max(1, Math.abs(Number(one)));
}
