type Floats = Float32Array | Float64Array;

/**
 * Marks rows in which the order of the three largest probabilities changed. Both sides have `width` probabilities a row,
 * of the same classes in one order.
 */
export function rankChanges(baseline: Floats, candidate: Floats, width: number): Uint8Array {
  const changed = new Uint8Array(width === 0 ? 0 : baseline.length / width);
  if (width < 2) return changed;
  const [before, after] = [new Int32Array(3), new Int32Array(3)];
  for (let row = 0; row < changed.length; row++) {
    findTopThree(baseline, row * width, width, before);
    findTopThree(candidate, row * width, width, after);
    if (before[0] !== after[0] || before[1] !== after[1] || before[2] !== after[2]) changed[row] = 1;
  }
  return changed;
}

/** The places of the largest values, the first of equals first; -1 where there are fewer. One pass without any call or list, for it is asked for every row. */
function findTopThree(values: Floats, from: number, width: number, places: Int32Array): void {
  let first = -1;
  let second = -1;
  let third = -1;
  let largest = 0;
  let next = 0;
  let last = 0;
  for (let place = 0; place < width; place++) {
    const value = values[from + place] ?? NaN;
    if (third >= 0 && !(value > last)) continue;
    if (second >= 0 && !(value > next)) {
      third = place;
      last = value;
      continue;
    }
    third = second;
    last = next;
    if (first >= 0 && !(value > largest)) {
      second = place;
      next = value;
      continue;
    }
    second = first;
    next = largest;
    first = place;
    largest = value;
  }
  places[0] = first;
  places[1] = second;
  places[2] = third;
}
