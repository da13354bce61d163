import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { LogRequest } from '../contract/engine';
import { WorkbenchError, type Issue } from '../contract/issue';
import type { LogTarget, PredictRequest } from '../contract/predict';
import type { Run } from '../contract/run';
import { findLogPath, userLogFolder, type LogLocation } from '../log/location';
import type { Log } from '../log/log';
import { openLog } from '../log/open';
import type { DecodedRows } from '../log/rows/decode';
import type { NewRun } from '../log/run-record';
import { createHeartbeat, type Heartbeat } from './heartbeat';
import { createRecorder, withoutLog, type RunRecorder, type StartedRun } from './run-recorder';

/** What the engine does with prediction logs: any number of files, each opened once. */
export interface Logs {
  /** Starts a run in the log that the request names. A log that cannot be written is said once, and costs no prediction. */
  startRun(request: PredictRequest, run: NewRun & { readonly id: string }): Promise<RunRecorder>;
  /** The stored batches of a result from row `start` to before `end`, and how many rows it has. */
  readRows(result: string, log: string | undefined, start: number, end: number): Promise<StoredRows>;
  path(request: LogRequest): Promise<string>;
  list(
    request: LogRequest & { readonly limit: number },
  ): Promise<{ readonly path: string; readonly runs: readonly Run[] }>;
  show(request: LogRequest & { readonly run: string }): Promise<{ readonly path: string; readonly run: Run }>;
  failRuns(request: {
    readonly log: string;
    readonly runs: readonly string[];
    readonly message: string;
  }): Promise<void>;
  /** Ends the runs under way, because their client is gone. */
  interrupt(): Promise<void>;
}

export interface StoredRows {
  readonly batches: readonly DecodedRows[];
  readonly total: number;
}

interface OpenedLog {
  readonly log: Log;
  readonly notice?: Issue;
}

/** `temporaryFolder` holds the rows of runs without a log, and goes with the process. */
export function createLogs(temporaryFolder: string): Logs {
  const opened = new Map<string, Promise<OpenedLog>>();
  const heartbeat: Heartbeat = createHeartbeat();
  const results = new Map<string, Log>();

  const openForWriting = async (location: Pick<LogLocation, 'path' | 'fallback'>): Promise<OpenedLog> => {
    const known = opened.get(location.path);
    if (known && existsSync(location.path)) return known;
    const opening = open(location);
    opened.set(location.path, opening);
    opening.catch(() => opened.delete(location.path));
    return opening;
  };
  const temporary = (): Promise<OpenedLog> =>
    openForWriting({ path: join(temporaryFolder, 'rows.db'), fallback: null });

  return {
    startRun: async (request, run) => {
      const started = await startRun(request, run, openForWriting, temporary);
      if (started.log) results.set(run.id, started.log);
      return createRecorder(run.id, started, heartbeat);
    },
    readRows: async (result, path, start, end) => {
      const log = results.get(result) ?? (path === undefined ? undefined : (await openForReading(path, null)).log);
      if (!log) throw resultGone();
      const run = await log.getRun(result);
      return { batches: await log.readRows(run.id, start, end), total: run.rows };
    },
    path: async (request) => (await locate(request)).path,
    list: async (request) => {
      const { path, fallback } = await locate(request);
      const { log } = await openForReading(path, fallback);
      return { path: log?.path ?? path, runs: log ? await log.listRuns({ limit: request.limit }) : [] };
    },
    show: async (request) => {
      const { path, fallback } = await locate(request);
      const { log } = await openForReading(path, fallback);
      if (!log) throw noLog(path);
      return { path: log.path, run: await log.getRun(request.run) };
    },
    failRuns: async ({ log: path, runs, message }) => {
      const { log } = await openForWriting({ path, fallback: null });
      await log.failRuns(runs, { kind: 'run', message });
    },
    interrupt: () => heartbeat.interrupt(),
  };
}

async function open(location: Pick<LogLocation, 'path' | 'fallback'>): Promise<OpenedLog> {
  const opening = await openLog(location.path, { mode: 'write', fallback: location.fallback });
  if (opening.kind === 'absent') throw new Error('A log opened for writing is never absent.');
  return opening.kind === 'moved' ? { log: opening.log, notice: opening.notice } : { log: opening.log };
}

async function openForReading(path: string, fallback: string | null): Promise<{ readonly log?: Log }> {
  const opening = await openLog(path, { mode: 'read', fallback });
  return opening.kind === 'absent' ? {} : { log: opening.log };
}

async function startRun(
  request: PredictRequest,
  run: NewRun & { readonly id: string },
  openForWriting: (location: Pick<LogLocation, 'path' | 'fallback'>) => Promise<OpenedLog>,
  temporary: () => Promise<OpenedLog>,
): Promise<StartedRun> {
  const issues: Issue[] = [];
  if (request.log.kind !== 'off') {
    try {
      const { log, notice } = await openForWriting(await locationOf(request.log, run.model.path, request.folder));
      const { first } = await log.startRun(run);
      return { log, logged: true, first, issues: notice ? [notice] : [] };
    } catch (error) {
      issues.push(withoutLog(error));
    }
  }
  if (!request.pages) return { logged: false, first: false, issues };
  const { log } = await temporary();
  await log.startRun(run);
  return { log, logged: false, first: false, issues };
}

function locationOf(target: LogTarget, model: string, folder: string): Promise<LogLocation> {
  return locate({ near: model, ...(target.kind === 'file' ? { log: resolve(folder, target.path) } : {}) });
}

function locate({ near, log }: LogRequest): Promise<LogLocation> {
  return findLogPath({ model: near, env: process.env, explicit: log, userFolder: userLogFolder(process.env) });
}

function resultGone(): WorkbenchError {
  const message =
    'The rows of this run are no longer there: it was not logged, and the engine that held them has ended. Run it again.';
  return new WorkbenchError('run', { code: 'rows-gone', message });
}

function noLog(path: string): WorkbenchError {
  const message = `There is no log yet at ${path}: it begins with the first prediction.`;
  return new WorkbenchError('usage', { code: 'no-log', message, file: path });
}
