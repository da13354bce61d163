import type { Batching } from '../prediction/batching';

/** One size of batch for several models: the smallest that any of them wants, or all rows at once where one needs that. */
export function sharedBatching(all: readonly Batching[]): Batching {
  const [first] = all;
  if (!first) throw new RangeError('No model, no batches.');
  const wholes = all.filter(({ whole }) => whole !== undefined);
  const chosen = wholes.length > 0 ? wholes : all;
  const smallest = chosen.reduce((one, other) => (other.rows < one.rows ? other : one), chosen[0] ?? first);
  const said = new Set<string>();
  const issues = all
    .flatMap((batching) => batching.issues)
    .filter(({ message }) => !said.has(message) && said.add(message));
  return { ...smallest, issues };
}
