import { html, LitElement, svg, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { sharedStyles } from '../styles';
import { chartStyles } from './chart-styles';
import { barShares } from './geometry';
import { rove } from './roving';

/** A bar of a histogram, drawn as a button. */
export interface HistogramBar {
  readonly count: number;
  /** What the bar says to who does not see it, and in its tooltip. */
  readonly label: string;
  readonly pressed: boolean;
}

/** How numbers are spread, in bars of equal width; each can be clicked. */
@customElement('workbench-histogram')
export class HistogramChart extends LitElement {
  static override styles = [sharedStyles, chartStyles];

  @property() label = '';
  @property({ attribute: false }) bars: readonly HistogramBar[] = [];
  /** Texts at both ends of the axis. */
  @property({ attribute: false }) ends: readonly [string, string] = ['', ''];
  @property({ attribute: false }) onBar: (index: number) => void = () => undefined;

  @state() private stop = 0;

  override render(): TemplateResult {
    const shares = barShares(this.bars.map(({ count }) => count));
    const stop = Math.min(this.stop, this.bars.length - 1);
    return html`<div class="bars" role="group" aria-label=${this.label} @keydown=${this.onKeyDown}>
        ${this.bars.map(
          ({ label, pressed }, index) =>
            html`<button
              tabindex=${index === stop ? 0 : -1}
              aria-label=${label}
              aria-pressed=${String(pressed)}
              title=${label}
              data-row="0"
              data-column=${index}
              @click=${() => this.choose(index)}
            >
              ${column(shares[index] ?? 0)}
            </button>`,
        )}
      </div>
      <div class="ends quiet" aria-hidden="true"><span>${this.ends[0]}</span><span>${this.ends[1]}</span></div>`;
  }

  private choose(index: number): void {
    this.stop = index;
    this.onBar(index);
  }

  private readonly onKeyDown = (event: KeyboardEvent): void => {
    const from = { row: 0, column: this.stop };
    const to = rove(event, this.renderRoot, from, { rows: 1, columns: this.bars.length });
    if (to) this.stop = to.column;
  };
}

function column(share: number): TemplateResult {
  return html`<svg aria-hidden="true">
    ${svg`<rect y="${(1 - share) * 100}%" width="100%" height="${share * 100}%" />`}
  </svg>`;
}
