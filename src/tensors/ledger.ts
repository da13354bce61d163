import type { Issue } from '../contract/issue';
import type { Value, Batch } from '../data/table';
import type { BindingPlan, ColumnPlan } from './binding-plan';
import { describePlace, placeAt, quote } from './table-cells';

/** Issues kept of one batch. */
const MOST_ISSUES = 20;
/** Rows and values kept of one tally. */
const MOST_EXAMPLES = 20;

/** Cells that were fed as something else than they say. */
export interface Tally {
  readonly kind: 'missing-as-nan' | 'missing-as-value' | 'empty-text' | 'unknown-category';
  readonly column: string;
  readonly input: string;
  readonly count: number;
  /** The first rows, by number. */
  readonly rows: readonly number[];
  /** The first unknown categories. */
  readonly values: readonly string[];
}

type OpenTally = { -readonly [Key in keyof Tally]: Tally[Key] } & { rows: number[]; values: string[] };

/** What binding a batch noted: failed rows, and cells fed as something else. */
export interface Ledger {
  readonly issues: readonly Issue[];
  /** Row number -> the first reason why it has no feed. */
  readonly failed: ReadonlyMap<number, Issue>;
  readonly tallies: readonly Tally[];
  fail(
    index: number,
    column: Pick<ColumnPlan, 'name'>,
    input: string,
    fault: { readonly code: string; readonly message: string },
  ): void;
  count(kind: Tally['kind'], index: number, column: ColumnPlan, input: string, cell?: Value): void;
  /** "row 17 (line 19) of data.csv". */
  place(index: number): string;
  hasFailed(index: number): boolean;
}

/** A ledger in which the rows that could not be read have failed already. */
export function createLedger(plan: BindingPlan, batch: Batch): Ledger {
  const unread = batch.issues.filter(({ severity, row }) => severity === 'error' && row !== undefined);
  const failed = new Map<number, Issue>(unread.map((issue) => [issue.row ?? batch.start, issue]));
  const issues: Issue[] = batch.issues.slice(0, MOST_ISSUES);
  const tallies = new Map<string, OpenTally>();
  const unreadRows = new Set(failed.keys());
  return {
    issues,
    failed,
    get tallies() {
      return [...tallies.values()];
    },
    fail: (index, column, input, { code, message }) => {
      const place = placeAt(batch, index);
      if (unreadRows.has(place.row)) return;
      const issue: Issue = {
        severity: 'error',
        code,
        message,
        file: plan.dataName,
        ...place,
        column: column.name,
        input,
      };
      if (issues.length < MOST_ISSUES) issues.push(issue);
      if (!failed.has(place.row)) failed.set(place.row, issue);
    },
    count: (kind, index, column, input, cell) => {
      if (unreadRows.has(batch.start + index)) return;
      const key = `${kind} ${column.index} ${input}`;
      const tally = tallies.get(key) ?? { kind, column: column.name, input, count: 0, rows: [], values: [] };
      tallies.set(key, tally);
      tally.count++;
      if (tally.rows.length < MOST_EXAMPLES) tally.rows.push(batch.start + index);
      const text = cell === undefined ? undefined : quote(cell);
      if (text !== undefined && tally.values.length < MOST_EXAMPLES && !tally.values.includes(text))
        tally.values.push(text);
    },
    place: (index) => `${describePlace(placeAt(batch, index))} of ${plan.dataName}`,
    hasFailed: (index) => failed.has(batch.start + index),
  };
}
