import type { PredictedBatch, RowTruths } from '../../contract/predicted';
import type { Worth } from '../../compare/slices';

/** What is known of one side's rows: its answers, and the truth in its own words. */
export interface Answered {
  readonly predicted: PredictedBatch;
  readonly truths?: RowTruths;
}

/** Right or wrong for labels, how far off for numbers; undefined where a side has no truth or both speak of other things. */
export function worthOf(baseline: Answered, candidate: Answered): Worth | undefined {
  const [before, after] = [baseline.truths, candidate.truths];
  if (before?.kind === 'classes' && after?.kind === 'classes')
    return { kind: 'labels', baseline: rights(before), candidate: rights(after) };
  if (before?.kind !== 'numbers' || after?.kind !== 'numbers') return undefined;
  const [one, other] = [errors(baseline.predicted, before), errors(candidate.predicted, after)];
  return one && other && { kind: 'errors', baseline: one, candidate: other };
}

/** 0 wrong, 1 right, 2 without a truth. */
function rights({ wrong }: Extract<RowTruths, { kind: 'classes' }>): Uint8Array {
  return Uint8Array.from(wrong, (is) => (is === undefined ? 2 : is ? 0 : 1));
}

function errors(
  { scores }: PredictedBatch,
  { values }: Extract<RowTruths, { kind: 'numbers' }>,
): Float64Array | undefined {
  return scores && Float64Array.from(values, (truth, index) => Math.abs(truth - (scores[index] ?? NaN)));
}
