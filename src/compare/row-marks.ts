import type { RowMarks } from './difference';

/** Marks of rows of which nothing is known yet. */
export function createMarks(rows: number): Required<RowMarks> {
  return { out: new Uint8Array(rows), worst: new Float64Array(rows), relative: new Float64Array(rows) };
}

/** Raises `all` to what one of several outputs says of the same rows. */
export function mergeMarks(all: Required<RowMarks>, one: Required<RowMarks>): void {
  for (let row = 0; row < all.out.length; row++) {
    if (one.out[row] === 1) all.out[row] = 1;
    all.worst[row] = Math.max(all.worst[row] ?? 0, one.worst[row] ?? 0);
    all.relative[row] = Math.max(all.relative[row] ?? 0, one.relative[row] ?? 0);
  }
}

/** The same marks of a single row. */
export function marksOfRow({ out, worst, relative }: RowMarks, row: number): RowMarks {
  return {
    out: out.subarray(row, row + 1),
    worst: worst.subarray(row, row + 1),
    ...(relative && { relative: relative.subarray(row, row + 1) }),
  };
}
