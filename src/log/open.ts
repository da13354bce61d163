import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { WorkbenchError, type Issue } from '../contract/issue';
import { connect, type Connection } from './connection';
import { logError } from './errors';
import { probeFolder, type Fitness } from './fitness';
import { isAlive } from './interrupted';
import { LOG_FOLDER } from './location';
import { createLog, type Log } from './log';
import { DEFAULT_RETENTION, type Retention } from './retention';

export interface OpenLogOptions {
  /** `read` creates nothing and answers `absent` where no run was ever logged. */
  readonly mode: 'read' | 'write';
  /** Where to go if the place cannot hold a log, see `LogLocation`. */
  readonly fallback?: string | null;
  readonly retention?: Retention;
  readonly now?: () => number;
  readonly host?: string;
  readonly pid?: number;
  readonly isAlive?: (pid: number) => boolean;
  readonly probe?: (folder: string) => Fitness;
}

/** `moved`: the place asked for cannot hold a log; the log is the per-user one, which is to be said once. */
export type LogOpening =
  | { readonly kind: 'open'; readonly log: Log }
  | { readonly kind: 'moved'; readonly log: Log; readonly notice: Issue }
  | { readonly kind: 'absent'; readonly path: string };

/**
 * Opens the log at `path` (`:memory:` is one of this process alone). For writing, its folder is made if need be, old
 * runs are pruned, and runs that nobody writes any more are marked interrupted.
 *
 * Throws WorkbenchError of kind `log`: `log-newer-version`, `log-of-another-program`, `log-damaged`, `log-unfit`,
 * `log-read-only`, `log-full`, `log-busy`, `log-unreachable`.
 */
export async function openLog(path: string, options: OpenLogOptions): Promise<LogOpening> {
  if (path === ':memory:') return { kind: 'open', log: await openForWriting(path, options) };
  return options.mode === 'write' ? openOrMove(path, options) : openExisting(path, options);
}

async function openOrMove(path: string, options: OpenLogOptions): Promise<LogOpening> {
  const place = await preparePlace(path, options);
  if (place.kind === 'fit') return { kind: 'open', log: await openForWriting(path, options) };
  const fallback = options.fallback;
  if (!fallback)
    throw logError('log-unfit', path, unfitMessage(path, place.why, 'Give another place with --log FILE.'));
  const second = await preparePlace(fallback, options);
  if (second.kind === 'unfit') {
    throw logError('log-unfit', path, unfitMessage(path, place.why, `Nor can ${fallback}: ${second.why}.`));
  }
  return {
    kind: 'moved',
    log: await openForWriting(fallback, options),
    notice: movedNotice(path, place.why, fallback),
  };
}

async function openExisting(path: string, options: OpenLogOptions): Promise<LogOpening> {
  if (existsSync(path)) return { kind: 'open', log: await openForReading(path, options) };
  const fallback = options.fallback;
  if (!fallback || !existsSync(fallback)) return { kind: 'absent', path };
  const place = (options.probe ?? probeFolder)(dirname(path));
  if (place.kind === 'fit') return { kind: 'absent', path };
  return {
    kind: 'moved',
    log: await openForReading(fallback, options),
    notice: movedNotice(path, place.why, fallback),
  };
}

/** Makes the folder of a log, with a `.gitignore` where it is the log's own, and tries it. */
async function preparePlace(path: string, options: OpenLogOptions): Promise<Fitness> {
  const folder = dirname(path);
  const fitness = (options.probe ?? probeFolder)(folder);
  if (fitness.kind === 'unfit') return fitness;
  try {
    await mkdir(folder, { recursive: true });
    if (basename(folder) === LOG_FOLDER) await ignoreFolder(folder);
    return fitness;
  } catch (error) {
    return { kind: 'unfit', why: error instanceof Error ? error.message : String(error) };
  }
}

async function ignoreFolder(folder: string): Promise<void> {
  try {
    await writeFile(join(folder, '.gitignore'), '*\n', { flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}

async function openForWriting(path: string, options: OpenLogOptions): Promise<Log> {
  const log = await openMarked(path, options);
  try {
    await log.prune();
    return log;
  } catch (error) {
    await log.close();
    throw error;
  }
}

async function openMarked(path: string, options: OpenLogOptions): Promise<Log> {
  const log = logOver(path, await connect(path, 'write'), options);
  try {
    await log.markInterrupted();
    return log;
  } catch (error) {
    await log.close();
    throw error;
  }
}

/** A log that lies where nothing can be written is shown as it stands. */
async function openForReading(path: string, options: OpenLogOptions): Promise<Log> {
  try {
    return await openMarked(path, options);
  } catch (error) {
    if (!(error instanceof WorkbenchError) || !CANNOT_WRITE.has(error.issues[0]?.code ?? '')) throw error;
  }
  const url = pathToFileURL(path);
  url.searchParams.set('immutable', '1');
  return logOver(path, await connect(url, 'read-only'), options);
}

const CANNOT_WRITE: ReadonlySet<string> = new Set(['log-read-only', 'log-unreachable', 'log-unfit', 'log-full']);

function logOver(path: string, connection: Connection, options: OpenLogOptions): Log {
  return createLog(path, connection, {
    now: options.now ?? Date.now,
    host: options.host ?? hostname(),
    pid: options.pid ?? process.pid,
    isAlive: options.isAlive ?? isAlive,
    retention: options.retention ?? DEFAULT_RETENTION,
  });
}

function unfitMessage(path: string, why: string, next: string): string {
  return `No log can be kept at ${path}: ${why}. ${next}`;
}

function movedNotice(path: string, why: string, fallback: string): Issue {
  const message = unfitMessage(path, why, `The run is logged in ${fallback} instead.`);
  return { severity: 'warning', code: 'log-moved', message, file: fallback };
}
