import type { Issue } from '../../contract/issue';
import type { ModelAnalysis } from '../../onnx/analysis';
import type { TableHead } from '../../data/table';

/** Cells of a batch, and its most rows: large enough for the runtime, small enough to overlap. */
const BATCH_CELLS = 1 << 20;
const BATCH_ROWS = 10_000;
const LEAST_BATCH_ROWS = 16;
/** Cells that may go in one batch where all rows have to. */
const WHOLE_CELLS = 1 << 26;

/** How many rows are read, bound and run at once. */
export interface Batching {
  readonly rows: number;
  /** True: the answers depend on which rows go together, so a second batch must not come. */
  readonly whole: boolean;
  /** As logged with the run; null where it is the number of all rows. */
  readonly batchSize: number | null;
  readonly issues: readonly Issue[];
}

/** `batch` is what the user asked for. */
export function planBatching(analysis: ModelAnalysis, head: TableHead, batch: number | undefined): Batching {
  const why = whyWhole(analysis);
  const columns = Math.max(1, head.columns.length);
  if (batch !== undefined) {
    const issues = why === undefined ? [] : [batchMatters(why, batch)];
    return { rows: batch, whole: false, batchSize: batch, issues };
  }
  if (why !== undefined)
    return { rows: Math.max(1, Math.floor(WHOLE_CELLS / columns)), whole: true, batchSize: null, issues: [] };
  const rows = Math.min(BATCH_ROWS, Math.max(LEAST_BATCH_ROWS, Math.floor(BATCH_CELLS / columns)));
  return { rows, whole: false, batchSize: rows, issues: [] };
}

/** Why answers depend on the batch, if they do. */
export function whyWhole(analysis: ModelAnalysis): string | undefined {
  const output = analysis.outputs.find((each) => each.kind === 'tensor' && !each.rowAxis);
  if (output && !analysis.fixedBatch) return `the output '${output.name}' is one value for all rows of a batch`;
  return analysis.quantisesDynamically ? 'the model takes its quantisation scale from all rows of a batch' : undefined;
}

function batchMatters(why: string, batch: number): Issue {
  const message = `The answers depend on the batch (${batch} rows each), because ${why}.`;
  return { severity: 'warning', code: 'batch-matters', message };
}
