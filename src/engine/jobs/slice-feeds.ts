import type { TensorValue } from '../../contract/tensor';
import type { FeedRun } from '../workers/data-protocol';

/** The rows of a run, each as a run of its own. Feeds without a row axis go with every row. */
export function sliceFeeds(run: FeedRun): FeedRun[] {
  return Array.from({ length: run.rows }, (_, index) => rowsOf(run, index, index + 1));
}

/** The rows of a run in runs of at most `most`, as copies. */
export function splitFeeds(run: FeedRun, most: number): FeedRun[] {
  if (run.rows <= most) return [run];
  return Array.from({ length: Math.ceil(run.rows / most) }, (_, part) =>
    rowsOf(run, part * most, Math.min(run.rows, (part + 1) * most)),
  );
}

/** The first rows of some runs, at most `most`, as a copy. */
export function firstRows(runs: readonly FeedRun[], most: number): FeedRun[] {
  const taken: FeedRun[] = [];
  let left = most;
  for (const run of runs) {
    if (left <= 0) break;
    taken.push(rowsOf(run, 0, Math.min(left, run.rows)));
    left -= run.rows;
  }
  return taken;
}

function rowsOf(run: FeedRun, from: number, to: number): FeedRun {
  return {
    start: run.start + from,
    rows: to - from,
    feeds: new Map([...run.feeds].map(([name, value]) => [name, slice(value, run.rows, from, to)])),
  };
}

function slice(value: TensorValue, rows: number, from: number, to: number): TensorValue {
  if (value.dims[0] !== rows) return value;
  const width = value.data.length / rows;
  return {
    dtype: value.dtype,
    dims: [to - from, ...value.dims.slice(1)],
    data: value.data.slice(from * width, to * width),
  };
}
