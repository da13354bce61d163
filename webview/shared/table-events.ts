import type { RowRange } from './row-selection';
import type { TableColumn } from './table-column';

/** What a table tells its owner; a table whose owner does not listen has no order, no menus and no selection. */
export interface TableListener<R> {
  readonly sort?: (column: string) => void;
  /** `left` is in pixels from the table's own left edge. */
  readonly menu?: (column: TableColumn<R>, left: number) => void;
  readonly open?: (row: R, column: TableColumn<R>) => void;
  readonly select?: (range: RowRange | undefined) => void;
  /** Copy was asked for while rows are selected. */
  readonly copy?: (range: RowRange) => void;
}

/** As for a drop-down list, or for a context menu. */
export function isMenuKey({ key, altKey, shiftKey }: KeyboardEvent): boolean {
  return (key === 'ArrowDown' && altKey) || key === 'ContextMenu' || (key === 'F10' && shiftKey);
}

/** Whether a click ends the drag of a column's edge. */
export function isEdge(event: MouseEvent): boolean {
  return event.composedPath().some((target) => target instanceof HTMLElement && target.classList.contains('edge'));
}

/** The row and the column that an event is about; no row in the header. */
export function placeOf(event: MouseEvent): { readonly row?: number; readonly column?: number } {
  const found: { row?: number; column?: number } = {};
  for (const target of event.composedPath()) {
    if (!(target instanceof HTMLElement)) continue;
    if (target.dataset.column !== undefined) found.column = Number(target.dataset.column);
    if (target.dataset.row !== undefined) found.row = Number(target.dataset.row);
  }
  return found;
}

/** Tells each width, in pixels, until the pointer that was pressed on a column's edge is let go of. */
export function dragWidth(event: PointerEvent, width: number, onWidth: (pixels: number) => void): void {
  event.preventDefault();
  event.stopPropagation();
  const edge = event.currentTarget as HTMLElement;
  edge.setPointerCapture(event.pointerId);
  const move = ({ clientX }: PointerEvent): void => onWidth(width + clientX - event.clientX);
  edge.addEventListener('pointermove', move);
  edge.addEventListener('lostpointercapture', () => edge.removeEventListener('pointermove', move), { once: true });
}
