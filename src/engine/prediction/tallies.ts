import type { Issue } from '../../contract/issue';
import type { Tally } from '../../tensors/ledger';

/** Cells that were fed as something else than they say, over all batches. */
export interface Tallies {
  add(tallies: readonly Tally[]): void;
  issues(): readonly Issue[];
}

interface Sum {
  readonly first: Tally;
  count: number;
  readonly values: Set<string>;
}

/** Values and rows named in a message. */
const MOST_NAMED = 5;

export function createTallies(file: string): Tallies {
  const sums = new Map<string, Sum>();
  return {
    add: (tallies) => {
      for (const tally of tallies) {
        const key = JSON.stringify([tally.kind, tally.input, tally.column]);
        const sum = sums.get(key) ?? { first: tally, count: 0, values: new Set() };
        sum.count += tally.count;
        for (const value of tally.values) if (sum.values.size <= MOST_NAMED) sum.values.add(value);
        sums.set(key, sum);
      }
    },
    issues: () => [...sums.values()].map((sum) => issueOf(sum, file)),
  };
}

function issueOf({ first, count, values }: Sum, file: string): Issue {
  const { kind, column, input, rows } = first;
  const [row] = rows;
  const cells = `${count} ${count === 1 ? 'cell' : 'cells'}`;
  const where = row === undefined ? '' : ` (first in row ${row})`;
  const are = count === 1 ? 'is' : 'are';
  const were = count === 1 ? 'was' : 'were';
  const what: Readonly<Record<Tally['kind'], string>> = {
    'missing-as-nan': `${are} missing${where} and ${were} fed as NaN, which the model takes.`,
    'missing-as-value': `${are} missing${where} and ${were} fed as the rule for missing values says.`,
    'empty-text': `${are} empty${where} and ${were} fed as empty text.`,
    'unknown-category': `${are} none of its categories (${[...values].slice(0, MOST_NAMED).join(', ')})${where} and ${were} fed as NaN, which the model takes.`,
  };
  const severity = kind === 'unknown-category' ? 'warning' : 'info';
  return {
    severity,
    code: kind,
    message: `${cells} of column '${column}' ${what[kind]}`,
    file,
    ...(row === undefined ? {} : { row }),
    column,
    input,
  };
}
