import type { Value } from '../data/table';

/** A cell's values, row-major, and its shape: a scalar has []. */
export interface Flat {
  readonly shape: readonly number[];
  readonly values: readonly Value[];
}

/** Where a nested cell is not rectangular: indexes down to the list whose length differs. */
export interface Uneven {
  readonly at: readonly number[];
  readonly found: number | null;
  readonly wanted: number | null;
}

export function isList(cell: Value): cell is readonly Value[] {
  return Array.isArray(cell);
}

/** No tensor has so many axes; deeper lists are not walked into. */
const DEEPEST = 32;

/** Flattens nested lists. The first path down decides the shape; a list of another length is returned as `uneven`. */
export function flatten(cell: Value): { readonly flat: Flat } | { readonly uneven: Uneven } {
  const shape: number[] = [];
  for (let first: Value = cell; isList(first) && shape.length < DEEPEST; first = first[0]) shape.push(first.length);
  const values: Value[] = [];
  const uneven = collect(cell, shape, [], values);
  return uneven ? { uneven } : { flat: { shape, values } };
}

function collect(cell: Value, shape: readonly number[], at: readonly number[], values: Value[]): Uneven | undefined {
  const wanted = shape[at.length];
  if (!isList(cell) || wanted === undefined) {
    if (wanted !== undefined || isList(cell)) {
      return { at, found: isList(cell) ? cell.length : null, wanted: wanted ?? null };
    }
    values.push(cell);
    return undefined;
  }
  if (cell.length !== wanted) return { at, found: cell.length, wanted };
  for (const [index, inner] of cell.entries()) {
    const uneven = collect(inner, shape, [...at, index], values);
    if (uneven) return uneven;
  }
  return undefined;
}

/**
 * The shape in which values of `given` feed a row of `wanted` (null: every size): `given` itself where it fits, else
 * `wanted` where the values are flat or differ only by axes of size 1. Undefined where they do not fit.
 */
export function fitShape(given: readonly number[], wanted: readonly (number | null)[]): readonly number[] | undefined {
  if (given.length === wanted.length && wanted.every((dim, axis) => dim === null || dim === given[axis])) return given;
  const fixed = wanted.filter((dim) => dim !== null);
  if (fixed.length < wanted.length) return undefined;
  const size = (dims: readonly number[]): number => dims.reduce((all, dim) => all * dim, 1);
  if (size(given) !== size(fixed)) return undefined;
  const squeeze = (dims: readonly number[]): string => dims.filter((dim) => dim !== 1).join();
  return given.length <= 1 || squeeze(given) === squeeze(fixed) ? fixed : undefined;
}
