import type { Comparison } from '../contract/comparison';
import type { OutputComparison } from '../contract/output-comparison';
import type { Ignored } from '../contract/tolerance';
import { list } from './words';

type Counted = Pick<Comparison, 'outputs' | 'onlyInBaseline' | 'onlyInCandidate' | 'labels'>;

/** A comparison without what does not count. */
export function withoutIgnored<T extends Counted>(found: T, ignore: Ignored = {}): T {
  const counts = (name: string): boolean => !ignoresOutput(ignore, name);
  const partnerless = (names: readonly string[]): readonly string[] => (ignore.unpaired ? [] : names.filter(counts));
  const { labels } = found;
  return {
    ...found,
    outputs: found.outputs.filter(({ baseline }) => counts(baseline)),
    onlyInBaseline: partnerless(found.onlyInBaseline),
    onlyInCandidate: partnerless(found.onlyInCandidate),
    ...(labels && ignore.flips ? { labels: { ...labels, flips: 0 } } : {}),
  };
}

export function ignoresOutput({ outputs }: Ignored, name: string): boolean {
  return outputs?.includes(name) ?? false;
}

/** Whether a change of an output counts. A name changes only where a person has paired two. */
export function changeCounts(change: OutputComparison['changed'][number], ignore: Ignored = {}): boolean {
  return change !== 'name' && !ignore[change];
}

/** What is ignored, in one sentence; empty where everything counts. */
export function ignoredText({ outputs = [], unpaired, dtype, shape, nonFinite, flips }: Ignored = {}): string {
  const words = [
    ...(outputs.length > 0 ? [list(outputs)] : []),
    ...(unpaired ? ['outputs without a partner'] : []),
    ...(dtype ? ['dtypes'] : []),
    ...(shape ? ['shapes'] : []),
    ...(nonFinite ? ['NaN and infinity on one side only'] : []),
    ...(flips ? ['changed labels'] : []),
  ];
  return words.length > 0 ? ` Ignored: ${words.join(', ')}.` : '';
}
