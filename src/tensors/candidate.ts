import type { Value } from '../data/table';
import type { ColumnFacts } from './column-facts';

/** A column that may feed the input. */
export interface Candidate {
  readonly index: number;
  readonly name: string;
  readonly facts: ColumnFacts;
  /** Its category codes are known: its text is as good as a number. */
  readonly coded: boolean;
  /** Its cells in the sample. */
  readonly cells: () => Iterable<Value>;
}
