import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import type { ResultRow, RowColumnId, RowCondition, RowsOrigin, RowsPage, RowsView } from '../../../src/contract/rows';
import './charts/charts-panel';
import { controlStyles } from '../control-styles';
import '../data-table';
import type { DataTable } from '../data-table';
import { formatCount } from '../format';
import { place } from '../place';
import type { RowRange } from '../row-selection';
import { sharedStyles } from '../styles';
import type { TableColumn } from '../table-column';
import type { TableListener } from '../table-events';
import type { Translate } from '../translate';
import './column-menu';
import type { ColumnMenuListener } from './column-menu';
import { titleOfId } from './condition-text';
import { createLatest } from './latest';
import type { PageLooks } from './looks';
import { rowsAreaStyles } from './rows-area-styles';
import type { RowsHost } from './rows-host';
import { allRows, openView, type RowsSource } from './rows-source';
import { mergeColumns } from './merge-columns';
import type { ShownRows } from './shown-rows';
import './slice-panel';
import type { SliceSubject } from './slice-panel';
import { rankOf } from './slice-state';
import { toolbar } from './toolbar';
import {
  conditionOn,
  EVERYTHING,
  filteredColumns,
  isEverything,
  toggleCondition,
  toggleOrder,
  viewKey,
  withCondition,
  withoutCondition,
  withSearch,
} from './view-state';

const SEARCH_PAUSE_MS = 200;
/** From here on there is room for charts beside the table. */
const WIDE_PIXELS = 900;

/** The rows of a result: toolbar, table, charts, and a cell that is looked into. */
@customElement('workbench-rows')
export class RowsArea extends LitElement {
  static override styles = [sharedStyles, controlStyles, rowsAreaStyles];

  @property({ attribute: false }) result!: ShownRows;
  /** The columns that the rows of a page have; each has its `RowColumnId` as its id. */
  @property({ attribute: false }) columnsIn!: (page: RowsPage) => readonly TableColumn<ResultRow>[];
  /** Conditions that are worth a click of their own. */
  @property({ attribute: false }) offered: readonly RowCondition[] = [];
  /** What is shown of a result that nobody has looked at yet. */
  @property({ attribute: false }) beginning: RowsView = EVERYTHING;
  /** The number that a row has for its reader. */
  @property({ attribute: false }) numberOf: (row: ResultRow) => number = rowNumber;
  /** Told of a cell that is opened; answers whether that was enough. */
  @property({ attribute: false }) onOpen: (row: ResultRow, column: RowColumnId) => boolean = () => false;
  @property() label = '';
  @property({ attribute: false }) host!: RowsHost;
  @property({ attribute: false }) looks!: PageLooks;
  @property({ attribute: false }) t!: Translate;
  @property() language = 'en';

  @state() private view: RowsView = EVERYTHING;
  @state() private source?: RowsSource;
  @state() private columns: readonly TableColumn<ResultRow>[] = [];
  @state() private busy = false;
  @state() private problem = '';
  @state() private said = '';
  @state() private selection: RowRange | undefined;
  @state() private menu: { readonly column: TableColumn<ResultRow>; readonly left: number } | undefined;
  @state() private slice: SliceSubject | undefined;
  @state() private charts = false;
  @query('workbench-table') private table?: DataTable<ResultRow>;
  @query('input[type=search]') private searchBox?: HTMLInputElement;

  /** The result that `columns` are of. */
  private columnsOf: RowsOrigin | undefined;
  private readonly latest = createLatest();
  private searching: ReturnType<typeof setTimeout> | undefined;

  override render(): TemplateResult {
    const { t, result } = this;
    return html`<div class="area" @keydown=${this.onKeyDown} @focusin=${this.onFocusIn}>
      ${result.complete ? this.toolbarPart() : nothing}
      ${this.problem === '' ? nothing : html`<p class="problem" role="alert">${this.problem}</p>`}
      <span class="said" aria-live="polite">${this.said}</span>
      <div class=${classMap({ body: true, split: this.charts && result.complete })}>
        <div class=${classMap({ rows: true, stale: result.stale || this.busy })} aria-busy=${String(this.busy)}>
          ${this.tablePart()} ${this.menuPart()}
          ${
            this.slice
              ? html`<workbench-slice
                  .subject=${this.slice}
                  .host=${this.host}
                  .t=${t}
                  .onClose=${this.onSliceClose}
                ></workbench-slice>`
              : nothing
          }
        </div>
        ${this.charts && result.complete ? this.chartsPart() : nothing}
      </div>
    </div>`;
  }

