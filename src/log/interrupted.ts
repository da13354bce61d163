import { readFileSync } from 'node:fs';
import type { Prepare } from './connection';

/** A run under way writes one this often. */
export const HEARTBEAT_MS = 5_000;
/** A run whose last heartbeat is older has lost its writer. */
const SILENT_MS = 30_000;

export interface Here {
  readonly host: string;
  readonly now: number;
  readonly isAlive: (pid: number) => boolean;
}

/**
 * Marks runs that nobody writes any more: silent for 30 s (which also covers another host, and a process number that
 * was given to somebody else), or of a process of this host that is gone. Returns how many.
 */
export function markInterrupted(prepare: Prepare, here: Here): number {
  const underWay = prepare(`SELECT id, host, pid, heartbeat_ms FROM runs WHERE status = 'running'`).all();
  const lost = underWay.filter((run) => {
    const silent = here.now - Number(run.heartbeat_ms) > SILENT_MS;
    return silent || (run.host === here.host && !here.isAlive(Number(run.pid)));
  });
  const mark = prepare(`UPDATE runs SET status = 'interrupted' WHERE id = ? AND status = 'running'`);
  for (const run of lost) mark.run(String(run.id));
  return lost.length;
}

/** Whether a process of this host runs; one of another user counts. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

/** Whether a process of Linux has ended and its parent has not asked how, which in a container may be never. */
function isZombie(pid: number): boolean {
  if (process.platform !== 'linux') return false;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')')).startsWith(') Z');
  } catch {
    return false;
  }
}
