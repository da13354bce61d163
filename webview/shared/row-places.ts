import type { LitElement } from 'lit';
import {
  isStretched,
  lastOffset,
  offsetAt,
  offsetShowing,
  scrollSpace,
  scrollTopAt,
  visibleRows,
  type ScrollSpace,
} from './scroll-space';

const ROW_PIXELS = 24;
const OVERSCAN_ROWS = 6;
const LINE_MODE = 1;

export interface RowPlacesOptions {
  /** How many rows there are. */
  readonly rows: () => number;
  /** The element that scrolls, once it is there. */
  readonly scrolled: () => HTMLElement | null;
}

/** Where the rows of a table stand below its header, and which of them are seen. Rows have one height. */
export interface RowPlaces {
  /** The rows that are seen, and a few more; `end` excluded. */
  shown(): { readonly start: number; readonly end: number };
  /** Pixels from the top of the scrolled element's content. */
  topOf(row: number): number;
  /** Pixels of all rows and the header, as far as the element is laid out. */
  height(): number;
  /** Rows that a page key moves by. */
  page(): number;
  /** Makes the first row the first that is seen: of the next drawing, or, with the scroll bar, of what is drawn. */
  begin(): void;
  scrollToBegin(): void;
  show(row: number): void;
  readonly onScroll: () => void;
  readonly onWheel: { readonly handleEvent: (event: WheelEvent) => void; readonly passive: false };
}

export function createRowPlaces(host: LitElement, options: RowPlacesOptions): RowPlaces {
  let offset = 0;
  let viewport = 0;
  /** Where the table itself has put the scroll bar: the event that follows says nothing new. */
  let ownScrollTop = -1;
  let observed: HTMLElement | null = null;
  const resized = new ResizeObserver(() => {
    viewport = Math.max(0, (observed?.clientHeight ?? 0) - ROW_PIXELS);
    host.requestUpdate();
  });
  host.addController({
    hostUpdated: () => {
      if (observed) return;
      observed = options.scrolled();
      if (observed) resized.observe(observed);
    },
    hostDisconnected: () => {
      resized.disconnect();
      observed = null;
    },
  });
  const space = (): ScrollSpace => scrollSpace(options.rows(), ROW_PIXELS, viewport);
  const moveTo = (next: number): void => {
    if (next === offset) return;
    offset = next;
    host.requestUpdate();
  };
  const scrollTo = (next: number): void => {
    moveTo(next);
    const element = options.scrolled();
    if (!element) return;
    element.scrollTop = scrollTopAt(space(), next);
    ownScrollTop = element.scrollTop;
  };
  return {
    shown: () => visibleRows(space(), offset, OVERSCAN_ROWS),
    topOf: (row) => ROW_PIXELS + row * ROW_PIXELS + scrollTopAt(space(), offset) - offset,
    height: () => space().height + ROW_PIXELS,
    page: () => Math.max(1, Math.floor(viewport / ROW_PIXELS) - 1),
    begin: () => {
      offset = 0;
    },
    scrollToBegin: () => scrollTo(0),
    show: (row) => {
      const next = offsetShowing(space(), row, offset);
      if (next !== offset) scrollTo(next);
    },
    onScroll: () => {
      const scrollTop = options.scrolled()?.scrollTop ?? 0;
      if (Math.abs(scrollTop - ownScrollTop) < 1) return;
      ownScrollTop = -1;
      moveTo(offsetAt(space(), scrollTop));
    },
    onWheel: {
      handleEvent: (event) => {
        const now = space();
        if (!isStretched(now) || event.deltaY === 0 || event.ctrlKey) return;
        event.preventDefault();
        const pixels = event.deltaMode === LINE_MODE ? event.deltaY * ROW_PIXELS : event.deltaY;
        scrollTo(Math.min(Math.max(0, offset + pixels), lastOffset(now)));
      },
      passive: false,
    },
  };
}
