import type { RowDistances, RowMarks } from './difference';

/** Marks of rows of which nothing is known yet; how far apart they are is found only `withDistances`. */
export function createMarks(rows: number, withDistances: boolean): RowMarks {
  return {
    out: new Uint8Array(rows),
    ...(withDistances ? { distances: { abs: new Float64Array(rows), rel: new Float64Array(rows) } } : {}),
  };
}

/** Raises `all` to what one of several outputs says of the same rows. */
export function mergeMarks(all: RowMarks, one: RowMarks): void {
  for (let row = one.out.indexOf(1); row >= 0; row = one.out.indexOf(1, row + 1)) all.out[row] = 1;
  if (all.distances && one.distances) mergeDistances(all.distances, one.distances);
}

function mergeDistances(all: RowDistances, one: RowDistances): void {
  for (let row = 0; row < all.abs.length; row++) {
    if ((one.abs[row] ?? 0) > (all.abs[row] ?? 0)) all.abs[row] = one.abs[row] ?? 0;
    if ((one.rel[row] ?? 0) > (all.rel[row] ?? 0)) all.rel[row] = one.rel[row] ?? 0;
  }
}

/** The same marks of a single row. */
export function marksOfRow({ out, distances }: RowMarks, row: number): RowMarks {
  return {
    out: out.subarray(row, row + 1),
    ...(distances && {
      distances: { abs: distances.abs.subarray(row, row + 1), rel: distances.rel.subarray(row, row + 1) },
    }),
  };
}
