import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { repeat } from 'lit/directives/repeat.js';
import { createColumnPlaces } from './column-places';
import { dataTableStyles } from './data-table-styles';
import { HEADER_ROW, moveByKey, type GridPosition } from './grid-keys';
import { place } from './place';
import { createRowCache, type RowCache, type RowsAnswer } from './row-cache';
import { createRowPlaces } from './row-places';
import { clampSelection, extendSelection, isSelected, rangeOf, type RowSelection } from './row-selection';
import { dragWidth, isEdge, isMenuKey, placeOf, type TableListener } from './table-events';
import type { TableColumn, TableOrder } from './table-column';
import { bodyCell, cellId, headerRow, ROW_COLUMN, type ShownColumn } from './table-parts';

const CACHE = { pageRows: 200, keptPages: 50 };
/** How much a key widens a column. */
const RESIZE_STEP_PIXELS = 16;

/**
 * A table of any number of rows that asks only for the rows it shows. Rows have one height, so their places are plain
 * arithmetic (row-places); columns have several, and their places are the virtualizer's (column-places).
 */
@customElement('workbench-table')
export class DataTable<R = unknown> extends LitElement {
  static override styles = dataTableStyles;

  @property({ attribute: false }) columns: readonly TableColumn<R>[] = [];
  @property({ type: Number }) total = 0;
  /** Another function means other rows: what was loaded is forgotten. */
  @property({ attribute: false }) load: (start: number, end: number) => Promise<RowsAnswer<R>> = () =>
    Promise.resolve({ start: 0, rows: [] });
  /** Which rows, in which order: the table stays where it is while this stays as it is, and begins at the top else. */
  @property() arrangement = '';
  @property({ attribute: false }) onError: (error: unknown) => void = () => undefined;
  @property({ attribute: false }) listener: TableListener<R> = {};
  @property({ attribute: false }) order?: TableOrder;
  @property({ attribute: false }) filtered: ReadonlySet<string> = new Set();
  /** The number of a row, where it is not its place in the table. */
  @property({ attribute: false }) numberOf?: (row: R) => number;
  @property() label = '';
  @property() rowTitle = '';
  /** Tooltip of the button that opens a column's menu. */
  @property() menuTitle = '';

  @state() private active: GridPosition = { row: 0, column: 0 };
  @state() private selection: RowSelection | undefined;
  @query('.grid') private grid!: HTMLElement;

  private cache: RowCache<R> = this.emptyCache();
  private readonly rowPlaces = createRowPlaces(this, {
    rows: () => this.total,
    scrolled: () => this.scrolled(),
  });
  private readonly columnPlaces = createColumnPlaces<R>(this, {
    columns: () => this.columns,
    before: () => this.cornerWidth(),
    scrolled: () => this.scrolled(),
  });

  override render(): TemplateResult {
    const { start, end } = this.rowPlaces.shown();
    const numbers = Array.from({ length: end - start }, (_, index) => start + index);
    const columns = this.columnPlaces.shown();
    const { row, column } = this.active;
    return html`<div
      class=${classMap({ grid: true, sortable: this.listener.sort !== undefined })}
      role="grid"
      tabindex="0"
      aria-label=${this.label}
      aria-rowcount=${this.total + 1}
      aria-colcount=${this.columns.length + 1}
      aria-multiselectable=${this.listener.select ? 'true' : nothing}
      aria-activedescendant=${row === HEADER_ROW || this.total > 0 ? cellId(row, column) : nothing}
      @scroll=${this.rowPlaces.onScroll}
      @wheel=${this.rowPlaces.onWheel}
      @keydown=${this.onKeyDown}
    >
      <div
        class="space"
        role="rowgroup"
        ${place({ height: this.rowPlaces.height(), width: this.columnPlaces.width() })}
        @mousedown=${this.onMouseDown}
        @click=${this.onClick}
        @dblclick=${this.onDoubleClick}
        @contextmenu=${this.onContextMenu}
      >
        ${headerRow({
          columns,
          active: this.active,
          order: this.order,
          filtered: this.filtered,
          rowTitle: this.rowTitle,
          cornerWidth: this.cornerWidth(),
          menuTitle: this.listener.menu && this.menuTitle,
          onMenuClick: this.onMenuClick,
          onResize: this.onResize,
        })}
        ${repeat(
          numbers,
          (number) => number,
          (number) => this.bodyRow(number, columns),
        )}
      </div>
    </div>`;
  }

