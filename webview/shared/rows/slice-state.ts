import type { CellValue } from '../../../src/contract/predict';

/** Which plane of a value is looked at: the axes along its rows and columns, and an index for every axis of the value. */
export interface SliceState {
  readonly axes: readonly [number, number];
  readonly indexes: readonly number[];
}

/** The last two axes, and the first of everything else. */
export function firstSlice(rank: number): SliceState {
  return { axes: [Math.max(0, rank - 2), Math.max(0, rank - 1)], indexes: Array.from({ length: rank }, () => 0) };
}

/** Puts an axis along the rows (0) or the columns (1) of the plane; where it is along the other, the two change places. */
export function withAxis({ axes, indexes }: SliceState, along: 0 | 1, axis: number): SliceState {
  const other = axes[1 - along] === axis ? axes[along] : axes[along === 0 ? 1 : 0];
  return { axes: along === 0 ? [axis, other] : [other, axis], indexes };
}

/** Sets the index on a fixed axis, kept within its size. */
export function withIndex({ axes, indexes }: SliceState, axis: number, index: number, size: number): SliceState {
  const kept = Number.isInteger(index) ? Math.min(Math.max(0, index), size - 1) : (indexes[axis] ?? 0);
  return { axes, indexes: indexes.map((one, at) => (at === axis ? kept : one)) };
}

/** The axes that are fixed, in order. */
export function fixedAxes({ axes, indexes }: SliceState): readonly number[] {
  return indexes.length < 3 ? [] : indexes.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
}

/** The indexes on the fixed axes, in their order. */
export function fixedIndexes(state: SliceState): readonly number[] {
  return fixedAxes(state).map((axis) => state.indexes[axis] ?? 0);
}

/** How deep lists lie in one another. */
export function rankOf(value: unknown): number {
  return Array.isArray(value) ? 1 + rankOf(value[0]) : 0;
}

/** The smallest and the largest finite number of a plane; undefined where all are the same, or none is. */
export function planeRange(
  values: readonly (readonly CellValue[])[],
): { readonly min: number; readonly max: number } | undefined {
  let min = Infinity;
  let max = -Infinity;
  for (const value of values.flat()) {
    if (typeof value !== 'number') continue;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  return min < max ? { min, max } : undefined;
}
