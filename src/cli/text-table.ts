const GAP = '  ';
const ELLIPSIS = '…';
const WIDEST_CELL = 24;
const NUMBER = /^-?(?:\d|NaN|Infinity)/;

export interface TextColumn {
  readonly title: string;
  readonly cells: readonly string[];
}

/**
 * Lines of a table that is at most `width` characters wide: columns of `last` are kept as far as they fit, those of
 * `first` fill what is left, and an ellipsis stands for the rest. Numbers are aligned to the right.
 */
export function textTable(first: readonly TextColumn[], last: readonly TextColumn[], width: number): readonly string[] {
  const end = fitting(last, width);
  const used = totalWidth(end) + GAP.length;
  const start = fitting(first, width - used);
  const columns = [...start, ...end].map(alignedCells);
  const rows = Math.max(0, ...columns.map((cells) => cells.length));
  return Array.from({ length: rows }, (_, row) =>
    columns
      .map((cells) => cells[row] ?? '')
      .join(GAP)
      .trimEnd(),
  );
}

function fitting(columns: readonly TextColumn[], width: number): readonly TextColumn[] {
  if (totalWidth(columns) <= width) return columns;
  const kept = [...columns];
  const more = { title: ELLIPSIS, cells: [] };
  if (width < ELLIPSIS.length) return [];
  while (kept.length > 0 && totalWidth([...kept, more]) > width) kept.pop();
  return [...kept, more];
}

function totalWidth(columns: readonly TextColumn[]): number {
  return columns.reduce((sum, column) => sum + columnWidth(column) + GAP.length, -GAP.length);
}

function columnWidth({ title, cells }: TextColumn): number {
  return [title, ...cells].reduce((widest, text) => Math.max(widest, lengthOf(shorten(text))), 0);
}

function alignedCells(column: TextColumn): readonly string[] {
  const width = columnWidth(column);
  const numbers =
    column.cells.some((cell) => cell !== '') && column.cells.every((cell) => cell === '' || NUMBER.test(cell));
  return [column.title, ...column.cells].map((cell) => {
    const text = shorten(cell);
    const space = ' '.repeat(width - lengthOf(text));
    return numbers ? space + text : text + space;
  });
}

/** One line without what a terminal would act on. */
function shorten(text: string): string {
  const characters = Array.from(text.replace(/\p{C}+/gu, ' '));
  return characters.length <= WIDEST_CELL
    ? characters.join('')
    : characters.slice(0, WIDEST_CELL - 1).join('') + ELLIPSIS;
}

function lengthOf(text: string): number {
  return Array.from(text).length;
}
