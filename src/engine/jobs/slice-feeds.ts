import type { TensorValue } from '../../contract/tensor';
import type { FeedRun } from '../workers/data-protocol';

/** The rows of a run, each as a run of its own. Feeds without a row axis go with every row. */
export function sliceFeeds(run: FeedRun): FeedRun[] {
  return Array.from({ length: run.rows }, (_, index) => ({
    start: run.start + index,
    rows: 1,
    feeds: new Map([...run.feeds].map(([name, value]) => [name, rowOf(value, index, run.rows)])),
  }));
}

function rowOf(value: TensorValue, index: number, rows: number): TensorValue {
  if (value.dims[0] !== rows) return value;
  const width = value.data.length / rows;
  return {
    dtype: value.dtype,
    dims: [1, ...value.dims.slice(1)],
    data: value.data.slice(index * width, (index + 1) * width),
  };
}
