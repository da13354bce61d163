import { setImmediate, setTimeout } from 'node:timers/promises';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { asLogError, isBusy, logError } from './errors';
import { APPLICATION_ID, MIGRATIONS } from './schema';

/** How long SQLite may hold the calling thread while it waits for a lock. */
const BUSY_TIMEOUT_MS = 50;
/** After this long without the lock a write gives up. */
const GIVE_UP_MS = 10_000;
const LONGEST_PAUSE_MS = 40;
const PAGE_BYTES = 8192;

/** Gives a statement that was prepared once and is kept. */
export type Prepare = (sql: string) => StatementSync;

/** One connection to a log. Work is done in the order of the calls; each piece of work is synchronous and short. */
export interface Connection {
  /** Throws WorkbenchError of kind `log`. */
  read<T>(work: (prepare: Prepare) => T): Promise<T>;
  /** As `read`, but several statements see one state of the log. */
  snapshot<T>(work: (prepare: Prepare) => T): Promise<T>;
  /**
   * One `BEGIN IMMEDIATE` transaction. Waits for other writers without blocking the thread for more than 50 ms at a
   * time; after 10 s throws `log-busy`. `durable` also survives a power cut.
   */
  write<T>(work: (prepare: Prepare) => T, options?: { readonly durable?: boolean }): Promise<T>;
  /** Writes the write-ahead log back and empties it, unless somebody reads just now. */
  truncate(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the log at `path` (its folder exists) and brings it up to this version.
 * Throws WorkbenchError of kind `log`: not a log, damaged, made by a newer version, no room.
 */
export async function connect(place: string | URL, access: 'write' | 'read-only'): Promise<Connection> {
  const path = typeof place === 'string' ? place : fileURLToPath(place);
  const database = await attempt(path, () => openDatabase(place, path, access));
  try {
    if (access === 'write') await attempt(path, () => migrate(database, path));
    else checkVersion(database, path);
  } catch (error) {
    database.close();
    throw asLogError(error, path);
  }
  return connection(database, path);
}

function connection(database: DatabaseSync, path: string): Connection {
  const statements = new Map<string, StatementSync>();
  const prepare: Prepare = (sql) => {
    const kept = statements.get(sql) ?? database.prepare(sql);
    statements.set(sql, kept);
    return kept;
  };
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  };
  return {
    read: (work) => inTurn(() => attempt(path, () => work(prepare))),
    snapshot: (work) => inTurn(() => attempt(path, () => snapshot(database, prepare, work))),
    write: (work, options) =>
      inTurn(async () => {
        const result = await attempt(path, () => transaction(database, prepare, work, options?.durable ?? false));
        // The lock goes to whoever asks first: leave a gap in which another process can ask.
        await setImmediate();
        return result;
      }),
    truncate: () => inTurn(() => attempt(path, () => database.exec('PRAGMA wal_checkpoint(TRUNCATE)'))),
    close: () => inTurn(() => attempt(path, () => database.close())),
  };
}

function openDatabase(place: string | URL, path: string, access: 'write' | 'read-only'): DatabaseSync {
  const database = new DatabaseSync(place, { timeout: BUSY_TIMEOUT_MS, readOnly: access === 'read-only' });
  try {
    // A log can come with somebody else's checkout: its schema must not be able to run anything of its own.
    database.exec('PRAGMA trusted_schema = OFF');
    database.enableDefensive(true);
    refuseOther(database, path);
    if (access === 'read-only') return database;
    // Said of a log that stands, auto_vacuum would write to it at every reading.
    if (isEmpty(database)) database.exec(`PRAGMA page_size = ${PAGE_BYTES}; PRAGMA auto_vacuum = INCREMENTAL`);
    database.exec('PRAGMA journal_mode = WAL');
    database.exec('PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Before anything is changed: a database of another program, given by mistake, stays as it is. */
function refuseOther(database: DatabaseSync, path: string): void {
  if (isEmpty(database) || numberOf(database, 'PRAGMA application_id') === APPLICATION_ID) return;
  throw logError(
    'log-of-another-program',
    path,
    `${path} is a database of another program, not a log of ONNX Workbench. Give another file with --log FILE.`,
  );
}

function isEmpty(database: DatabaseSync): boolean {
  return numberOf(database, 'SELECT count(*) FROM sqlite_schema') === 0;
}

function migrate(database: DatabaseSync, path: string): void {
  if (checkVersion(database, path) === MIGRATIONS.length) return;
  database.exec('BEGIN IMMEDIATE');
  try {
    const version = checkVersion(database, path);
    for (const migration of MIGRATIONS.slice(version)) database.exec(migration);
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${MIGRATIONS.length}; COMMIT`);
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

function checkVersion(database: DatabaseSync, path: string): number {
  const version = numberOf(database, 'PRAGMA user_version');
  if (version <= MIGRATIONS.length) return version;
  throw logError(
    'log-newer-version',
    path,
    `The log ${path} was made by a newer version of ONNX Workbench (${version}; this one knows ${MIGRATIONS.length}). ` +
      'Update ONNX Workbench, or give another file with --log FILE.',
  );
}

function snapshot<T>(database: DatabaseSync, prepare: Prepare, work: (prepare: Prepare) => T): T {
  database.exec('BEGIN');
  try {
    return work(prepare);
  } finally {
    if (database.isTransaction) database.exec('ROLLBACK');
  }
}

function transaction<T>(database: DatabaseSync, prepare: Prepare, work: (prepare: Prepare) => T, durable: boolean): T {
  if (durable) database.exec('PRAGMA synchronous = FULL');
  try {
    database.exec('BEGIN IMMEDIATE');
    const result = work(prepare);
    database.exec('COMMIT');
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  } finally {
    if (durable) database.exec('PRAGMA synchronous = NORMAL');
  }
}

/** Tries again while others hold the lock; the pause is random, so that no writer is always the last. */
async function attempt<T>(path: string, work: () => T): Promise<T> {
  const giveUpAt = performance.now() + GIVE_UP_MS;
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || performance.now() > giveUpAt) throw asLogError(error, path);
    }
    await setTimeout(Math.random() * LONGEST_PAUSE_MS);
  }
}

function numberOf(database: DatabaseSync, sql: string): number {
  const [value] = Object.values(database.prepare(sql).get() ?? {});
  return typeof value === 'number' ? value : 0;
}
