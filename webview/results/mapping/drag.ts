import type { LitElement, ReactiveController } from 'lit';

/** Where a dragged column is let go. */
export type DropTarget =
  | { readonly kind: 'place'; readonly input: string; readonly at: number }
  /** The side of the data: it feeds nothing. */
  | { readonly kind: 'unused' };

/** A column that follows the pointer; `x`, `y` in pixels of the window. */
export interface Dragged {
  readonly column: string;
  readonly x: number;
  readonly y: number;
  readonly over: DropTarget | undefined;
}

/** A press that moves less than this is a click. */
const LEAST_PIXELS = 5;

interface Pressed {
  readonly column: string;
  readonly pointer: number;
  readonly x: number;
  readonly y: number;
}

/**
 * Drags columns with mouse, pen or finger. Places say where they are by `data-input` and `data-at`, the side of the data by
 * `data-unused`. Escape lets go.
 */
export class ColumnDrag implements ReactiveController {
  dragged: Dragged | undefined;
  private pressed: Pressed | undefined;

  constructor(
    private readonly host: LitElement,
    private readonly drop: (column: string, target: DropTarget) => void,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.host.addEventListener('pointermove', this.onMove);
    this.host.addEventListener('pointerup', this.onUp);
    this.host.addEventListener('pointercancel', this.end);
    window.addEventListener('keydown', this.onKey, true);
  }

  hostDisconnected(): void {
    this.end();
    this.host.removeEventListener('pointermove', this.onMove);
    this.host.removeEventListener('pointerup', this.onUp);
    this.host.removeEventListener('pointercancel', this.end);
    window.removeEventListener('keydown', this.onKey, true);
  }

  /** Call on `pointerdown` of what stands for a column. */
  press(event: PointerEvent, column: string): void {
    if (event.button !== 0) return;
    this.pressed = { column, pointer: event.pointerId, x: event.clientX, y: event.clientY };
  }

  private readonly onMove = (event: PointerEvent): void => {
    const { pressed } = this;
    if (pressed?.pointer !== event.pointerId) return;
    const { clientX: x, clientY: y } = event;
    if (!this.dragged && Math.hypot(x - pressed.x, y - pressed.y) < LEAST_PIXELS) return;
    if (!this.dragged) this.host.setPointerCapture(event.pointerId);
    this.dragged = { column: pressed.column, x, y, over: this.targetAt(x, y) };
    this.host.requestUpdate();
  };

  private readonly onUp = (): void => {
    const { dragged } = this;
    this.end();
    if (dragged?.over) this.drop(dragged.column, dragged.over);
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.dragged) return;
    event.stopPropagation();
    this.end();
  };

  private readonly end = (): void => {
    const { pressed } = this;
    if (pressed && this.host.hasPointerCapture(pressed.pointer)) this.host.releasePointerCapture(pressed.pointer);
    this.pressed = undefined;
    this.dragged = undefined;
    this.host.requestUpdate();
  };

  private targetAt(x: number, y: number): DropTarget | undefined {
    const root = this.host.renderRoot as ShadowRoot;
    const hit = root.elementFromPoint(x, y);
    const place = hit?.closest<HTMLElement>('[data-at]');
    if (place) return { kind: 'place', input: place.dataset.input ?? '', at: Number(place.dataset.at) };
    return hit?.closest('[data-unused]') ? { kind: 'unused' } : undefined;
  }
}
