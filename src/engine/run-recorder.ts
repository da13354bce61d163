import { WorkbenchError, type Issue } from '../contract/issue';
import type { Log } from '../log/log';
import type { RunEnd } from '../log/run-record';
import type { Heartbeat } from './heartbeat';
import type { Completed } from './workers/data-protocol';

/** What became of the wish to log a run. */
export interface StartedRun {
  /** Holds the rows: the prediction log, or a temporary one. */
  readonly log?: Log;
  readonly logged: boolean;
  readonly first: boolean;
  readonly issues: readonly Issue[];
}

/** Writes one run to its log, or to nowhere once the log has failed. */
export interface RunRecorder {
  /** The run's id in the log; null without a log. */
  readonly run: string | null;
  /** Names the result for `rows`. */
  readonly result: string;
  readonly log?: string;
  readonly firstRun: boolean;
  /** What there is to say of the log. */
  issues(): readonly Issue[];
  append(completed: Completed): Promise<void>;
  finish(end: RunEnd): Promise<void>;
}

export function createRecorder(result: string, started: StartedRun, heartbeat: Heartbeat): RunRecorder {
  const { log } = started;
  const issues = [...started.issues];
  let rows = 0;
  let lost = false;
  const unfollow = log ? heartbeat.follow(log, result, () => rows) : (): void => undefined;
  const attempt = async (write: () => Promise<void>): Promise<void> => {
    if (lost) return;
    try {
      await write();
    } catch (error) {
      issues.push(withoutLog(error));
      lost = true;
    }
  };
  return {
    run: started.logged ? result : null,
    result,
    ...(started.logged && log ? { log: log.path } : {}),
    firstRun: started.first,
    issues: () => issues,
    append: async ({ start, count, rows: bytes }) => {
      if (log && bytes) await attempt(() => log.appendBatch(result, start, count, bytes));
      rows += count;
    },
    finish: async (end) => {
      unfollow();
      if (log) await attempt(() => log.finishRun(result, end));
    },
  };
}

/** Turns a failure of the log into the warning that the prediction goes on without it. Anything else is thrown on. */
export function withoutLog(error: unknown): Issue {
  if (!(error instanceof WorkbenchError) || error.kind !== 'log') throw error;
  const [first] = error.issues;
  return {
    ...first,
    severity: 'warning',
    code: first?.code ?? 'log',
    message: `${error.message} The prediction goes on without a log.`,
  };
}
