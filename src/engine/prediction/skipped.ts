import type { Issue } from '../../contract/issue';

/** Skipped rows that are listed one by one. */
const MOST_LISTED = 1_000;

/** Rows without a prediction, because `--on-error skip` goes on. */
export interface Skipped {
  add(failed: ReadonlyMap<number, Issue>): void;
  count(): number;
  /** Every row up to a limit, then how many there are in all. */
  issues(): readonly Issue[];
}

export function createSkipped(file: string): Skipped {
  const listed: Issue[] = [];
  let count = 0;
  return {
    add: (failed) => {
      count += failed.size;
      for (const [row, issue] of failed) {
        if (listed.length >= MOST_LISTED) return;
        listed.push({ ...issue, row, severity: 'warning' });
      }
    },
    count: () => count,
    issues: () => {
      if (count === 0) return [];
      const message = `${count} ${count === 1 ? 'row was' : 'rows were'} skipped and ${count === 1 ? 'has' : 'have'} no prediction.`;
      return [{ severity: 'warning', code: 'rows-skipped', message, file }, ...listed];
    },
  };
}
