/**
 * The entry that a person has moved to in a list that is filled anew; undefined while they have not moved. The editor
 * tells late what is active: until it has, that is an entry of the list before, which nobody has chosen.
 */
export function movedTo<Item>(items: readonly Item[], active: Item | undefined): Item | undefined {
  return active !== undefined && items.indexOf(active) > 0 ? active : undefined;
}
