/** What ends the common part of the names of several columns. */
const PARTS = /[_.:\- ]/g;

/** Columns whose names begin alike, as those of probabilities of classes do. */
export interface ColumnGroup {
  readonly prefix: string;
  readonly columns: readonly string[];
}

/** Groups of at least two columns that begin alike up to a sign such as `_`, the longest beginnings first; not `label`. */
export function columnGroups(columns: readonly string[], label: string): readonly ColumnGroup[] {
  const others = columns.filter((column) => column !== label);
  const prefixes = new Set(others.flatMap(beginnings));
  return [...prefixes]
    .map((prefix) => ({ prefix, columns: others.filter((column) => isBehind(column, prefix)) }))
    .filter((group) => group.columns.length > 1)
    .toSorted((one, other) => other.prefix.length - one.prefix.length);
}

/** `a_b_c`: `a_`, `a_b_`. */
function beginnings(column: string): readonly string[] {
  return [...column.matchAll(PARTS)].map(({ index }) => column.slice(0, index + 1));
}

function isBehind(column: string, prefix: string): boolean {
  return column.length > prefix.length && column.startsWith(prefix);
}
