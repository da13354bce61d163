import type { TableColumn } from '../table-column';

/**
 * The columns of earlier pages and of one more: what only one of them has stays, and a column is as wide as the wider.
 * The earlier columns themselves where nothing is new.
 */
export function mergeColumns<R>(
  known: readonly TableColumn<R>[],
  found: readonly TableColumn<R>[],
): readonly TableColumn<R>[] {
  const merged = [...known];
  let place = 0;
  for (const column of found) {
    const index = merged.findIndex(({ id }) => id === column.id);
    const before = merged[index];
    if (!before) merged.splice(place++, 0, column);
    else {
      if (column.width > before.width) merged[index] = { ...before, width: column.width };
      place = index + 1;
    }
  }
  return merged.every((column, index) => column === known[index]) ? known : merged;
}
