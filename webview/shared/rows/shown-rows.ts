import type { Metrics } from '../../../src/contract/run';
import type { RowsOrigin, RowsPage } from '../../../src/contract/rows';

/** A result whose rows are shown. */
export interface ShownRows {
  readonly origin: RowsOrigin;
  /** Rows there are so far. */
  readonly rows: number;
  /** Whether it is all there: only then can it be looked through. */
  readonly complete: boolean;
  /** Whether a newer one is under way. */
  readonly stale: boolean;
  readonly metrics?: Metrics;
  /** The first rows, where they are known already. */
  readonly first?: RowsPage;
}
