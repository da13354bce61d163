/** How rows of one list find those of another by what they hold. */
export type ContentJoin =
  /** Row by row: `changed` rows hold something else than their partner. */
  | { readonly kind: 'rows'; readonly changed: number }
  /** For each row its partner in the other list, -1 where it has none. */
  | { readonly kind: 'contents'; readonly partners: Int32Array };

const NONE = -1;

/**
 * Rows of the same content belong together, several of one content in their order. Lists of one length stay row by row
 * where nothing has moved, or nothing is the same.
 */
export function joinContents(rows: readonly string[], others: readonly string[]): ContentJoin {
  const queue = createQueue(others);
  const partners = Int32Array.from(rows, (content) => queue.take(content));
  const matched = partners.reduce((count, partner) => count + (partner === NONE ? 0 : 1), 0);
  const stayed = partners.every((partner, row) => partner === NONE || partner === row);
  const inPlace = stayed && rows.length === others.length;
  return inPlace || matched === 0 ? { kind: 'rows', changed: rows.length - matched } : { kind: 'contents', partners };
}

/** Gives each row once, those of one content in their order. */
function createQueue(contents: readonly string[]): { take(content: string): number } {
  const first = new Map<string, number>();
  const next = new Int32Array(contents.length).fill(NONE);
  for (let row = contents.length - 1; row >= 0; row--) {
    const content = contents[row] ?? '';
    next[row] = first.get(content) ?? NONE;
    first.set(content, row);
  }
  return {
    take: (content) => {
      const row = first.get(content) ?? NONE;
      if (row !== NONE) first.set(content, next[row] ?? NONE);
      return row;
    },
  };
}
