import type { Issue } from '../contract/issue';
import type { Tally } from './ledger';

/** Tallies of all batches, as what a reader should know. */
export interface TallyFold {
  add(tallies: readonly Tally[]): void;
  issues(): readonly Issue[];
}

const MOST_EXAMPLES = 10;

/** Adds up, per column, the cells that were fed as something else than they say. */
export function createTallies(dataName: string): TallyFold {
  const totals = new Map<string, Tally>();
  return {
    add: (tallies) => {
      for (const tally of tallies) {
        const key = JSON.stringify([tally.kind, tally.input, tally.column]);
        const total = totals.get(key);
        totals.set(key, total ? merge(total, tally) : tally);
      }
    },
    issues: () => [...totals.values()].map((tally) => toIssue(tally, dataName)),
  };
}

function merge(one: Tally, other: Tally): Tally {
  return {
    ...one,
    count: one.count + other.count,
    rows: [...one.rows, ...other.rows].slice(0, MOST_EXAMPLES),
    values: [...new Set([...one.values, ...other.values])].slice(0, MOST_EXAMPLES),
  };
}

function toIssue(tally: Tally, file: string): Issue {
  const { column, input, count } = tally;
  const [first] = tally.rows;
  const where = { file, column, input, ...(first !== undefined && { row: first }) };
  return {
    ...where,
    severity: tally.kind === 'empty-text' ? 'info' : 'warning',
    code: tally.kind,
    message: `${messageOf(tally)} (${rowsOf(tally, count)}).`,
  };
}

function messageOf({ kind, column, count, values }: Tally): string {
  const cells = count === 1 ? '1 cell' : `${count} cells`;
  switch (kind) {
    case 'missing-as-nan':
      return `${cells} of column '${column}' ${count === 1 ? 'is' : 'are'} missing and fed as NaN`;
    case 'missing-as-value':
      return `${cells} of column '${column}' ${count === 1 ? 'is' : 'are'} missing and fed as the value that the missing rule says`;
    case 'empty-text':
      return `${cells} of column '${column}' ${count === 1 ? 'is' : 'are'} empty and fed as empty text`;
    case 'unknown-category':
      return `${cells} of column '${column}' ${count === 1 ? 'is' : 'are'} of an unknown category (${values.slice(0, MOST_EXAMPLES).join(', ')}) and fed as NaN`;
  }
}

function rowsOf({ rows }: Tally, count: number): string {
  const shown = rows.slice(0, MOST_EXAMPLES);
  const word = count === 1 ? 'row' : 'rows';
  return `${word} ${shown.join(', ')}${count > shown.length ? ', ...' : ''}`;
}
