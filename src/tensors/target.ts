import { classLookup } from './class-match';
import type { Value } from '../data/table';
import type { Candidate } from './candidate';
import type { Task } from './task';
import { isMissing } from './table-cells';

export interface TargetSearch {
  readonly columns: readonly string[];
  /** Several columns could be it. */
  readonly open?: string;
}

const USUAL = /^(target|label|y|class)$/i;

/** Rule 3: for a classifier, the column whose values are all class labels or names; of several the one with a usual name. */
export function classTarget(candidates: readonly Candidate[], task: Task): TargetSearch {
  if (task.kind !== 'classifier') return { columns: [] };
  const finders = [classLookup(task.naming, 'label'), classLookup(task.naming, 'name')];
  const found = candidates.filter((candidate) => finders.some((find) => holdsOnly(candidate, find)));
  if (found.length < 2) return { columns: found.map(({ name }) => name) };
  const usual = found.filter(({ name }) => USUAL.test(name.trim()));
  if (usual.length === 1) return { columns: usual.map(({ name }) => name) };
  return {
    columns: [],
    open: `The values of ${listNames(found)} are all classes of the model: each of them could be the target.`,
  };
}

/** Rule 6: for a regressor with one column left over, the one with a usual name, else the last. */
export function regressionTarget(
  candidates: readonly Candidate[],
  task: Task,
): { readonly candidate: Candidate; readonly why: string } | undefined {
  if (task.kind !== 'regressor') return undefined;
  const usual = candidates.filter(({ name }) => USUAL.test(name.trim()));
  const [named] = usual;
  if (named && usual.length === 1) return { candidate: named, why: 'the target, by its name' };
  const last = candidates.at(-1);
  return last && { candidate: last, why: 'the last of one column too many' };
}

function holdsOnly(
  { cells, facts }: Candidate,
  find: (value: string | number | boolean) => number | undefined,
): boolean {
  if (facts.nested || facts.present === 0) return false;
  for (const cell of cells()) if (!isMissing(cell) && !isClass(cell, find)) return false;
  return true;
}

function isClass(cell: Value, find: (value: string | number | boolean) => number | undefined): boolean {
  if (typeof cell === 'bigint') return find(String(cell)) !== undefined;
  const isPlain = typeof cell === 'string' || typeof cell === 'number' || typeof cell === 'boolean';
  return isPlain && find(cell) !== undefined;
}

function listNames(candidates: readonly Candidate[]): string {
  const names = candidates.map(({ name }) => `'${name}'`);
  return names.length > 6 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ');
}
