import { WorkbenchError } from '../contract/issue';
import type { LoggedModel, Run, RunChanges } from '../contract/run';
import {
  appendBatch,
  joinSmallBatches,
  selectSegments,
  selectShared,
  selectSpans,
  type RowSpan,
  type SharedBatch,
  type StoredSegment,
} from './batches';
import type { Connection } from './connection';
import { refuseRunning, updateRun } from './edit-runs';
import { logError } from './errors';
import { markInterrupted } from './interrupted';
import { bytesUsed, prune, reclaim, type Retention } from './retention';
import { decodeRows, type DecodedRows } from './rows/decode';
import { FINISH_RUN, runEndParameters, type NewRun, type RunEnd } from './run-record';
import {
  beat,
  deleteRun,
  failRuns,
  findRun,
  listModels,
  listRuns,
  requireRun,
  restartRun,
  startRun,
  type RunsWanted,
  type Writer,
} from './runs';

export interface LogStatus {
  readonly path: string;
  readonly bytes: number;
  readonly runs: number;
  readonly retention: Retention;
}

/**
 * The prediction log. Every method throws WorkbenchError of kind `log` where the file cannot be read or written, after
 * which prediction may go on without a log.
 */
export interface Log {
  readonly path: string;
  /** Logs a run as running. `first`: the log had none before. Call `beat` every `HEARTBEAT_MS` until it ends. */
  startRun(run: NewRun): Promise<{ readonly run: Run; readonly first: boolean }>;
  /** Says that the runs are still written. */
  beat(runs: readonly string[]): Promise<void>;
  /** One transaction: `bytes` of `encodeRows` for the rows from `start`; replaces a batch that began at the same row. */
  appendBatch(run: string, start: number, rows: number, bytes: Uint8Array): Promise<void>;
  /** Ends a run; survives a power cut. Then deletes the oldest runs if the bounds ask for it. */
  finishRun(run: string, end: RunEnd): Promise<void>;
  /** Runs that are still under way, or were called interrupted, become failed. */
  failRuns(runs: readonly string[], why: { readonly kind: string; readonly message: string }): Promise<void>;
  /** Forgets the rows of a run that starts again from row 0 in this process. */
  restartRun(run: string): Promise<void>;
  /** Newest first. */
  listRuns(wanted: RunsWanted): Promise<readonly Run[]>;
  /** The models that have runs, the one that ran last first. */
  listModels(): Promise<readonly LoggedModel[]>;
  /** By id, or by a prefix that only one run has. Throws kind `usage`: `run-not-found`, `run-ambiguous`. */
  getRun(idOrPrefix: string): Promise<Run>;
  /** The stored batches that hold any of the rows from `start` to before `end`, whole, in order. */
  readRows(run: string, start: number, end: number): Promise<readonly DecodedRows[]>;
  /** Where the rows of a run lie, in order. */
  readSpans(run: string): Promise<readonly RowSpan[]>;
  /** The stored batch with the span that begins at row `start`; undefined where there is no such span (any more). */
  readShared(run: string, start: number): Promise<SharedBatch | undefined>;
  /** By id or prefix, as `getRun`. Throws kind `usage`: `run-name-too-long`, `run-note-too-long`. */
  updateRun(idOrPrefix: string, changes: RunChanges): Promise<Run>;
  /**
   * Deletes runs with all that belongs to them, so that nothing of them is left in the file; one that is no longer there
   * is no failure. Throws kind `usage`, `run-under-way`, where any of them is still running: then none is deleted.
   */
  deleteRuns(runs: readonly string[]): Promise<void>;
  /** Marks the runs that nobody writes any more. Returns how many. */
  markInterrupted(): Promise<number>;
  /** Deletes the oldest ended runs until the bounds hold. Returns how many. */
  prune(retention?: Retention): Promise<number>;
  status(): Promise<LogStatus>;
  close(): Promise<void>;
}

/** The log over an open connection. */
export function createLog(
  path: string,
  connection: Connection,
  writer: Writer & { readonly isAlive: (pid: number) => boolean; readonly retention: Retention },
): Log {
  const { now, retention } = writer;
  return {
    path,
    startRun: (run) => connection.write((prepare) => startRun(prepare, run, writer)),
    beat: (runs) => connection.write((prepare) => beat(prepare, runs, now())),
    appendBatch: (run, start, rows, bytes) =>
      connection.write((prepare) => {
        requireRun(prepare, run, path);
        appendBatch(prepare, { run, start, rows, bytes }, now());
      }),
    finishRun: async (run, end) => {
      await connection.write((prepare) => prepare(FINISH_RUN).run(runEndParameters(run, end)), { durable: true });
      await tidy(connection, retention, now(), run);
    },
    failRuns: (runs, why) => connection.write((prepare) => failRuns(prepare, runs, why)),
    restartRun: (run) => connection.write((prepare) => restartRun(prepare, run, writer)),
    listRuns: (wanted) => connection.read((prepare) => listRuns(prepare, wanted)),
    listModels: () => connection.read(listModels),
    getRun: (prefix) => connection.read((prepare) => findRun(prepare, prefix, path)),
    readRows: async (run, start, end) => {
      const segments = await connection.read((prepare) => selectSegments(prepare, run, start, end));
      return segments.map((segment) => decodeStored(segment, run, path));
    },
    readSpans: (run) => connection.read((prepare) => selectSpans(prepare, run)),
    readShared: (run, start) => connection.snapshot((prepare) => selectShared(prepare, run, start)),
    updateRun: (prefix, changes) =>
      connection.write((prepare) => {
        const { id } = findRun(prepare, prefix, path);
        updateRun(prepare, id, changes);
        return findRun(prepare, id, path);
      }),
    deleteRuns: async (runs) => {
      await connection.write((prepare) => {
        refuseRunning(prepare, runs, path);
        for (const run of runs) deleteRun(prepare, run);
      });
      await reclaim(connection);
    },
    markInterrupted: () => connection.write((prepare) => markInterrupted(prepare, { ...writer, now: now() })),
    prune: (bounds = retention) => prune(connection, bounds, now()),
    status: () =>
      connection.read((prepare) => {
        const runs = Number(prepare('SELECT count(*) AS n FROM runs').get()?.n ?? 0);
        return { path, bytes: bytesUsed(prepare), runs, retention };
      }),
    close: () => connection.close(),
  };
}

/** The run is logged by now: a log that cannot be tidied just now is not its failure. */
async function tidy(connection: Connection, retention: Retention, now: number, run: string): Promise<void> {
  try {
    await connection.write(joinSmallBatches);
    await prune(connection, retention, now, run);
  } catch (error) {
    if (!(error instanceof WorkbenchError)) throw error;
  }
}

function decodeStored(segment: StoredSegment, run: string, path: string): DecodedRows {
  try {
    return decodeRows(segment.bytes, segment);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw logError('log-damaged', path, `The rows of run ${run} in the log ${path} cannot be read: ${why}`);
  }
}
