import { WorkbenchError } from '../contract/issue';
import type { Issue } from '../contract/issue';

/** An error of kind `data` with one issue. */
export function dataError(issue: Omit<Issue, 'severity'>): WorkbenchError {
  return new WorkbenchError('data', issue);
}

/** The error that a table has a column twice. */
export function duplicateColumn(file: string, column: string): WorkbenchError {
  const message = `${file} has the column '${column}' twice.`;
  return dataError({ code: 'duplicate-column', message, file, column });
}

/** `row 12 (line 14)`; the line is left out where the format has none. */
export function placeOf(row: number, line: number | undefined): string {
  return line === undefined ? `row ${row}` : `row ${row} (line ${line})`;
}

/** `1 field`, `3 fields`. */
export function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`;
}
