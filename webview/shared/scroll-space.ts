/**
 * Maps a table of any length onto an element that a browser can still lay out. Up to the limit one pixel is one
 * pixel; above it the scroll bar's way is stretched over the rows, and the wheel moves by rows, not by its way.
 */

/** Browsers cut elements off between 17 and 33 million pixels. */
const MOST_PIXELS = 8_000_000;

export interface ScrollSpace {
  /** Height of the scrolled element. */
  readonly height: number;
  /** Height of all rows. */
  readonly full: number;
  readonly rowHeight: number;
  readonly rows: number;
  /** Height in which rows are seen. */
  readonly viewport: number;
}

export function scrollSpace(
  rows: number,
  rowHeight: number,
  viewport: number,
  mostPixels: number = MOST_PIXELS,
): ScrollSpace {
  const full = rows * rowHeight;
  return { height: Math.min(full, mostPixels), full, rowHeight, rows, viewport };
}

/** Whether the scroll bar's way is shorter than the rows. */
export function isStretched(space: ScrollSpace): boolean {
  return space.full > space.height;
}

/** The largest offset in the rows, in pixels: then the last row stands at the bottom. */
export function lastOffset(space: ScrollSpace): number {
  return Math.max(0, space.full - space.viewport);
}

/** Offset in the rows for a position of the scroll bar. */
export function offsetAt(space: ScrollSpace, scrollTop: number): number {
  const way = Math.max(0, space.height - space.viewport);
  if (!isStretched(space) || way === 0) return clamp(scrollTop, lastOffset(space));
  return clamp((scrollTop / way) * lastOffset(space), lastOffset(space));
}

/** Position of the scroll bar for an offset in the rows. */
export function scrollTopAt(space: ScrollSpace, offset: number): number {
  const last = lastOffset(space);
  if (!isStretched(space) || last === 0) return clamp(offset, last);
  return (clamp(offset, last) / last) * Math.max(0, space.height - space.viewport);
}

/** Rows to draw at an offset, `end` excluded, with `overscan` more on both sides. */
export function visibleRows(
  space: ScrollSpace,
  offset: number,
  overscan: number,
): { readonly start: number; readonly end: number } {
  const start = Math.floor(offset / space.rowHeight) - overscan;
  const end = Math.ceil((offset + space.viewport) / space.rowHeight) + overscan;
  return { start: Math.max(0, start), end: Math.min(space.rows, end) };
}

/** The offset nearest to the present one at which a row is wholly seen. */
export function offsetShowing(space: ScrollSpace, row: number, offset: number): number {
  const top = row * space.rowHeight;
  const bottom = top + space.rowHeight;
  if (top < offset) return clamp(top, lastOffset(space));
  if (bottom > offset + space.viewport) return clamp(bottom - space.viewport, lastOffset(space));
  return offset;
}

function clamp(value: number, most: number): number {
  return Math.min(Math.max(0, value), most);
}
