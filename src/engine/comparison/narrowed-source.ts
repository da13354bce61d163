import type { Batch, TableHead, TableSource } from '../../data/table';

/** One reader's view of a table that others read too, without the columns of `hidden`. Closing it leaves the table open. */
export function narrowedSource(
  { head, fraction }: TableSource,
  branch: AsyncIterator<Batch>,
  hidden: ReadonlySet<string>,
): TableSource {
  const kept = keptColumns(head, hidden);
  const all = kept.length === head.columns.length;
  return {
    head: all ? head : narrowedHead(head, kept),
    batches: () => ({
      [Symbol.asyncIterator]: () => ({
        next: async () => {
          const next = await branch.next();
          return next.done === true || all ? next : { done: false, value: narrowedBatch(next.value, kept) };
        },
        return: async () => (await branch.return?.()) ?? { done: true, value: undefined },
      }),
    }),
    ...(fraction ? { fraction } : {}),
    close: async () => {
      await branch.return?.();
    },
  };
}

/** Places of the columns that are not hidden. */
export function keptColumns({ columns }: TableHead, hidden: ReadonlySet<string>): readonly number[] {
  return columns.flatMap((name, place) => (hidden.has(name) ? [] : [place]));
}

function narrowedHead(head: TableHead, kept: readonly number[]): TableHead {
  const { dtypes } = head;
  return {
    ...head,
    columns: kept.map((place) => head.columns[place] ?? ''),
    ...(dtypes ? { dtypes: kept.map((place) => dtypes[place]) } : {}),
  };
}

/** With these columns alone. */
export function narrowedBatch(batch: Batch, kept: readonly number[]): Batch {
  return { ...batch, columns: kept.flatMap((place) => batch.columns[place] ?? []) };
}
