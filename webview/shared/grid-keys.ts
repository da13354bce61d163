/** The cell that the keyboard is at. Column 0 is the row's number. */
export interface GridPosition {
  readonly row: number;
  readonly column: number;
}

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
  const to = (row: number, column: number): GridPosition => ({
    row: Math.min(Math.max(0, row), Math.max(0, size.rows - 1)),
    column: Math.min(Math.max(0, column), Math.max(0, size.columns - 1)),
  });
  const { row, column } = from;
  const moves: Readonly<Record<string, () => GridPosition>> = {
    ArrowDown: () => to(far ? size.rows : row + 1, column),
    ArrowUp: () => to(far ? 0 : row - 1, column),
    ArrowRight: () => to(row, far ? size.columns : column + 1),
    ArrowLeft: () => to(row, far ? 0 : column - 1),
    PageDown: () => to(row + size.page, column),
    PageUp: () => to(row - size.page, column),
    Home: () => to(far ? 0 : row, 0),
    End: () => to(far ? size.rows : row, size.columns),
  };
  return Object.hasOwn(moves, key) ? moves[key]?.() : undefined;
}
