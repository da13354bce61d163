/** Longer sequences are paired by their place among those of the same key. */
const MOST_CELLS = 4_000_000;

/** Pairs of a longest common subsequence, in order. What both begin and end with costs nothing more. */
export function commonSequence<T>(
  one: readonly T[],
  other: readonly T[],
  keyOf: (item: T) => string,
): readonly (readonly [T, T])[] {
  const [keys, others] = [one.map(keyOf), other.map(keyOf)];
  const shorter = Math.min(keys.length, others.length);
  let start = 0;
  while (start < shorter && keys[start] === others[start]) start++;
  let ending = 0;
  while (ending < shorter - start && keys.at(-1 - ending) === others.at(-1 - ending)) ending++;
  const middle = places(keys.slice(start, keys.length - ending), others.slice(start, others.length - ending));
  const all = [
    ...Array.from({ length: start }, (_, index) => [index, index] as const),
    ...middle.map(([first, second]) => [first + start, second + start] as const),
    ...Array.from(
      { length: ending },
      (_, index) => [keys.length - ending + index, others.length - ending + index] as const,
    ),
  ];
  return all.flatMap(([first, second]) => {
    const [item, partner] = [one[first], other[second]];
    return item !== undefined && partner !== undefined ? [[item, partner] as const] : [];
  });
}

type Place = readonly [number, number];

function places(keys: readonly string[], others: readonly string[]): readonly Place[] {
  if (keys.length === 0 || others.length === 0) return [];
  return keys.length * others.length <= MOST_CELLS ? longest(keys, others) : inOrder(keys, others);
}

/** The textbook table: how long the longest common subsequence of two endings is. */
function longest(keys: readonly string[], others: readonly string[]): readonly Place[] {
  const width = others.length + 1;
  const lengths = new Uint32Array((keys.length + 1) * width);
  const at = (row: number, column: number): number => lengths[row * width + column] ?? 0;
  for (let row = keys.length - 1; row >= 0; row--) {
    for (let column = others.length - 1; column >= 0; column--) {
      const equal = keys[row] === others[column];
      lengths[row * width + column] = equal
        ? at(row + 1, column + 1) + 1
        : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const found: Place[] = [];
  for (let row = 0, column = 0; row < keys.length && column < others.length;) {
    if (keys[row] === others[column]) found.push([row++, column++]);
    else if (at(row + 1, column) >= at(row, column + 1)) row++;
    else column++;
  }
  return found;
}

function inOrder(keys: readonly string[], others: readonly string[]): readonly Place[] {
  const waiting = Map.groupBy([...others.keys()].reverse(), (place) => others[place] ?? '');
  return keys.flatMap((key, place) => {
    const partner = waiting.get(key)?.pop();
    return partner === undefined ? [] : [[place, partner] as const];
  });
}
