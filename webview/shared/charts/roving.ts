import { moveByKey, type GridPosition, type GridSize } from '../grid-keys';

/**
 * Moves the keyboard among the buttons of a chart, of which only one is a stop of the Tab key. Each button tells its
 * place in `data-row` and `data-column`. Answers the new place; undefined for a key that moves nothing.
 */
export function rove(
  event: KeyboardEvent,
  root: ParentNode,
  from: GridPosition,
  size: Omit<GridSize, 'page'>,
): GridPosition | undefined {
  const moved = moveByKey(from, event, { ...size, page: 5 });
  if (!moved) return undefined;
  event.preventDefault();
  const to = { row: Math.max(0, moved.row), column: moved.column };
  root.querySelector<HTMLElement>(`[data-row="${to.row}"][data-column="${to.column}"]`)?.focus();
  return to;
}
