import type { Comparison, Verdict } from '../contract/comparison';

export type Judged = Pick<Comparison, 'outputs' | 'onlyInBaseline' | 'onlyInCandidate' | 'labels'> & {
  /** Rows of one side that have no partner on the other. */
  readonly rowsAlone: number;
};

/** `incomparable` where nothing was paired that has elements. */
export function verdictOf({ outputs, onlyInBaseline, onlyInCandidate, labels, rowsAlone }: Judged): Verdict {
  if (onlyInBaseline.length + onlyInCandidate.length + rowsAlone > 0) return 'different';
  if ((labels?.flips ?? 0) > 0 || outputs.some(({ status }) => status === 'different')) return 'different';
  if (outputs.every(({ status }) => status === 'empty')) return 'incomparable';
  return outputs.every(({ status }) => status === 'same' || status === 'empty') ? 'same' : 'within';
}
