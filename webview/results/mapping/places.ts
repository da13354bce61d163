/** The places of an input: the column that stands in each, null where one is still wanted. */
export type Places = readonly (string | null)[];

/** How an input's places behave: `fixed` counts and names stay where they are when a column leaves. */
export interface PlaceRule {
  readonly fixed: boolean;
}

/** A column leaves: its place stays open where places are fixed, else the others close up. */
export function without(places: Places, column: string, { fixed }: PlaceRule): Places {
  return fixed ? places.map((other) => (other === column ? null : other)) : places.filter((other) => other !== column);
}

/** A column comes to the first open place, else behind the last. */
export function appended(places: Places, column: string): Places {
  const open = places.indexOf(null);
  return open < 0 ? [...places, column] : places.with(open, column);
}

/**
 * A column comes to the place `at`: into it where it is open or where all are taken and counted, else before what stands
 * there, which moves on to the nearest open place.
 */
export function placed(places: Places, column: string, at: number, { fixed }: PlaceRule): Places {
  if (at >= places.length) return appended(places, column);
  if (places[at] === null) return places.with(at, column);
  const open = nearestOpen(places, at);
  if (open === undefined) return fixed ? places.with(at, column) : places.toSpliced(at, 0, column);
  return moved(places.with(open, column), open, at);
}

/** What stands at `from` goes to `to`; those between close up. */
export function moved(places: Places, from: number, to: number): Places {
  const last = places.length - 1;
  const target = Math.min(Math.max(0, to), last);
  if (from < 0 || from > last || from === target) return places;
  return places.toSpliced(from, 1).toSpliced(target, 0, places[from] ?? null);
}

function nearestOpen(places: Places, at: number): number | undefined {
  const open = [...places.keys()].filter((index) => places[index] === null);
  return open.toSorted((one, other) => Math.abs(one - at) - Math.abs(other - at))[0];
}
