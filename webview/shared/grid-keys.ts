/** The cell that the keyboard is at. Column 0 is the row's number; row -1 is the header. */
export interface GridPosition {
  readonly row: number;
  readonly column: number;
}

export const HEADER_ROW = -1;

export interface GridSize {
  readonly rows: number;
  readonly columns: number;
  /** Rows that are seen at once. */
  readonly page: number;
}

export interface GridKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

/** Where a key leads, as the grid pattern of ARIA has it; undefined for a key that moves nothing. */
export function moveByKey(
  from: GridPosition,
  { key, ctrlKey, metaKey }: GridKey,
  size: GridSize,
): GridPosition | undefined {
  const far = ctrlKey || metaKey;
  const { row, column } = from;
  const inHeader = row === HEADER_ROW;
  const to = (toRow: number, toColumn: number, least = inHeader ? HEADER_ROW : 0): GridPosition => ({
    row: Math.min(Math.max(least, toRow), Math.max(least, size.rows - 1)),
    column: Math.min(Math.max(0, toColumn), Math.max(0, size.columns - 1)),
  });
  const moves: Readonly<Record<string, () => GridPosition>> = {
    ArrowDown: () => to(far ? size.rows : row + 1, column),
    ArrowUp: () => (far ? to(inHeader ? row : 0, column) : to(row - 1, column, HEADER_ROW)),
    ArrowRight: () => to(row, far ? size.columns : column + 1),
    ArrowLeft: () => to(row, far ? 0 : column - 1),
    PageDown: () => to(row + size.page, column),
    PageUp: () => to(row - size.page, column),
    Home: () => to(far ? 0 : row, 0),
    End: () => to(far ? size.rows : row, size.columns),
  };
  return Object.hasOwn(moves, key) ? moves[key]?.() : undefined;
}
