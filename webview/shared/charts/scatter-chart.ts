import { html, LitElement, nothing, svg, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { formatNumber } from '../format';
import { sharedStyles } from '../styles';
import { chartStyles } from './chart-styles';
import { linearScale, nearestPoint, type PlacedPoint, type Scale } from './geometry';

export interface ScatterPoint {
  readonly x: number;
  readonly y: number;
  /** What the point says to who does not see it. */
  readonly label: string;
}

const WIDTH = 400;
const HEIGHT = 230;
const MARGIN = { left: 52, right: 8, top: 6, bottom: 34 };
const REACH = 14;

/** Points against two axes, with a line at zero. A point is chosen by a click near it, or with arrows and Enter. */
@customElement('workbench-scatter')
export class ScatterChart extends LitElement {
  static override styles = [sharedStyles, chartStyles];

  @property() label = '';
  @property() xTitle = '';
  @property() yTitle = '';
  /** From the left to the right. */
  @property({ attribute: false }) points: readonly ScatterPoint[] = [];
  @property({ attribute: false }) onPoint: (index: number) => void = () => undefined;

  @state() private active: number | undefined;

  private x: Scale = linearScale([0], 0, 1, 1);
  private y: Scale = this.x;
  private placed: readonly PlacedPoint[] = [];

  override render(): TemplateResult {
    const active = this.active === undefined ? undefined : this.placed[this.active];
    return html`<div class="plot">
        <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true">${this.axes()}</svg>
        <svg
          class="points"
          viewBox="0 0 ${WIDTH} ${HEIGHT}"
          role="listbox"
          tabindex="0"
          aria-label=${this.label}
          aria-activedescendant=${this.active === undefined ? nothing : `point-${this.active}`}
          @keydown=${this.onKeyDown}
          @focus=${this.onFocus}
          @pointermove=${this.onPointerMove}
          @click=${this.onClick}
        >
          ${this.placed.map(({ x, y }, index) => this.point(x, y, index))}
          ${active ? svg`<circle class="ring" role="presentation" cx=${active.x} cy=${active.y} r="6" />` : nothing}
        </svg>
      </div>
      <p class="told quiet">${this.active === undefined ? '' : this.points[this.active]?.label}</p>`;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('points')) return;
    const { left, right, top, bottom } = MARGIN;
    this.x = linearScale(
      this.points.map(({ x }) => x),
      left,
      WIDTH - right,
      5,
    );
    this.y = linearScale([0, ...this.points.map(({ y }) => y)], HEIGHT - bottom, top, 5);
    this.placed = this.points.map(({ x, y }) => ({ x: this.x.at(x), y: this.y.at(y) }));
    this.active = undefined;
  }

  private point(x: number, y: number, index: number): TemplateResult {
    return svg`<circle
      id="point-${index}"
      role="option"
      aria-selected=${String(index === this.active)}
      aria-label=${this.points[index]?.label ?? ''}
      cx=${x}
      cy=${y}
      r="2.6"
    />`;
  }

  private axes(): TemplateResult {
    const { left, right, bottom } = MARGIN;
    const low = HEIGHT - bottom;
    const zero = this.y.at(0);
    return svg`
      ${this.y.ticks.map(
        ({ value, at }) => svg`<line class="grid" x1=${left} x2=${WIDTH - right} y1=${at} y2=${at} />
          <text x=${left - 5} y=${at + 3.5} text-anchor="end">${formatNumber(value)}</text>`,
      )}
      ${this.x.ticks.map(
        ({ value, at }) => svg`<text x=${at} y=${low + 13} text-anchor="middle">${formatNumber(value)}</text>`,
      )}
      <line class="zero" x1=${left} x2=${WIDTH - right} y1=${zero} y2=${zero} />
      <text x=${(left + WIDTH - right) / 2} y=${HEIGHT - 5} text-anchor="middle">${this.xTitle}</text>
      <text transform="translate(11 ${low / 2}) rotate(-90)" text-anchor="middle">${this.yTitle}</text>`;
  }

  private readonly onFocus = (): void => {
    this.active ??= this.points.length > 0 ? 0 : undefined;
  };

  private readonly onKeyDown = (event: KeyboardEvent): void => {
    const last = this.points.length - 1;
    const at = this.active ?? 0;
    const moves: Readonly<Record<string, number>> = {
      ArrowRight: at + 1,
      ArrowLeft: at - 1,
      Home: 0,
      End: last,
      PageDown: at + 20,
      PageUp: at - 20,
    };
    const to = Object.hasOwn(moves, event.key) ? moves[event.key] : undefined;
    if (to !== undefined) this.active = Math.min(Math.max(0, to), last);
    else if (event.key === 'Enter' || event.key === ' ') this.onPoint(at);
    else return;
    event.preventDefault();
  };

  private readonly onPointerMove = (event: PointerEvent): void => {
    this.active = this.under(event) ?? this.active;
  };

  private readonly onClick = (event: MouseEvent): void => {
    const index = this.under(event);
    if (index === undefined) return;
    this.active = index;
    this.onPoint(index);
  };

  private under(event: MouseEvent): number | undefined {
    const box = (event.currentTarget as SVGElement).getBoundingClientRect();
    const scale = box.width / WIDTH;
    const place = { x: (event.clientX - box.left) / scale, y: (event.clientY - box.top) / scale };
    return nearestPoint(this.placed, place, REACH);
  }
}
