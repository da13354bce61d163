import { ticks } from 'd3-array';

/** The smallest share of the height that something which is there is drawn with. */
const LEAST_SHARE = 0.015;

/** Heights of bars, 0 to 1 of the highest; what is not empty can always be seen. */
export function barShares(counts: readonly number[]): readonly number[] {
  const most = Math.max(1, ...counts);
  return counts.map((count) => (count === 0 ? 0 : Math.max(LEAST_SHARE, count / most)));
}

/** Each row of a matrix in shares of its sum; zeros where there is nothing. */
export function rowShares(counts: readonly (readonly number[])[]): readonly (readonly number[])[] {
  return counts.map((row) => {
    const sum = row.reduce((total, count) => total + count, 0);
    return row.map((count) => (sum === 0 ? 0 : count / sum));
  });
}

/** Values that differ by less, of their size, are drawn as one: labels between them could not be told apart. */
const SAME = 1e-9;
/** Below it quotients of differences overflow. */
const TINY = 1e-290;

/** A straight mapping from values to pixels, with the places that are worth a label. */
export interface Scale {
  readonly at: (value: number) => number;
  readonly ticks: readonly { readonly value: number; readonly at: number }[];
}

/**
 * Maps from `min` to `max`, widened by a twentieth on both sides so that nothing lies on the edge, to `from` to `to`
 * pixels. What is all the same stands in the middle.
 */
export function linearScale(values: readonly number[], from: number, to: number, wantedTicks: number): Scale {
  const min = values.reduce((least, value) => Math.min(least, value), Infinity);
  const max = values.reduce((most, value) => Math.max(most, value), -Infinity);
  const size = Math.max(Math.abs(min), Math.abs(max));
  const room = max - min > Math.max(size * SAME, TINY) ? (max - min) / 20 : Math.max(size, 1) / 2;
  const low = min - room;
  const high = max + room;
  const at = (value: number): number => from + ((value - low) / (high - low)) * (to - from);
  return { at, ticks: ticks(low, high, wantedTicks).map((value) => ({ value, at: at(value) })) };
}

export interface PlacedPoint {
  readonly x: number;
  readonly y: number;
}

/** The index of the point nearest to a place, at most `reach` pixels away. */
export function nearestPoint(points: readonly PlacedPoint[], place: PlacedPoint, reach: number): number | undefined {
  let nearest: number | undefined;
  let least = reach * reach;
  points.forEach(({ x, y }, index) => {
    const distance = (x - place.x) ** 2 + (y - place.y) ** 2;
    if (distance > least) return;
    least = distance;
    nearest = index;
  });
  return nearest;
}
