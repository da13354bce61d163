/** What stands in one cell of a table. */
export interface Cell {
  readonly text: string;
  /** The value in full, for the tooltip and the clipboard, where `text` is shortened. */
  readonly full?: string;
  /** 0 to 1: drawn as a bar behind the text. */
  readonly share?: number;
  /** 0 to 1: how strongly the cell is tinted. */
  readonly shade?: number;
  readonly tone?: 'strong' | 'quiet' | 'error';
  /** Marks the cell with a cross and says why. */
  readonly wrong?: string;
  /** Whether there is more to see of the value than fits: Enter or a double click shows it. */
  readonly opens?: boolean;
}

export interface TableColumn<R> {
  readonly id: string;
  readonly title: string;
  /** Tooltip of the header. */
  readonly about: string;
  /** Pixels. */
  readonly width: number;
  readonly align: 'start' | 'end';
  /** What order, conditions and charts go by, where that is not what the cells show. */
  readonly goesBy?: string;
  /** A line is drawn where a group begins. */
  readonly group: string;
  readonly cell: (row: R) => Cell;
}

export interface TableOrder {
  readonly column: string;
  readonly direction: 'ascending' | 'descending';
}

/** What a click on a column's title makes of the order: ascending, then descending, then none. */
export function nextOrder(order: TableOrder | undefined, column: string): TableOrder | undefined {
  if (order?.column !== column) return { column, direction: 'ascending' };
  return order.direction === 'ascending' ? { column, direction: 'descending' } : undefined;
}

const CHARACTER_PIXELS = 8.2;
/** Titles are bold. */
const TITLE_CHARACTER_PIXELS = 9.4;
const PADDING_PIXELS = 22;
/** For the mark of the order beside a title. */
const MARK_PIXELS = 12;
const LEAST_PIXELS = 64;
const MOST_PIXELS = 280;

/** A width in pixels that fits the title and most of the texts, within limits. */
export function columnWidth(title: string, texts: readonly string[]): number {
  const longest = texts.reduce((most, text) => Math.max(most, text.length), 0);
  const needed =
    Math.max(title.length * TITLE_CHARACTER_PIXELS + MARK_PIXELS, longest * CHARACTER_PIXELS) + PADDING_PIXELS;
  return Math.round(Math.min(MOST_PIXELS, Math.max(LEAST_PIXELS, needed)));
}

/** A width that a person has chosen, within what can still be read and found again. */
export function resizedWidth(pixels: number): number {
  return Math.round(Math.min(1_200, Math.max(40, pixels)));
}
