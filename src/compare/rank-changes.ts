type Floats = Float32Array | Float64Array;

/** Places at the top whose order is looked at. */
const TOP = 3;

/**
 * Marks rows in which the order of the three largest probabilities changed. Both sides have `width` probabilities a row,
 * of the same classes in one order.
 */
export function rankChanges(baseline: Floats, candidate: Floats, width: number): Uint8Array {
  const changed = new Uint8Array(width === 0 ? 0 : baseline.length / width);
  if (width < 2) return changed;
  const [before, after] = [new Int32Array(TOP), new Int32Array(TOP)];
  for (let row = 0; row < changed.length; row++) {
    topPlaces(baseline, row * width, width, before);
    topPlaces(candidate, row * width, width, after);
    if (before.some((place, rank) => place !== after[rank])) changed[row] = 1;
  }
  return changed;
}

/** The places of the largest values, the first of equals first; -1 where there are fewer. */
function topPlaces(values: Floats, from: number, width: number, places: Int32Array): void {
  places.fill(-1);
  for (let place = 0; place < width; place++) {
    const value = values[from + place] ?? NaN;
    let rank = TOP;
    while (rank > 0 && isLarger(values, from, value, places[rank - 1] ?? -1)) rank--;
    if (rank === TOP) continue;
    places.copyWithin(rank + 1, rank, TOP - 1);
    places[rank] = place;
  }
}

function isLarger(values: Floats, from: number, value: number, place: number): boolean {
  return place < 0 || value > (values[from + place] ?? NaN);
}
