import { html, nothing, svg, type TemplateResult } from 'lit';
import { classMap } from 'lit/directives/class-map.js';
import { repeat } from 'lit/directives/repeat.js';
import { HEADER_ROW, type GridPosition } from './grid-keys';
import { place } from './place';
import type { Cell, TableColumn, TableOrder } from './table-column';

/** A column at its place, in pixels from the left. */
export interface ShownColumn<R> {
  readonly column: TableColumn<R>;
  readonly index: number;
  readonly left: number;
  readonly width: number;
  /** Whether a group begins with it. */
  readonly first: boolean;
}

export interface HeaderParts<R> {
  readonly columns: readonly ShownColumn<R>[];
  readonly active: GridPosition;
  readonly order: TableOrder | undefined;
  /** Columns with a condition. */
  readonly filtered: ReadonlySet<string>;
  readonly rowTitle: string;
  readonly cornerWidth: number;
  /** Absent where the columns have no menu. */
  readonly menuTitle: string | undefined;
  readonly onMenuClick: (event: MouseEvent, column: TableColumn<R>) => void;
  readonly onResize: (event: PointerEvent, shown: ShownColumn<R>) => void;
}

/** The id of the column of row numbers, for the order. */
export const ROW_COLUMN = 'row';

export function cellId(row: number, column: number): string {
  return row === HEADER_ROW ? `header-${column}` : `cell-${row}-${column}`;
}

/** The header's row: titles, the order, and a menu for each column. */
export function headerRow<R>(parts: HeaderParts<R>): TemplateResult {
  const isActive = (column: number): boolean => parts.active.row === HEADER_ROW && parts.active.column === column;
  return html`<div class="header" role="row" aria-rowindex="1">
    <div
      class=${classMap({ corner: true, focus: isActive(0) })}
      id=${cellId(HEADER_ROW, 0)}
      role="columnheader"
      aria-colindex="1"
      aria-sort=${sortOf(parts, ROW_COLUMN)}
      data-column="0"
      ${place({ width: parts.cornerWidth })}
    >
      ${sortMark(parts, ROW_COLUMN)}${parts.rowTitle}
    </div>
    ${repeat(
      parts.columns,
      ({ column }) => column.id,
      (shown) => headerCell(shown, parts, isActive(shown.index + 1)),
    )}
  </div>`;
}

function headerCell<R>(shown: ShownColumn<R>, parts: HeaderParts<R>, active: boolean): TemplateResult {
  const { column, index, left, width, first } = shown;
  const filtered = parts.filtered.has(column.id);
  return html`<div
    class=${classMap({ cell: true, end: column.align === 'end', first, focus: active, filtered })}
    id=${cellId(HEADER_ROW, index + 1)}
    role="columnheader"
    aria-colindex=${index + 2}
    aria-sort=${sortOf(parts, column.id)}
    aria-haspopup=${parts.menuTitle === undefined ? nothing : 'dialog'}
    data-column=${index + 1}
    title=${column.goesBy === undefined ? column.about : `${column.about} (${column.goesBy})`}
    ${place({ left, width })}
  >
    <span class="title">${column.title}</span>${sortMark(parts, column.id)}${menuButton(column, parts)}
    <span class="edge" @pointerdown=${(event: PointerEvent) => parts.onResize(event, shown)}></span>
  </div>`;
}

/** For the mouse only: the keyboard opens the menu from the header itself. */
function menuButton<R>(column: TableColumn<R>, parts: HeaderParts<R>): TemplateResult | typeof nothing {
  if (parts.menuTitle === undefined) return nothing;
  return html`<button
    class="menu"
    tabindex="-1"
    aria-hidden="true"
    title=${parts.menuTitle}
    @click=${(event: MouseEvent) => parts.onMenuClick(event, column)}
  >
    <svg viewBox="0 0 16 16">${svg`<path d="M2 3.5h12L9.5 9v4.5l-3-1.6V9z" />`}</svg>
  </button>`;
}

function sortOf<R>({ order }: HeaderParts<R>, column: string): 'ascending' | 'descending' | 'none' {
  return order?.column === column ? order.direction : 'none';
}

function sortMark<R>({ order }: HeaderParts<R>, column: string): TemplateResult | typeof nothing {
  if (order?.column !== column) return nothing;
  const path = order.direction === 'ascending' ? 'M2 7.5 5.5 3 9 7.5z' : 'M2 3.5h7L5.5 8z';
  return html`<svg class="sort" viewBox="0 0 11 11" aria-hidden="true">${svg`<path d=${path} />`}</svg>`;
}

/** One cell of a row that is at `row` of the table. */
export function bodyCell<R>(row: number, shown: ShownColumn<R>, cell: Cell, focus: boolean): TemplateResult {
  const { column, index, left, width, first } = shown;
  const classes = {
    cell: true,
    end: column.align === 'end',
    first,
    strong: cell.tone === 'strong',
    quiet: cell.tone === 'quiet',
    error: cell.tone === 'error' || cell.wrong !== undefined,
    opens: cell.opens ?? false,
    focus,
  };
  return html`<div
    class=${classMap(classes)}
    id=${cellId(row, index + 1)}
    role="gridcell"
    aria-colindex=${index + 2}
    data-column=${index + 1}
    title=${cellTitle(cell)}
    ${place({ left, width })}
  >
    ${cell.shade === undefined ? nothing : shadePart(cell.shade)}${cell.wrong === undefined ? nothing : cross(cell.wrong)}
    <span class="text">${cell.text}</span>${cell.share === undefined ? nothing : bar(cell.share)}
  </div>`;
}

function cellTitle(cell: Cell): string {
  const text = cell.full ?? cell.text;
  return cell.wrong === undefined ? text : `${text} (${cell.wrong})`;
}

function cross(why: string): TemplateResult {
  return html`<svg class="cross" viewBox="0 0 12 12" role="img" aria-label=${why}>
    ${svg`<path d="M2.5 2.5l7 7M9.5 2.5l-7 7" />`}
  </svg>`;
}

function bar(share: number): TemplateResult {
  return html`<svg class="bar" aria-hidden="true">
    ${svg`<rect class="track" width="100%" height="100%" rx="1.5" /><rect width="${share * 100}%" height="100%" rx="1.5" />`}
  </svg>`;
}

const MOST_TINT = 0.5;

function shadePart(shade: number): TemplateResult {
  return html`<svg class="shade" aria-hidden="true">
    ${svg`<rect width="100%" height="100%" fill-opacity=${shade * MOST_TINT} />`}
  </svg>`;
}
