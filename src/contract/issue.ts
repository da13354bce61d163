export type Severity = 'error' | 'warning' | 'info';

/**
 * Where and what something did not fit. `row` counts from 0 after the header, `line` is the 1-based line of the
 * file, `file` is the path as the user gave it.
 */
export interface Issue {
  readonly severity: Severity;
  /** Stable, kebab-case, documented in docs/issues.md. */
  readonly code: string;
  /** A whole sentence: what, where, and what to do. */
  readonly message: string;
  readonly file?: string;
  readonly row?: number;
  readonly line?: number;
  readonly column?: string;
  readonly input?: string;
}

/**
 * What went wrong, by who can mend it. `usage`, `model`, `data` and `binding` end a command with exit code 2;
 * `run` (a cell or a batch after binding, a crash, a time limit) with 1; `cancelled` with 130.
 */
export type ErrorKind = 'usage' | 'model' | 'data' | 'binding' | 'run' | 'cancelled' | 'log';

/** An error that its reader can act on. Anything else that is thrown is a bug. */
export class WorkbenchError extends Error {
  override readonly name = 'WorkbenchError';
  readonly issues: readonly Issue[];

  /** `issues` holds at least one issue of severity error; the first one is the message. */
  constructor(
    readonly kind: ErrorKind,
    first: Omit<Issue, 'severity'>,
    more: readonly Issue[] = [],
  ) {
    super(first.message);
    this.issues = [{ severity: 'error', ...first }, ...more];
  }
}

/** What ends work that its caller has cancelled. */
export function cancelled(): WorkbenchError {
  return new WorkbenchError('cancelled', { code: 'cancelled', message: 'Cancelled.' });
}
