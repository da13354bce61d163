import { VirtualizerController } from '@tanstack/lit-virtual';
import { html, LitElement, nothing, svg, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { repeat } from 'lit/directives/repeat.js';
import { dataTableStyles } from './data-table-styles';
import { moveByKey, type GridPosition } from './grid-keys';
import { place } from './place';
import { createRowCache, type RowCache, type RowsAnswer } from './row-cache';
import {
  isStretched,
  offsetAt,
  offsetShowing,
  scrollSpace,
  scrollTopAt,
  visibleRows,
  type ScrollSpace,
} from './scroll-space';
import type { Cell, TableColumn } from './table-column';

const ROW_PIXELS = 24;
const OVERSCAN_ROWS = 6;
const CACHE = { pageRows: 200, keptPages: 50 };
const LINE_MODE = 1;

interface ShownColumn<R> {
  readonly column: TableColumn<R>;
  readonly index: number;
  readonly left: number;
  readonly first: boolean;
}

/**
 * A table of any number of rows that asks only for the rows it shows. Rows have one height, so their places are plain
 * arithmetic (scroll-space); columns have several, and their places are the virtualizer's.
 */
@customElement('workbench-table')
export class DataTable<R = unknown> extends LitElement {
  static override styles = dataTableStyles;

  @property({ attribute: false }) columns: readonly TableColumn<R>[] = [];
  @property({ type: Number }) total = 0;
  /** Another function means another result: what was loaded is forgotten. */
  @property({ attribute: false }) load: (start: number, end: number) => Promise<RowsAnswer<R>> = () =>
    Promise.resolve({ start: 0, rows: [] });
  @property({ attribute: false }) onError: (error: unknown) => void = () => undefined;
  @property() label = '';
  @property() rowTitle = '';

  @state() private active: GridPosition = { row: 0, column: 0 };
  @state() private offset = 0;
  @state() private viewport = 0;
  @query('.grid') private grid!: HTMLElement;

  private cache: RowCache<R> = this.emptyCache();
  /** Where this table itself has put the scroll bar: the event that follows says nothing new. */
  private ownScrollTop = -1;
  private readonly resized = new ResizeObserver(() => {
    this.viewport = Math.max(0, this.grid.clientHeight - ROW_PIXELS);
  });
  private readonly across = new VirtualizerController<HTMLElement, Element>(this, this.acrossOptions());

  override render(): TemplateResult {
    const space = this.space();
    const { start, end } = visibleRows(space, this.offset, OVERSCAN_ROWS);
    const numbers = Array.from({ length: end - start }, (_, index) => start + index);
    const columns = this.shownColumns();
    return html`<div
      class="grid"
      role="grid"
      tabindex="0"
      aria-label=${this.label}
      aria-rowcount=${this.total + 1}
      aria-colcount=${this.columns.length + 1}
      aria-activedescendant=${this.total > 0 ? cellId(this.active.row, this.active.column) : nothing}
      @scroll=${this.onScroll}
      @keydown=${this.onKeyDown}
    >
      <div
        class="space"
        role="rowgroup"
        ${place({ height: space.height + ROW_PIXELS, width: this.across.getVirtualizer().getTotalSize() })}
      >
        ${this.headerRow(columns)}
        ${repeat(
          numbers,
          (row) => row,
          (row) => this.bodyRow(row, columns, space),
        )}
      </div>
    </div>`;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('load')) {
      this.cache = this.emptyCache();
      this.active = { row: 0, column: 0 };
      this.offset = 0;
    }
    if (changed.has('columns') || changed.has('total')) {
      const virtualizer = this.across.getVirtualizer();
      virtualizer.setOptions({ ...virtualizer.options, ...this.acrossOptions() });
      virtualizer.measure();
    }
  }

  protected override firstUpdated(): void {
    this.resized.observe(this.grid);
    this.grid.addEventListener('wheel', (event) => this.onWheel(event), { passive: false });
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('load') && changed.get('load') !== undefined) this.scrollRowsTo(0);
    const { start, end } = visibleRows(this.space(), this.offset, OVERSCAN_ROWS);
    this.cache.want(start, end, this.total);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resized.disconnect();
  }

  private headerRow(columns: readonly ShownColumn<R>[]): TemplateResult {
    return html`<div class="header" role="row" aria-rowindex="1">
      <div class="corner" role="columnheader" aria-colindex="1" ${place({ width: this.cornerWidth() })}>
        ${this.rowTitle}
      </div>
      ${repeat(
        columns,
        ({ column }) => column.id,
        ({ column, index, left, first }) =>
          html`<div
            class=${classMap({ cell: true, end: column.align === 'end', first })}
            role="columnheader"
            aria-colindex=${index + 2}
            title=${column.about}
            ${place({ left, width: column.width })}
          >
            ${column.title}
          </div>`,
      )}
    </div>`;
  }

  private bodyRow(row: number, columns: readonly ShownColumn<R>[], space: ScrollSpace): TemplateResult {
    const top = ROW_PIXELS + row * ROW_PIXELS + scrollTopAt(space, this.offset) - this.offset;
    const active = row === this.active.row;
    const value = this.cache.get(row);
    return html`<div
      class=${classMap({ row: true, odd: row % 2 === 1, active })}
      role="row"
      aria-rowindex=${row + 2}
      ${place({ top })}
      @mousedown=${(event: MouseEvent) => this.onMouseDown(event, row)}
    >
      <div
        class=${classMap({ corner: true, focus: active && this.active.column === 0 })}
        id=${cellId(row, 0)}
        role="rowheader"
        aria-colindex="1"
        ${place({ width: this.cornerWidth() })}
      >
        ${row}
      </div>
      ${repeat(
        columns,
        ({ column }) => column.id,
        (shown) => this.bodyCell(row, shown, value === undefined ? { text: '' } : shown.column.cell(value)),
      )}
    </div>`;
  }

  private bodyCell(row: number, { column, index, left, first }: ShownColumn<R>, cell: Cell): TemplateResult {
    const classes = {
      cell: true,
      end: column.align === 'end',
      first,
      strong: cell.tone === 'strong',
      quiet: cell.tone === 'quiet',
      error: cell.tone === 'error',
      focus: row === this.active.row && this.active.column === index + 1,
    };
    return html`<div
      class=${classMap(classes)}
      id=${cellId(row, index + 1)}
      role="gridcell"
      aria-colindex=${index + 2}
      data-column=${index + 1}
      title=${cell.full ?? cell.text}
      ${place({ left, width: column.width })}
    >
      ${cell.text}${cell.share === undefined ? nothing : bar(cell.share)}
    </div>`;
  }

  private shownColumns(): ShownColumn<R>[] {
    return this.across
      .getVirtualizer()
      .getVirtualItems()
      .flatMap(({ index, start }) => {
        const column = this.columns[index];
        if (!column) return [];
        return [{ column, index, left: start, first: column.group !== this.columns[index - 1]?.group }];
      });
  }

  private acrossOptions(): ConstructorParameters<typeof VirtualizerController<HTMLElement, Element>>[1] {
    return {
      count: this.columns.length,
      horizontal: true,
      overscan: 3,
      estimateSize: (index) => this.columns[index]?.width ?? 0,
      paddingStart: this.cornerWidth(),
      scrollPaddingStart: this.cornerWidth(),
      getScrollElement: () => this.shadowRoot?.querySelector<HTMLElement>('.grid') ?? null,
    };
  }

  private emptyCache(): RowCache<R> {
    return createRowCache<R>({
      ...CACHE,
      load: (start, end) => this.load(start, end),
      onLoaded: () => this.requestUpdate(),
      onError: (error) => this.onError(error),
    });
  }

  private space(): ScrollSpace {
    return scrollSpace(this.total, ROW_PIXELS, this.viewport);
  }

  private cornerWidth(): number {
    return Math.max(56, String(this.total).length * 8 + 24);
  }

  private readonly onScroll = (): void => {
    const { scrollTop } = this.grid;
    if (Math.abs(scrollTop - this.ownScrollTop) < 1) return;
    this.ownScrollTop = -1;
    this.offset = offsetAt(this.space(), scrollTop);
  };

  private onWheel(event: WheelEvent): void {
    const space = this.space();
    if (!isStretched(space) || event.deltaY === 0 || event.ctrlKey) return;
    event.preventDefault();
    const pixels = event.deltaMode === LINE_MODE ? event.deltaY * ROW_PIXELS : event.deltaY;
    this.scrollRowsTo(Math.min(Math.max(0, this.offset + pixels), space.full - space.viewport));
  }

  private scrollRowsTo(offset: number): void {
    this.offset = offset;
    this.grid.scrollTop = scrollTopAt(this.space(), offset);
    this.ownScrollTop = this.grid.scrollTop;
  }

  private readonly onKeyDown = (event: KeyboardEvent): void => {
    if ((event.ctrlKey || event.metaKey) && event.key === 'c') {
      void navigator.clipboard.writeText(this.activeText());
      return;
    }
    const page = Math.max(1, Math.floor(this.viewport / ROW_PIXELS) - 1);
    const size = { rows: this.total, columns: this.columns.length + 1, page };
    const position = moveByKey(this.active, event, size);
    if (!position) return;
    event.preventDefault();
    this.moveTo(position);
  };

  private onMouseDown(event: MouseEvent, row: number): void {
    const cell = event
      .composedPath()
      .find((target) => target instanceof HTMLElement && target.dataset.column !== undefined);
    this.moveTo({ row, column: Number((cell as HTMLElement | undefined)?.dataset.column ?? 0) });
  }

  private moveTo(position: GridPosition): void {
    this.active = position;
    const offset = offsetShowing(this.space(), position.row, this.offset);
    if (offset !== this.offset) this.scrollRowsTo(offset);
    if (position.column > 0) this.across.getVirtualizer().scrollToIndex(position.column - 1);
  }

  private activeText(): string {
    const { row, column } = this.active;
    const value = this.cache.get(row);
    const cell = value === undefined ? undefined : this.columns[column - 1]?.cell(value);
    return cell ? (cell.full ?? cell.text) : String(row);
  }
}

function cellId(row: number, column: number): string {
  return `cell-${row}-${column}`;
}

function bar(share: number): TemplateResult {
  return html`<svg class="bar" aria-hidden="true">
    ${svg`<rect class="track" width="100%" height="100%" rx="1.5" /><rect width="${share * 100}%" height="100%" rx="1.5" />`}
  </svg>`;
}