  /** Puts the keyboard on a row, given as its place in the table, and shows it. */
  goTo(row: number): void {
    this.moveTo({ row: Math.min(Math.max(0, row), Math.max(0, this.total - 1)), column: this.active.column });
    this.focusGrid();
  }

  focusGrid(): void {
    this.grid.focus();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('load')) {
      this.cache = this.emptyCache(changed.has('arrangement') ? undefined : this.cache);
      this.selection = undefined;
    }
    if (changed.has('arrangement')) {
      this.rowPlaces.begin();
      if (this.active.row > 0) this.active = { ...this.active, row: 0 };
    }
    if (changed.has('total')) this.shrink();
    if (changed.has('columns') || changed.has('total')) this.columnPlaces.measure();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('arrangement') && changed.get('arrangement') !== undefined) this.rowPlaces.scrollToBegin();
    const { start, end } = this.rowPlaces.shown();
    this.cache.want(start, end, this.total);
  }

  private bodyRow(row: number, columns: readonly ShownColumn<R>[]): TemplateResult {
    const active = row === this.active.row;
    const selected = isSelected(this.selection, row);
    const value = this.rowAt(row);
    return html`<div
      class=${classMap({ row: true, odd: row % 2 === 1, active, selected })}
      role="row"
      aria-rowindex=${row + 2}
      aria-selected=${this.listener.select ? String(selected) : nothing}
      data-row=${row}
      ${place({ top: this.rowPlaces.topOf(row) })}
    >
      <div
        class=${classMap({ corner: true, focus: active && this.active.column === 0 })}
        id=${cellId(row, 0)}
        role="rowheader"
        aria-colindex="1"
        data-column="0"
        ${place({ width: this.cornerWidth() })}
      >
        ${this.rowNumber(row)}
      </div>
      ${repeat(
        columns,
        ({ column }) => column.id,
        (shown) => {
          const cell = value === undefined ? { text: '' } : shown.column.cell(value);
          return bodyCell(row, shown, cell, active && this.active.column === shown.index + 1);
        },
      )}
    </div>`;
  }

  private rowAt(row: number): R | undefined {
    return this.cache.get(row);
  }

  private rowNumber(row: number): number | string {
    if (!this.numberOf) return row;
    const value = this.rowAt(row);
    return value === undefined ? '' : this.numberOf(value);
  }

  private emptyCache(former?: RowCache<R>): RowCache<R> {
    return createRowCache<R>({
      ...CACHE,
      former,
      load: (start, end) => this.load(start, end),
      onLoaded: () => this.requestUpdate(),
      onError: (error) => this.onError(error),
    });
  }

  /** Keeps what the keyboard is at, and what is selected, among the rows that there are. */
  private shrink(): void {
    const last = Math.max(0, this.total - 1);
    if (this.active.row > last) this.active = { ...this.active, row: last };
    this.selection = clampSelection(this.selection, this.total);
  }

  private scrolled(): HTMLElement | null {
    return this.shadowRoot?.querySelector<HTMLElement>('.grid') ?? null;
  }

  private cornerWidth(): number {
    return Math.max(56, String(this.total).length * 8 + 24);
  }

  private readonly onKeyDown = (event: KeyboardEvent): void => {
    if (this.active.row === HEADER_ROW ? this.headerKey(event) : this.bodyKey(event)) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    const size = { rows: this.total, columns: this.columns.length + 1, page: this.rowPlaces.page() };
    const position = moveByKey(this.active, event, size);
    if (!position) return;
    event.preventDefault();
    this.select(
      event.shiftKey && position.row !== HEADER_ROW && this.listener.select
        ? extendSelection(this.selection, this.active.row, position.row)
        : undefined,
    );
    this.moveTo(position);
  };

  /** Whether the key meant something to a column. */
  private headerKey(event: KeyboardEvent): boolean {
    const column = this.columns[this.active.column - 1];
    if (event.shiftKey && (event.key === 'ArrowLeft' || event.key === 'ArrowRight') && column) {
      this.columnPlaces.resize(
        column,
        this.columnPlaces.widthOf(column) + (event.key === 'ArrowRight' ? 1 : -1) * RESIZE_STEP_PIXELS,
      );
      return true;
    }
    if (isMenuKey(event)) return this.openMenu(column);
    if (event.key !== 'Enter' && event.key !== ' ') return false;
    this.listener.sort?.(column?.id ?? ROW_COLUMN);
    return true;
  }

  /** Whether the key meant something to rows or to a cell. */
  private bodyKey(event: KeyboardEvent): boolean {
    const command = event.ctrlKey || event.metaKey;
    if (command && event.key === 'c') return this.copy();
    if (event.key === 'Enter') return this.openCell();
    if (!this.listener.select || this.total === 0) return false;
    if (command && event.key === 'a') return this.select({ anchor: 0, head: this.total - 1 });
    if (event.key === ' ') return this.select({ anchor: this.active.row, head: this.active.row });
    return event.key === 'Escape' && this.selection !== undefined && this.select(undefined);
  }

  private copy(): true {
    if (this.selection && this.listener.copy) this.listener.copy(rangeOf(this.selection));
    else void navigator.clipboard.writeText(this.activeText());
    return true;
  }

  private openCell(): boolean {
    const { row, column } = this.active;
    const value = this.rowAt(row);
    const at = this.columns[column - 1];
    if (value === undefined || !at?.cell(value).opens || !this.listener.open) return false;
    this.listener.open(value, at);
    return true;
  }

  private openMenu(column: TableColumn<R> | undefined): boolean {
    if (!column || !this.listener.menu) return false;
    const shown = this.columnPlaces.shown().find((one) => one.column.id === column.id);
    this.listener.menu(column, (shown?.left ?? 0) - this.grid.scrollLeft);
    return true;
  }

  private readonly onMenuClick = (event: MouseEvent, column: TableColumn<R>): void => {
    event.preventDefault();
    event.stopPropagation();
    this.openMenu(column);
  };

  private readonly onContextMenu = (event: MouseEvent): void => {
    const { row, column } = placeOf(event);
    if (row !== undefined || column === undefined || !this.openMenu(this.columns[column - 1])) return;
    event.preventDefault();
    event.stopPropagation();
  };

  private readonly onMouseDown = (event: MouseEvent): void => {
    const { row, column } = placeOf(event);
    if (column === undefined || event.button !== 0) return;
    if (row === undefined) {
      this.active = { row: HEADER_ROW, column };
      return;
    }
    if (!this.listener.select) this.selection = undefined;
    else if (event.shiftKey) this.select(extendSelection(this.selection, this.active.row, row));
    else this.select(column === 0 ? { anchor: row, head: row } : undefined);
    this.moveTo({ row, column });
  };

  private readonly onClick = (event: MouseEvent): void => {
    const { row, column } = placeOf(event);
    if (row !== undefined || column === undefined || isEdge(event)) return;
    this.listener.sort?.(this.columns[column - 1]?.id ?? ROW_COLUMN);
  };

  private readonly onDoubleClick = (event: MouseEvent): void => {
    if (placeOf(event).row !== undefined) this.openCell();
  };

  private readonly onResize = (event: PointerEvent, { column, width }: ShownColumn<R>): void => {
    dragWidth(event, width, (pixels) => this.columnPlaces.resize(column, pixels));
  };

  private select(selection: RowSelection | undefined): true {
    if (selection === undefined && this.selection === undefined) return true;
    this.selection = selection;
    this.listener.select?.(selection && rangeOf(selection));
    return true;
  }

  private moveTo(position: GridPosition): void {
    this.active = position;
    if (position.row !== HEADER_ROW) this.rowPlaces.show(position.row);
    if (position.column > 0) this.columnPlaces.show(position.column - 1);
  }

  private activeText(): string {
    const value = this.rowAt(this.active.row);
    const cell = value === undefined ? undefined : this.columns[this.active.column - 1]?.cell(value);
    return cell ? (cell.full ?? cell.text) : String(this.rowNumber(this.active.row));
  }
}
