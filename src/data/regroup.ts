import { typedColumn } from './typed-columns';
import type { Batch } from './table';
import type { Precision, Values } from './typed-columns';

/** Rows as a file groups them (a row group, a record batch): the values of each column. */
export interface Group {
  readonly columns: readonly Values[];
  readonly rows: number;
}

/** Cuts groups of any size into batches of `batchRows` rows. `precisions` tells the float columns. */
export async function* regroup(
  groups: AsyncIterable<Group>,
  precisions: readonly Precision[],
  batchRows: number,
): AsyncGenerator<Batch> {
  let waiting: Group = { columns: precisions.map(() => []), rows: 0 };
  let start = 0;
  for await (const group of groups) {
    const joined = waiting.rows === 0 ? group : join(waiting, group);
    let at = 0;
    for (; joined.rows - at >= batchRows; at += batchRows, start += batchRows)
      yield batchOf(part(joined, at, at + batchRows), precisions, start);
    waiting = part(joined, at, joined.rows);
  }
  if (waiting.rows > 0) yield batchOf(waiting, precisions, start);
}

function join(first: Group, second: Group): Group {
  return {
    columns: first.columns.map((values, index) => Array.from(values).concat(Array.from(second.columns[index] ?? []))),
    rows: first.rows + second.rows,
  };
}

function part(group: Group, start: number, end: number): Group {
  return {
    columns: group.columns.map((values) => slice(values, start, end)),
    rows: end - start,
  };
}

/** Shares memory where it can. */
function slice(values: Values, start: number, end: number): Values {
  if (values instanceof Float64Array || values instanceof Float32Array) return values.subarray(start, end);
  return Array.prototype.slice.call(values, start, end) as unknown[];
}

function batchOf(group: Group, precisions: readonly Precision[], start: number): Batch {
  return {
    start,
    rows: group.rows,
    columns: group.columns.map((values, index) => typedColumn(values, precisions[index])),
    line: () => undefined,
    issues: [],
  };
}
