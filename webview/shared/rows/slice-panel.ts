import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { messageOf } from '../../../src/contract/errors';
import type { CellValue } from '../../../src/contract/predict';
import type { RowsOrigin, Slice } from '../../../src/contract/rows';
import { controlStyles } from '../control-styles';
import type { DataTable } from '../data-table';
import { formatCell, formatFull } from '../format';
import { icon } from '../icons';
import { sharedStyles } from '../styles';
import { columnWidth, type TableColumn } from '../table-column';
import type { Translate } from '../translate';
import { createLatest } from '../../../src/contract/latest';
import type { RowsHost } from './rows-host';
import { slicePanelStyles } from './slice-panel-styles';
import { firstSlice, fixedAxes, fixedIndexes, planeRange, withAxis, withIndex, type SliceState } from './slice-state';

/** A cell that is looked into; without `row` an output of the whole run. */
export interface SliceSubject {
  readonly origin: RowsOrigin;
  readonly row?: number;
  readonly output: string;
  /** Axes of the value. */
  readonly rank: number;
}

type PlaneRow = readonly CellValue[];

/** Shows a plane of a value with several axes, and lets choose which. */
@customElement('workbench-slice')
export class SlicePanel extends LitElement {
  static override styles = [sharedStyles, controlStyles, slicePanelStyles];

  @property({ attribute: false }) subject!: SliceSubject;
  @property({ attribute: false }) host!: Pick<RowsHost, 'slice'>;
  @property({ attribute: false }) t!: Translate;
  @property({ attribute: false }) onClose: () => void = () => undefined;

  @state() private chosen: SliceState = firstSlice(0);
  @state() private plane?: Slice;
  @state() private columns: readonly TableColumn<PlaneRow>[] = [];
  @state() private rows: readonly PlaneRow[] = [];
  @state() private problem = '';
  @query('workbench-table') private table?: DataTable<PlaneRow>;

  private readonly latest = createLatest();
  private focusWanted = true;

  override render(): TemplateResult {
    const { t, subject, plane } = this;
    const title = subject.row === undefined ? subject.output : t('{0} of row {1}', subject.output, subject.row);
    return html`<section class="panel" aria-label=${t('Values of {0}', title)} @keydown=${this.onKeyDown}>
      <div class="head">
        <h2>${title}</h2>
        ${plane ? html`<span class="quiet">${plane.dtype} [${plane.shape.join(', ')}]</span>` : nothing}
        ${plane && plane.shape.length > 2 ? this.pickers(plane) : nothing}
        ${plane?.truncated ? html`<span class="quiet">${t('Only the first 200 along each axis are shown.')}</span>` : nothing}
        <button class="action dismiss" aria-label=${t('Close')} title=${t('Close')} @click=${this.onClose}>
          ${icon('close')}
        </button>
      </div>
      ${this.problem === '' ? nothing : html`<p class="problem" role="alert">${this.problem}</p>`}
      ${
        this.rows.length === 0
          ? nothing
          : html`<workbench-table
              .columns=${this.columns}
              .total=${this.rows.length}
              .load=${this.load}
              label=${t('Values of {0}', title)}
              rowTitle=""
            ></workbench-table>`
      }
    </section>`;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('subject')) return;
    this.chosen = firstSlice(this.subject.rank);
    this.focusWanted = true;
    this.ask();
  }

  protected override updated(): void {
    if (!this.focusWanted || this.rows.length === 0 || !this.table) return;
    this.focusWanted = false;
    void this.table.updateComplete.then(() => this.table?.focusGrid());
  }

  private pickers(plane: Slice): TemplateResult {
    const { t, chosen } = this;
    return html`<span class="pickers" role="group" aria-label=${t('Which plane is shown')}>
      ${this.axisPicker(t('Rows'), 0, plane)} ${this.axisPicker(t('Columns'), 1, plane)}
      ${fixedAxes(chosen).map((axis) => this.indexPicker(axis, plane))}
    </span>`;
  }

  private axisPicker(label: string, along: 0 | 1, plane: Slice): TemplateResult {
    const choose = (event: Event): void => {
      this.chosen = withAxis(this.chosen, along, Number((event.target as HTMLSelectElement).value));
      this.ask();
    };
    return html`<label>
      ${label}
      <select @change=${choose}>
        ${plane.shape.map(
          (size, axis) =>
            html`<option value=${axis} .selected=${axis === this.chosen.axes[along]}>
              ${this.t('axis {0} ({1})', axis, size)}
            </option>`,
        )}
      </select>
    </label>`;
  }

  private indexPicker(axis: number, plane: Slice): TemplateResult {
    const size = plane.shape[axis] ?? 1;
    const choose = (event: Event): void => {
      this.chosen = withIndex(this.chosen, axis, (event.target as HTMLInputElement).valueAsNumber, size);
      this.ask();
    };
    return html`<label>
      ${this.t('Axis {0}', axis)}
      <input type="number" min="0" max=${size - 1} .value=${String(this.chosen.indexes[axis] ?? 0)} @input=${choose} />
      <span class="quiet">${this.t('of {0}', size)}</span>
    </label>`;
  }

  private load = (start: number, end: number): Promise<{ start: number; rows: readonly PlaneRow[] }> =>
    Promise.resolve({ start, rows: this.rows.slice(start, end) });

  private ask(): void {
    const { origin, row, output } = this.subject;
    const at = fixedIndexes(this.chosen);
    const { axes } = this.chosen;
    const request = {
      ...origin,
      output,
      at,
      ...(row !== undefined && { row }),
      ...(this.subject.rank > 2 && { axes }),
    };
    this.problem = '';
    this.latest
      .run((signal) => this.host.slice(request, { signal }))
      .then(
        (plane) => plane && this.show(plane),
        (error: unknown) => {
          this.problem = messageOf(error);
        },
      );
  }

  private show(plane: Slice): void {
    this.plane = plane;
    const isList = plane.shape.length < 2;
    const rows = isList ? (plane.values[0] ?? []).map((value) => [value]) : plane.values;
    this.rows = rows;
    this.columns = planeColumns(rows, isList ? this.t('Value') : undefined);
    this.load = (start, end) => Promise.resolve({ start, rows: rows.slice(start, end) });
  }

  private readonly onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    this.onClose();
  };
}

/** A column per index, tinted by value; titled where there is only one. */
function planeColumns(rows: readonly PlaneRow[], title: string | undefined): readonly TableColumn<PlaneRow>[] {
  const range = planeRange(rows);
  return Array.from({ length: rows[0]?.length ?? 0 }, (_, index) => {
    const name = title ?? String(index);
    return {
      id: String(index),
      title: name,
      about: name,
      align: 'end',
      group: '',
      width: columnWidth(
        name,
        rows.map((row) => formatCell(row[index] ?? null)),
      ),
      cell: (row) => {
        const value = row[index] ?? null;
        const shade = range && typeof value === 'number' ? (value - range.min) / (range.max - range.min) : undefined;
        return { text: formatCell(value), full: formatFull(value), ...(shade !== undefined && { shade }) };
      },
    };
  });
}
