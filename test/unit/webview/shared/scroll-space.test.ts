import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isStretched,
  lastOffset,
  offsetAt,
  offsetShowing,
  scrollSpace,
  scrollTopAt,
  visibleRows,
} from '../../../../webview/shared/scroll-space';

const ROW = 24;
const VIEWPORT = 480;

describe('a table that a browser can lay out', () => {
  const space = scrollSpace(1_000, ROW, VIEWPORT);

  test('is as high as its rows, and one pixel is one pixel', () => {
    expect(space.height).toBe(24_000);
    expect(isStretched(space)).toBe(false);
    expect(offsetAt(space, 1_234)).toBe(1_234);
    expect(scrollTopAt(space, 1_234)).toBe(1_234);
  });

  test('draws the rows that are seen, and some more', () => {
    expect(visibleRows(space, 0, 0)).toEqual({ start: 0, end: 20 });
    expect(visibleRows(space, 12, 0)).toEqual({ start: 0, end: 21 });
    expect(visibleRows(space, 2_400, 5)).toEqual({ start: 95, end: 125 });
    expect(visibleRows(space, lastOffset(space), 5)).toEqual({ start: 975, end: 1_000 });
  });
});

describe('a table of ten million rows', () => {
  const space = scrollSpace(10_000_000, ROW, VIEWPORT);

  test('is no higher than a browser lays out', () => {
    expect(space.height).toBe(8_000_000);
    expect(isStretched(space)).toBe(true);
  });

  test('reaches its last row at the end of the scroll bar', () => {
    const end = offsetAt(space, space.height - VIEWPORT);
    expect(visibleRows(space, end, 0).end).toBe(10_000_000);
  });

  test('comes back to the same offset from a position of the scroll bar', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: lastOffset(space), noNaN: true }), (offset) => {
        expect(offsetAt(space, scrollTopAt(space, offset))).toBeCloseTo(offset, 3);
      }),
    );
  });
});

describe('showing a row', () => {
  const space = scrollSpace(1_000, ROW, VIEWPORT);

  test.each([
    ['does not move when the row is seen', 10, 0, 0],
    ['moves a row above to the top', 10, 2_400, 240],
    ['moves a row below to the bottom', 100, 0, 101 * ROW - VIEWPORT],
    ['stops at the end', 999, 0, 1_000 * ROW - VIEWPORT],
  ])('%s', (_what, row, from, to) => {
    expect(offsetShowing(space, row, from)).toBe(to);
  });
});

test('any table draws only rows that it has, and the row at the offset among them', () => {
  const tables = fc.record({
    rows: fc.integer({ min: 1, max: 50_000_000 }),
    viewport: fc.integer({ min: ROW, max: 2_000 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(tables, ({ rows, viewport, share }) => {
      const space = scrollSpace(rows, ROW, viewport);
      const offset = share * lastOffset(space);
      const { start, end } = visibleRows(space, offset, 6);
      expect(start).toBeGreaterThanOrEqual(0);
      expect(end).toBeLessThanOrEqual(rows);
      expect(start).toBeLessThanOrEqual(Math.min(rows - 1, Math.floor(offset / ROW)));
      expect(end - start).toBeLessThanOrEqual(Math.ceil(viewport / ROW) + 14);
    }),
  );
});
