import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import type { ResultRow, RowCondition, RowsPage, RowsView } from '../../../src/contract/rows';
import type { ViewToWrite } from '../../../src/contract/rows-page';
import './charts/charts-panel';
import { controlStyles } from '../control-styles';
import '../data-table';
import type { DataTable } from '../data-table';
import { place } from '../place';
import type { RowRange } from '../row-selection';
import { sharedStyles } from '../styles';
import type { TableColumn } from '../table-column';
import type { TableListener } from '../table-events';
import type { Translate } from '../translate';
import './column-menu';
import type { ColumnMenuListener } from './column-menu';
import { titleOfId } from './condition-text';
import { copiedText } from './copied-text';
import type { PageLooks } from './looks';
import { rowsAreaStyles } from './rows-area-styles';
import type { RowsHost } from './rows-host';
import { createRowsViewer } from './rows-viewer';
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
  @property() label = '';
  @property({ attribute: false }) host!: RowsHost;
  @property({ attribute: false }) looks!: PageLooks;
  @property({ attribute: false }) t!: Translate;
  @property() language = 'en';

  @state() private said = '';
  @state() private selection: RowRange | undefined;
  @state() private menu: { readonly column: TableColumn<ResultRow>; readonly left: number } | undefined;
  @state() private slice: SliceSubject | undefined;
  @state() private charts = false;
  @query('workbench-table') private table?: DataTable<ResultRow>;
  @query('input[type=search]') private searchBox?: HTMLInputElement;

  private readonly viewer = createRowsViewer(this);
  private searching: ReturnType<typeof setTimeout> | undefined;

  override render(): TemplateResult {
    const { t, result } = this;
    const { problem, busy } = this.viewer;
    return html`<div class="area" @keydown=${this.onKeyDown} @focusin=${this.onFocusIn}>
      ${result.complete ? this.toolbarPart() : nothing}
      ${problem === '' ? nothing : html`<p class="problem" role="alert">${problem}</p>`}
      <span class="said" aria-live="polite">${this.said}</span>
      <div class=${classMap({ body: true, split: this.charts && result.complete })}>
        <div class=${classMap({ rows: true, stale: result.stale || busy })} aria-busy=${String(busy)}>
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
    const { order } = this.viewer.view;
    this.change({ conditions, ...(order && { order }) });
  }

  /** Opens a cell, or an output of the whole run where no row is given, beneath the table. */
  look(subject: SliceSubject): void {
    this.slice = subject;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('result')) return;
    this.charts = this.looks.charts() ?? (this.result.metrics !== undefined && window.innerWidth >= WIDE_PIXELS);
    const before = changed.get('result');
    if (before?.origin.result === this.result.origin.result && before.complete === this.result.complete) return;
    if (before?.origin.result !== this.result.origin.result) this.slice = undefined;
    this.show(this.hasUpdated ? this.viewer.view : (this.looks.view(this.result.origin.result) ?? this.beginning));
  }

  private tablePart(): TemplateResult {
    const { result, t } = this;
    const { source, view, columns, busy } = this.viewer;
    const shown = this.shownRows();
    return html`<workbench-table
        .columns=${columns}
        .total=${shown}
        .load=${source?.load ?? NOTHING}
        .arrangement=${viewKey(source?.view ?? EVERYTHING)}
        .order=${view.order}
        .filtered=${filteredColumns(view)}
        .listener=${result.complete ? this.listener : QUIET}
        .numberOf=${this.numberOf}
        .onError=${this.onError}
        label=${this.label}
        rowTitle=${t('Row')}
        menuTitle=${t('Sort and filter')}
      ></workbench-table>
      ${
        source && shown === 0 && !busy
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
      view: this.viewer.view,
      total: this.result.rows,
      shown: this.shownRows(),
      selected: selection ? selection.end - selection.start : 0,
      offered: this.offered,
      charts: this.charts,
      titleOf: this.titleOf,
      t: this.t,
      language: this.language,
      onSearch: this.onSearch,
      onToggle: (condition) => this.change(toggleCondition(this.viewer.view, condition)),
      onClear: this.clear,
      onCharts: () => {
        this.charts = !this.charts;
        this.looks.keepCharts(this.charts);
      },
      onCopy: () => void this.copy(selection ?? { start: 0, end: this.shownRows() }),
      onExport: () => void this.host.exportRows(this.shownView()).catch(this.onError),
      onParquet: () => void this.host.openAsParquet(this.shownView()).catch(this.onError),
    });
  }

  private menuPart(): TemplateResult | typeof nothing {
    const { menu } = this;
    if (!menu) return nothing;
    const { column } = menu;
    return html`<workbench-column-menu
      .column=${column}
      .current=${conditionOn(this.viewer.view, column.id)}
      .order=${this.viewer.view.order}
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
      .view=${this.viewer.view}
      .columns=${this.viewer.columns}
      .host=${this.host}
      .t=${this.t}
      language=${this.language}
      .onToggle=${this.onChartToggle}
      .onRow=${this.onChartRow}
    ></workbench-charts>`;
  }

  private readonly listener: TableListener<ResultRow> = {
    sort: (column) => this.change(toggleOrder(this.viewer.view, column)),
    menu: (column, left) => {
      this.menu = { column, left };
    },
    open: (row, column) => {
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
      this.change({ conditions: this.viewer.view.conditions, ...(order && { order }) });
    },
    condition: (condition) => {
      const old = this.menu && conditionOn(this.viewer.view, this.menu.column.id);
      this.closeMenu();
      if (condition) this.change(withCondition(this.viewer.view, condition));
      else if (old) this.change(withoutCondition(this.viewer.view, old));
    },
    close: () => this.closeMenu(),
  };

  private readonly titleOf = (column: string): string =>
    this.viewer.columns.find(({ id }) => id === column)?.title ?? titleOfId(column);

  private shownRows(): number {
    return this.viewer.source?.total ?? this.result.rows;
  }

  private shownView(): ViewToWrite {
    const { view } = this.viewer;
    return { ...this.result.origin, ...(!isEverything(view) && { view }) };
  }

  private change(view: RowsView): void {
    this.looks.keepView(this.result.origin.result, view);
    this.show(view);
  }

  private readonly clear = (): void => {
    this.showOnly([]);
    this.table?.focusGrid();
  };

  private show(view: RowsView): void {
    this.said = '';
    void this.viewer.open(view).then(() => {
      this.selection = undefined;
    });
  }

  private readonly onError = (error: unknown): void => this.viewer.fail(error);

  private readonly onSearch = (text: string): void => {
    clearTimeout(this.searching);
    this.searching = setTimeout(() => this.change(withSearch(this.viewer.view, text)), SEARCH_PAUSE_MS);
  };

  private async copy({ start, end }: RowRange): Promise<void> {
    const columns = ['row', ...this.viewer.columns.map(({ id }) => id)];
    try {
      const copied = await this.host.copyRows({ ...this.shownView(), start, end, columns });
      this.said = copiedText(copied, end - start, this.t, this.language);
    } catch (error) {
      this.onError(error);
    }
  }

  private readonly onChartToggle = (condition: RowCondition): void => {
    this.change(toggleCondition(this.viewer.view, condition));
  };

  /** A row that a chart shows: its place where all rows are shown, else that row alone. */
  private readonly onChartRow = (row: number): void => {
    if (isEverything(this.viewer.view)) this.table?.goTo(row);
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
