import type { Connection, Prepare } from './connection';
import { deleteRun } from './runs';

/** How much a log keeps: whichever bound is met first. */
export interface Retention {
  readonly maxBytes: number;
  readonly maxDays: number;
}

export const DEFAULT_RETENTION: Retention = { maxBytes: 2 * 1024 ** 3, maxDays: 90 };

const DAY_MS = 24 * 3600 * 1000;

/**
 * Deletes the oldest ended runs until both bounds hold, gives the room back to the disk, and empties the write-ahead
 * log so that nothing deleted is left in it. Runs under way, and `spare`, are kept. Returns how many were deleted.
 */
export async function prune(
  connection: Connection,
  retention: Retention,
  now: number,
  spare?: string,
): Promise<number> {
  const before = now - retention.maxDays * DAY_MS;
  let deleted = 0;
  for (;;) {
    const run = await connection.read((prepare) => oldestBeyond(prepare, retention.maxBytes, before, spare));
    if (run === undefined) break;
    // One run per transaction, so that another writer never waits for long.
    await connection.write((prepare) => deleteRun(prepare, run));
    deleted += 1;
  }
  const audits = await connection.read((prepare) =>
    countOf(prepare, 'SELECT count(*) FROM audit WHERE at_ms < ?', before),
  );
  if (audits > 0) await connection.write((prepare) => prepare('DELETE FROM audit WHERE at_ms < ?').run(before));
  if (deleted + audits > 0) await reclaim(connection);
  return deleted;
}

/** Gives the pages of what was deleted back to the disk. */
export async function reclaim(connection: Connection): Promise<void> {
  await connection.write((prepare) => prepare('PRAGMA incremental_vacuum').all());
  await connection.truncate();
}

/** Bytes that the log's content takes. */
export function bytesUsed(prepare: Prepare): number {
  const pages = countOf(prepare, 'SELECT page_count FROM pragma_page_count');
  const free = countOf(prepare, 'SELECT freelist_count FROM pragma_freelist_count');
  return (pages - free) * countOf(prepare, 'SELECT page_size FROM pragma_page_size');
}

/** The oldest ended run, where it breaks a bound. */
function oldestBeyond(
  prepare: Prepare,
  maxBytes: number,
  before: number,
  spare: string | undefined,
): string | undefined {
  const oldest = prepare(
    `SELECT id, start_ms FROM runs WHERE status <> 'running' AND id IS NOT ? ORDER BY start_ms LIMIT 1`,
  ).get(spare ?? null);
  if (!oldest) return undefined;
  const isWithin = Number(oldest.start_ms) >= before && bytesUsed(prepare) <= maxBytes;
  return isWithin ? undefined : String(oldest.id);
}

function countOf(prepare: Prepare, sql: string, ...parameters: number[]): number {
  const [value] = Object.values(prepare(sql).get(...parameters) ?? {});
  return typeof value === 'number' ? value : 0;
}
