import { html, LitElement, nothing, svg, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import type { GridPosition } from '../grid-keys';
import { sharedStyles } from '../styles';
import { chartStyles } from './chart-styles';
import { rowShares } from './geometry';
import { rove } from './roving';

/** Up to so many classes the counts can be read in their cells. */
const ROOMY = 12;

export interface MatrixTexts {
  readonly label: string;
  readonly rows: string;
  readonly columns: string;
  readonly total: string;
  readonly count: (count: number) => string;
  readonly cell: (row: number, column: number, count: number) => string;
}

/**
 * Counts of one class against another, row by row in shares of the row's sum. The diagonal, where both are the same, is
 * framed. Cells are buttons.
 */
@customElement('workbench-matrix')
export class MatrixChart extends LitElement {
  static override styles = [sharedStyles, chartStyles];

  @property({ attribute: false }) classes: readonly string[] = [];
  /** Square, in the order of `classes`. */
  @property({ attribute: false }) counts: readonly (readonly number[])[] = [];
  @property({ attribute: false }) texts!: MatrixTexts;
  @property({ attribute: false }) isPressed: (row: number, column: number) => boolean = () => false;
  @property({ attribute: false }) onCell: (row: number, column: number) => void = () => undefined;

  @state() private stop: GridPosition = { row: 0, column: 0 };

  override render(): TemplateResult {
    const { classes, texts } = this;
    const roomy = classes.length <= ROOMY;
    const shares = rowShares(this.counts);
    return html`<div class="scroll">
      <table class=${classMap({ matrix: true, roomy })} aria-label=${texts.label} @keydown=${this.onKeyDown}>
        <thead>
          <tr>
            <th class="quiet axis" scope="col"><span>${texts.rows}</span><span>${texts.columns}</span></th>
            ${classes.map((name) => html`<th scope="col" title=${name}><span class="name">${name}</span></th>`)}
            ${roomy ? html`<th class="quiet" scope="col">${texts.total}</th>` : nothing}
          </tr>
        </thead>
        <tbody>
          ${this.counts.map((row, index) => this.row(row, index, shares[index] ?? [], roomy))}
          ${roomy ? this.totals() : nothing}
        </tbody>
      </table>
    </div>`;
  }

  private row(counts: readonly number[], row: number, shares: readonly number[], roomy: boolean): TemplateResult {
    const name = this.classes[row] ?? '';
    return html`<tr>
      <th scope="row" title=${name}><span class="name">${name}</span></th>
      ${counts.map((count, column) => this.cell(row, column, count, shares[column] ?? 0, roomy))}
      ${roomy ? html`<td class="quiet total">${this.texts.count(sum(counts))}</td>` : nothing}
    </tr>`;
  }

  private cell(row: number, column: number, count: number, share: number, roomy: boolean): TemplateResult {
    const text = this.texts.cell(row, column, count);
    const isStop = row === this.stop.row && column === this.stop.column;
    const same = row === column;
    return html`<td class=${classMap({ same, some: count > 0 })}>
      <button
        tabindex=${isStop ? 0 : -1}
        aria-label=${text}
        aria-pressed=${String(this.isPressed(row, column))}
        title=${text}
        data-row=${row}
        data-column=${column}
        @click=${() => this.choose(row, column)}
      >
        <svg aria-hidden="true">${svg`<rect width="100%" height="100%" fill-opacity=${tint(share, roomy)} />`}</svg>
        ${roomy ? html`<span>${this.texts.count(count)}</span>` : nothing}
      </button>
    </td>`;
  }

  private totals(): TemplateResult {
    const { total, count } = this.texts;
    const ofColumn = (column: number): string => count(sum(this.counts.map((row) => row[column] ?? 0)));
    return html`<tr>
      <th class="quiet" scope="row">${total}</th>
      ${this.classes.map((_, column) => html`<td class="quiet total">${ofColumn(column)}</td>`)}
      <td class="quiet total">${count(sum(this.counts.map(sum)))}</td>
    </tr>`;
  }

  private choose(row: number, column: number): void {
    this.stop = { row, column };
    this.onCell(row, column);
  }

  private readonly onKeyDown = (event: KeyboardEvent): void => {
    const size = { rows: this.classes.length, columns: this.classes.length };
    const to = rove(event, this.renderRoot, this.stop, size);
    if (to) this.stop = to;
  };
}

/** Text over the strongest tint can still be read; without text even the weakest is seen from afar. */
function tint(share: number, text: boolean): number {
  if (share === 0) return 0;
  return text ? 0.1 + share * 0.45 : 0.35 + share * 0.65;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
