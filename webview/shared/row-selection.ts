/** Consecutive rows; `end` excluded. */
export interface RowRange {
  readonly start: number;
  readonly end: number;
}

/** Rows from where a selection began to where it has come, both included. */
export interface RowSelection {
  readonly anchor: number;
  readonly head: number;
}

export function rangeOf({ anchor, head }: RowSelection): RowRange {
  return { start: Math.min(anchor, head), end: Math.max(anchor, head) + 1 };
}

export function isSelected(selection: RowSelection | undefined, row: number): boolean {
  if (!selection) return false;
  const { start, end } = rangeOf(selection);
  return row >= start && row < end;
}

/** Moves the selection's head to `row`; one that begins does so at `from`. */
export function extendSelection(selection: RowSelection | undefined, from: number, row: number): RowSelection {
  return { anchor: selection?.anchor ?? from, head: row };
}

/** The selection where only `rows` rows are left; undefined where nothing of it is. */
export function clampSelection(selection: RowSelection | undefined, rows: number): RowSelection | undefined {
  if (!selection || rangeOf(selection).start >= rows) return undefined;
  const last = rows - 1;
  return { anchor: Math.min(selection.anchor, last), head: Math.min(selection.head, last) };
}
