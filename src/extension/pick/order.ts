import { basename, dirname, relative, sep } from 'node:path';
import type { Fit } from '../../contract/engine';

/** A file that may be picked to go with `near`, and what is known of it so far. */
export interface Candidate {
  readonly path: string;
  readonly ignoredByGit: boolean;
  readonly fit?: Fit;
  /** The settings beside a model name it for this. */
  readonly isNamed?: boolean;
}

const FIT_RANK = { ready: 0, proposal: 1, unknown: 2, no: 3 } as const;

/** Best first: what fits, then what settings name, then what Git does not ignore, then the same name, then the nearest folder, then by name. */
export function orderCandidates(candidates: readonly Candidate[], near: string): Candidate[] {
  const keyed = candidates.map((candidate) => ({ candidate, key: sortKey(candidate, near) }));
  keyed.sort((a, b) => compareKeys(a.key, b.key) || a.candidate.path.localeCompare(b.candidate.path));
  return keyed.map(({ candidate }) => candidate);
}

function sortKey(candidate: Candidate, near: string): readonly number[] {
  return [
    FIT_RANK[candidate.fit?.fit ?? 'unknown'],
    candidate.isNamed ? 0 : 1,
    candidate.ignoredByGit ? 1 : 0,
    sameStem(candidate.path, near) ? 0 : 1,
    folderDistance(dirname(near), dirname(candidate.path)),
  ];
}

function compareKeys(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) {
    const difference = value - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Steps up and down the tree from one folder to another. */
export function folderDistance(from: string, to: string): number {
  const way = relative(from, to);
  return way === '' ? 0 : way.split(sep).length;
}

/** Whether two files share the name before the first dot: `wine.onnx` and `wine.csv.gz`. */
function sameStem(a: string, b: string): boolean {
  return stem(a) === stem(b);
}

function stem(path: string): string {
  return (basename(path).split('.')[0] ?? '').toLowerCase();
}
