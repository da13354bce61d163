/** NumPy's linear quantile of ascending values; NaN of none. */
export function quantile(sorted: Float64Array, share: number): number {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? NaN;
  const above = sorted[Math.ceil(place)] ?? NaN;
  return between(below, above, place - Math.floor(place));
}

/** The value at a share of the way, also where the whole way is longer than a double. */
export function between(from: number, to: number, share: number): number {
  const way = to - from;
  return Number.isFinite(way) ? from + way * share : from * (1 - share) + to * share;
}
