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
