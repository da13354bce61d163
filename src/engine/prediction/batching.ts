import type { Issue } from '../../contract/issue';
import type { TableHead } from '../../data/table';
import type { ModelAnalysis } from '../../onnx/analysis';
import { batchPolicy } from '../../tensors/batches';
import type { OutputMeaning } from '../../tensors/output-meaning';

/** Cells of a batch, unused columns too: what is parsed has to be held. */
const BATCH_CELLS = 1 << 20;
/** Everything about which column is which is decided on the first rows, which one batch should not exceed. */
export const SAMPLE_ROWS = 10_000;
const LEAST_BATCH_ROWS = 16;
/** Cells that may go in one batch where all rows have to. */
const WHOLE_CELLS = 1 << 26;

/** How many rows are read, bound and run at once. */
export interface Batching {
  readonly rows: number;
  /** Set where the answers depend on which rows go together, so that a second batch must not come: why. */
  readonly whole?: string;
  /** As logged with the run; null where it is the number of all rows. */
  readonly batchSize: number | null;
  readonly issues: readonly Issue[];
}

/** `batch` is what the user asked for. */
export function planBatching(
  analysis: ModelAnalysis,
  meaning: OutputMeaning,
  head: TableHead,
  batch: number | undefined,
): Batching {
  const policy = batchPolicy(analysis, meaning);
  const columns = Math.max(1, head.columns.length);
  if (batch !== undefined) {
    const issues = policy.kind === 'whole' ? [batchMatters(policy.why, batch)] : [];
    return { rows: batch, batchSize: policy.kind === 'row-by-row' ? 1 : batch, issues };
  }
  if (policy.kind === 'whole') {
    return { rows: Math.max(1, Math.floor(WHOLE_CELLS / columns)), whole: policy.why, batchSize: null, issues: [] };
  }
  const rows = Math.min(policy.rows, SAMPLE_ROWS, Math.max(LEAST_BATCH_ROWS, Math.floor(BATCH_CELLS / columns)));
  return { rows, batchSize: policy.kind === 'row-by-row' ? 1 : rows, issues: [] };
}

function batchMatters(why: string, batch: number): Issue {
  const message = `The answers depend on the batch (${batch} rows each), because ${why}.`;
  return { severity: 'warning', code: 'batch-matters', message };
}
