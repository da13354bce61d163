import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { LogRequest, RunsRequest } from '../contract/engine';
import { WorkbenchError, type Issue } from '../contract/issue';
import type { LogTarget, PredictRequest } from '../contract/predict';
import type { RowsOrigin } from '../contract/rows';
import type { LoggedModel, Run, RunChanges } from '../contract/run';
import { findLogPath, userLogFolder, type LogLocation } from '../log/location';
import type { Log } from '../log/log';
import { openLog } from '../log/open';
import type { NewRun } from '../log/run-record';
import { createHeartbeat, type Heartbeat } from './heartbeat';
import { rowsGone } from './rows/gone';
import { rowsIdOf } from './rows/marked';
import { createRecorder, withoutLog, type RunRecorder, type StartedRun } from './run-recorder';
import type { Completed } from './workers/data-protocol';
import type { RowsPlace } from './workers/rows-protocol';

/** What the engine does with prediction logs: as many files as are asked for, each opened once. */
export interface Logs {
  /** Starts a run in the log that the request names. A log that cannot be written is said once, and costs no prediction. */
  startRun(request: PredictRequest, run: NewRun & { readonly id: string }): Promise<RunRecorder>;
  /** Starts a run whose rows are kept for pages of this process alone, in a file of their own. */
  startKept(run: NewRun & { readonly id: string }): Promise<void>;
  appendKept(result: string, rows: Required<Completed>): Promise<void>;
  /** Removes the file. */
  dropKept(result: string): Promise<void>;
  /** Where the rows of a result lie. Throws WorkbenchError where that is not known (any more). */
  placeOf(origin: RowsOrigin): RowsPlace;
  /** Reads from the log that holds a result. Throws WorkbenchError where there is none (any more). */
  readFrom<V>(origin: RowsOrigin, read: (log: Log) => Promise<V>): Promise<V>;
  path(request: LogRequest): Promise<string>;
  list(request: RunsRequest): Promise<Listed>;
  models(request: LogRequest): Promise<Models>;
  show(request: LogRequest & { readonly run: string }): Promise<Shown>;
  update(request: LogRequest & RunChanges & { readonly run: string }): Promise<Shown>;
  delete(request: LogRequest & { readonly runs: readonly string[] }): Promise<void>;
  failRuns(request: {
    readonly log: string;
    readonly runs: readonly string[];
    readonly message: string;
  }): Promise<void>;
  /** Ends the runs under way, because their client is gone. */
  interrupt(): Promise<void>;
}

interface Listed {
  readonly path: string;
  readonly runs: readonly Run[];
}

interface Models {
  readonly path: string;
  readonly models: readonly LoggedModel[];
}

interface Shown {
  readonly path: string;
  readonly run: Run;
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

  const openForWriting = (location: Place): Promise<OpenedLog> => {
    const opening = reuse(opened.get(location.path), location);
    opened.set(location.path, opening);
    opening.catch(() => opened.delete(location.path));
    return opening;
  };
  const temporary = (): Promise<OpenedLog> =>
    openForWriting({ path: join(temporaryFolder, 'rows.db'), fallback: null });

  const placeOf = ({ result, log }: RowsOrigin): RowsPlace => {
    const path = results.get(rowsIdOf(result))?.path ?? log;
    if (path === undefined) throw rowsGone();
    return { result, log: path };
  };

  const keptPath = (result: string): string => join(temporaryFolder, `${result}.db`);
  const kept = (result: string): Log => {
    const log = results.get(result);
    if (!log) throw rowsGone();
    return log;
  };

  return {
    startKept: async (run) => {
      const { log } = await openForWriting({ path: keptPath(run.id), fallback: null });
      await log.startRun(run);
      results.set(run.id, log);
    },
    appendKept: (result, { start, count, rows }) => kept(result).appendBatch(result, start, count, rows),
    dropKept: async (result) => {
      const path = keptPath(result);
      const opening = opened.get(path);
      opened.delete(path);
      results.delete(result);
      await (await opening)?.log.close();
      for (const end of ['', '-wal', '-shm']) await rm(path + end, { force: true });
    },
    startRun: async (request, run) => {
      const started = await startRun(request, run, openForWriting, temporary);
      if (started.log) results.set(run.id, started.log);
      return createRecorder(run.id, started, heartbeat);
    },
    placeOf,
    readFrom: async (origin, read) => {
      const known = results.get(origin.result);
      if (known) return read(known);
      return reading({ path: placeOf(origin).log, fallback: null }, read, () => {
        throw rowsGone();
      });
    },
    path: async (request) => (await locate(request)).path,
    list: async (request) => {
      const location = await locate(request);
      const list = async (log: Log): Promise<Listed> => ({ path: log.path, runs: await log.listRuns(request) });
      return reading(location, list, () => ({ path: location.path, runs: [] }));
    },
    models: async (request) => {
      const location = await locate(request);
      const list = async (log: Log): Promise<Models> => ({ path: log.path, models: await log.listModels() });
      return reading(location, list, () => ({ path: location.path, models: [] }));
    },
    show: (request) => withExisting(request, async (log) => ({ path: log.path, run: await log.getRun(request.run) })),
    update: ({ run, name, note, ...request }) =>
      withExisting(request, async (log) => {
        const changes = { ...(name !== undefined && { name }), ...(note !== undefined && { note }) };
        return { path: log.path, run: await log.updateRun(run, changes) };
      }),
    delete: ({ runs, ...request }) => withExisting(request, (log) => log.deleteRuns(runs)),
    failRuns: async ({ log: path, runs, message }) => {
      const { log } = await openForWriting({ path, fallback: null });
      await log.failRuns(runs, { kind: 'run', message });
    },
    interrupt: () => heartbeat.interrupt(),
  };
}

/** An open log serves again, unless its file was removed meanwhile. */
async function reuse(known: Promise<OpenedLog> | undefined, location: Place): Promise<OpenedLog> {
  const opened = await known;
  if (opened && existsSync(opened.log.path)) return opened;
  await opened?.log.close();
  return open(location);
}

async function open(location: Place): Promise<OpenedLog> {
  const opening = await openLog(location.path, { mode: 'write', fallback: location.fallback });
  if (opening.kind === 'absent') throw new Error('A log opened for writing is never absent.');
  return opening.kind === 'moved' ? { log: opening.log, notice: opening.notice } : { log: opening.log };
}

type Place = Pick<LogLocation, 'path' | 'fallback'>;

/** Opens a log only for as long as it is read. `absent` answers where no run was ever logged. */
async function reading<V>(place: Place, read: (log: Log) => Promise<V>, absent: () => V): Promise<V> {
  const opening = await openLog(place.path, { mode: 'read', fallback: place.fallback });
  if (opening.kind === 'absent') return absent();
  try {
    return await read(opening.log);
  } finally {
    await opening.log.close();
  }
}

/** Throws `no-log` where no run was ever logged. */
async function withExisting<V>(request: LogRequest, work: (log: Log) => Promise<V>): Promise<V> {
  const location = await locate(request);
  return reading(location, work, () => {
    throw noLog(location.path);
  });
}

async function startRun(
  request: PredictRequest,
  run: NewRun & { readonly id: string },
  openForWriting: (location: Place) => Promise<OpenedLog>,
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

function noLog(path: string): WorkbenchError {
  const message = `There is no log yet at ${path}: it begins with the first prediction.`;
  return new WorkbenchError('usage', { code: 'no-log', message, file: path });
}
