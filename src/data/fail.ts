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

/**
 * Runs `read`; what a library throws becomes the error that `fail` makes of a reason. A library that stumbles over
 * damage, instead of telling it, says nothing of the file.
 */
export async function said<T>(fail: (why: string) => Error, read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof WorkbenchError || !(error instanceof Error)) throw error;
    throw fail(reasonOf(error));
  }
}

/** `said` for what comes piece by piece. */
export async function* saidEach<T>(fail: (why: string) => Error, pieces: AsyncIterable<T>): AsyncGenerator<T> {
  const iterator = pieces[Symbol.asyncIterator]();
  try {
    for (;;) {
      const step = await said(fail, () => iterator.next());
      if (step.done === true) return;
      yield step.value;
    }
  } finally {
    await iterator.return?.();
  }
}

function reasonOf(error: Error): string {
  const told = error.constructor === Error && ('syscall' in error || !STUMBLE.test(error.message));
  return told ? error.message.replace(/\.+$/, '') : 'it is damaged';
}

/** What a message has in it that speaks of a variable and not of the file. */
const STUMBLE = /\b(?:undefined|null|NaN|argument)\b/;