  /** Shows the rows that meet these conditions, in the order that is chosen. */
  showOnly(conditions: readonly RowCondition[]): void {
    this.change({ conditions, ...(this.view.order && { order: this.view.order }) });
  }

  /** Opens a cell, or an output of the whole run where no row is given, beneath the table. */
  look(subject: SliceSubject): void {
    this.slice = subject;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('result')) return;
    if (!this.hasUpdated) {
      this.view = this.looks.view(this.result.origin.result) ?? this.beginning;
    }
    this.charts = this.looks.charts() ?? (this.result.metrics !== undefined && window.innerWidth >= WIDE_PIXELS);
    const before = changed.get('result');
    if (before?.origin.result === this.result.origin.result && before.complete === this.result.complete) return;
    if (before?.origin.result !== this.result.origin.result) this.slice = undefined;
    this.reopen();
  }

  private tablePart(): TemplateResult {
    const { source, result, t } = this;
    const shown = this.shownRows();
    return html`<workbench-table
        .columns=${this.columns}
        .total=${shown}
        .load=${source?.load ?? NOTHING}
        .arrangement=${viewKey(source?.view ?? EVERYTHING)}
        .order=${this.view.order}
        .filtered=${filteredColumns(this.view)}
        .listener=${result.complete ? this.listener : QUIET}
        .numberOf=${this.numberOf}
        .onError=${this.onError}
        label=${this.label}
        rowTitle=${t('Row')}
        menuTitle=${t('Sort and filter')}
      ></workbench-table>
      ${
        source && shown === 0 && !this.busy
          ? html`<p class="none">
              ${t('No row meets the conditions.')}
              <button class="link" @click=${this.clear}>${t('Clear')}</button>
            </p>`
          : nothing
      }`;
  }

  private toolbarPart(): TemplateResult {
    const { selection } = this;
    return toolbar({
      view: this.view,
      total: this.result.rows,
      shown: this.shownRows(),
      selected: selection ? selection.end - selection.start : 0,
      offered: this.offered,
      charts: this.charts,
      titleOf: this.titleOf,
      t: this.t,
      language: this.language,
      onSearch: this.onSearch,
      onToggle: (condition) => this.change(toggleCondition(this.view, condition)),
      onClear: this.clear,
      onCharts: () => {
        this.charts = !this.charts;
        this.looks.keepCharts(this.charts);
      },
      onCopy: () => void this.copy(selection ?? { start: 0, end: this.shownRows() }),
      onExport: () => void this.host.exportRows({ ...this.result.origin, ...this.asked() }).catch(this.onError),
      onParquet: () => void this.host.openAsParquet({ ...this.result.origin, ...this.asked() }).catch(this.onError),
    });
  }

  private menuPart(): TemplateResult | typeof nothing {
    const { menu } = this;
    if (!menu) return nothing;
    const { column } = menu;
    return html`<workbench-column-menu
      .column=${column}
      .current=${conditionOn(this.view, column.id)}
      .order=${this.view.order}
      .summary=${() => this.host.summaries({ ...this.result.origin, columns: [column.id] }).then(([first]) => first)}
      .listener=${this.menuListener}
      .t=${this.t}
      language=${this.language}
      ${place({ left: Math.max(0, Math.min(menu.left, this.clientWidth - MENU_PIXELS)) })}
    ></workbench-column-menu>`;
  }

  private chartsPart(): TemplateResult {
    return html`<workbench-charts
      .result=${this.result}
      .view=${this.view}
      .columns=${this.columns}
      .host=${this.host}
      .t=${this.t}
      language=${this.language}
      .onToggle=${this.onChartToggle}
      .onRow=${this.onChartRow}
    ></workbench-charts>`;
  }

  private readonly listener: TableListener<ResultRow> = {
    sort: (column) => this.change(toggleOrder(this.view, column)),
    menu: (column, left) => {
      this.menu = { column, left };
    },
    open: (row, column) => {
      if (this.onOpen(row, column.id)) return;
      const output = titleOfId(column.id);
      const rank = rankOf(row.prediction.outputs[output]);
      this.look({ origin: this.result.origin, row: row.prediction.row, output, rank });
    },
    select: (range) => {
      this.selection = range;
      this.said = '';
    },
    copy: (range) => void this.copy(range),
  };

  private readonly menuListener: ColumnMenuListener = {
    order: (order) => {
      this.closeMenu();
      this.change({ conditions: this.view.conditions, ...(order && { order }) });
    },
    condition: (condition) => {
      const old = this.menu && conditionOn(this.view, this.menu.column.id);
      this.closeMenu();
      if (condition) this.change(withCondition(this.view, condition));
      else if (old) this.change(withoutCondition(this.view, old));
    },
    close: () => this.closeMenu(),
  };

  private readonly titleOf = (column: string): string =>
    this.columns.find(({ id }) => id === column)?.title ?? titleOfId(column);

  private shownRows(): number {
    return this.source?.total ?? this.result.rows;
  }

  private asked(): { readonly view?: RowsView } {
    return isEverything(this.view) ? {} : { view: this.view };
  }

  private change(view: RowsView): void {
    this.view = view;
    this.looks.keepView(this.result.origin.result, view);
    this.reopen();
  }

  private readonly clear = (): void => {
    this.change({ conditions: [], ...(this.view.order && { order: this.view.order }) });
    this.table?.focusGrid();
  };

  /** Shows the rows of the present view; those of the former stay until they are there. */
  private reopen(): void {
    const { origin, first } = this.result;
    const options = { host: this.host, origin, first, onPage: this.onPage };
    this.problem = '';
    this.said = '';
    if (!this.result.complete || isEverything(this.view)) {
      this.latest.cancel();
      this.busy = false;
      this.selection = undefined;
      if (this.source?.origin.result !== options.origin.result || !isEverything(this.source.view))
        this.source = allRows(options);
      return;
    }
    this.busy = true;
    const { view } = this;
    this.latest
      .run((signal) => openView(options, view, signal))
      .then((source) => {
        if (!source) return;
        this.busy = false;
        this.selection = undefined;
        this.source = source;
      }, this.onError);
  }

  private readonly onPage = (page: RowsPage, origin: RowsOrigin): void => {
    if (origin.result !== this.result.origin.result || page.rows.length === 0) return;
    const found = this.columnsIn(page);
    this.columns = this.columnsOf?.result === origin.result ? mergeColumns(this.columns, found) : found;
    this.columnsOf = origin;
  };

  private readonly onError = (error: unknown): void => {
    this.busy = false;
    this.problem = error instanceof Error ? error.message : String(error);
  };

  private readonly onSearch = (text: string): void => {
    clearTimeout(this.searching);
    this.searching = setTimeout(() => this.change(withSearch(this.view, text)), SEARCH_PAUSE_MS);
  };

  private async copy({ start, end }: RowRange): Promise<void> {
    const columns = ['row', ...this.columns.map(({ id }) => id)];
    try {
      const copied = await this.host.copyRows({ ...this.result.origin, ...this.asked(), start, end, columns });
      this.said = this.copiedText(copied, end - start);
    } catch (error) {
      this.onError(error);
    }
  }

  private copiedText(copied: number, wanted: number): string {
    const { t, language } = this;
    const count = formatCount(copied, language);
    if (copied < wanted)
      return t('Copied the first {0} of {1} rows. Export takes them all.', count, formatCount(wanted, language));
    return copied === 1 ? t('Copied 1 row as CSV.') : t('Copied {0} rows as CSV.', count);
  }

  private readonly onChartToggle = (condition: RowCondition): void => {
    this.change(toggleCondition(this.view, condition));
  };

  /** A row that a chart shows: its place where all rows are shown, else that row alone. */
  private readonly onChartRow = (row: number): void => {
    if (isEverything(this.view)) this.table?.goTo(row);
    else this.change({ conditions: [{ kind: 'rows', rows: [row] }] });
  };

  private readonly onSliceClose = (): void => {
    this.slice = undefined;
    this.table?.focusGrid();
  };

  private closeMenu(): void {
    this.menu = undefined;
    this.table?.focusGrid();
  }

  private readonly onKeyDown = (event: KeyboardEvent): void => {
    if ((event.ctrlKey || event.metaKey) && event.key === 'f' && this.searchBox) {
      event.preventDefault();
      this.searchBox.select();
    } else if (event.key === 'Escape' && this.slice) this.onSliceClose();
  };

  /** What the keyboard or the mouse has left is closed. */
  private readonly onFocusIn = (event: FocusEvent): void => {
    const isInMenu = event.composedPath().some((target) => (target as Element).localName === 'workbench-column-menu');
    if (this.menu && !isInMenu) this.menu = undefined;
  };
}

const MENU_PIXELS = 244;
const QUIET: TableListener<ResultRow> = {};
const NOTHING = (): Promise<{ start: number; rows: readonly ResultRow[] }> => Promise.resolve({ start: 0, rows: [] });

function rowNumber(row: ResultRow): number {
  return row.prediction.row;
}
