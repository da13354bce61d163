import type { Candidate } from './candidate';
import { regressionTarget } from './target';
import type { Task } from './task';

const ID_NAME =
  /(^|[\s_.-])(id|ids|uuid|guid|key|no|nr|num|number|code|rowid|row)$|[a-z](ID|Id|No|Nr|Key)$|^id([\s_.-]|$)/;

/**
 * Rule 5: while more columns are left than the input takes, columns of all-distinct integers go, as ids. Those named
 * like an id go first, then those that only grow, then the rest in file order. A regressor's target is left for rule 6.
 */
export function dropIds(
  left: readonly Candidate[],
  size: number | null,
  task: Task,
): readonly { readonly candidate: Candidate; readonly why: string }[] {
  if (size === null) return [];
  const ids = left.filter(({ facts }) => facts.distinctIntegers).toSorted((one, other) => rank(one) - rank(other));
  const dropped: Candidate[] = [];
  for (const candidate of ids) {
    const remaining = left.filter((other) => !dropped.includes(other));
    if (remaining.length <= size) break;
    if (
      remaining.length === size + 1 &&
      rank(candidate) === 2 &&
      regressionTarget(remaining, task)?.candidate === candidate
    )
      break;
    dropped.push(candidate);
  }
  return dropped.map((candidate) => ({ candidate, why: 'integers that are all different: an id' }));
}

function rank({ name, facts }: Candidate): number {
  if (ID_NAME.test(name)) return 0;
  return facts.increasing ? 1 : 2;
}
