import { stat } from 'node:fs/promises';
import type { Disposable } from '../disposables';

/**
 * Files are looked at this often. A log is written through handles that stay open, of which the watchers of some
 * systems, and of folders shared with a container, hear late or never.
 */
const LOOK_MS = 400;

export interface LogWatch extends Disposable {
  /** From now on a change of these logs is told; what they are just now is known. Nothing stops it. */
  watch(logs: readonly string[]): Promise<void>;
}

/**
 * Tells when somebody has written to a log, without opening it. `onChange` is awaited before the next look, so that a
 * slow answer never piles up.
 */
export function createLogWatch(onChange: () => Promise<void>, lookMs = LOOK_MS): LogWatch {
  let logs: readonly string[] = [];
  let known = '';
  let timer: NodeJS.Timeout | undefined;
  let disposed = false;

  const look = async (): Promise<void> => {
    const watched = logs;
    const seen = await signature(watched);
    if (watched !== logs || seen === known) return;
    known = seen;
    await onChange();
  };
  const schedule = (): void => {
    timer = setTimeout(() => {
      void look().finally(() => {
        if (timer !== undefined) schedule();
      });
    }, lookMs);
  };
  const stop = (): void => {
    clearTimeout(timer);
    timer = undefined;
  };
  return {
    watch: async (next) => {
      stop();
      if (disposed) return;
      logs = next;
      known = await signature(next);
      if (logs === next && next.length > 0) schedule();
    },
    dispose: () => {
      disposed = true;
      stop();
      logs = [];
    },
  };
}

async function signature(logs: readonly string[]): Promise<string> {
  const parts = await Promise.all(logs.flatMap((log) => [fileState(log), fileState(`${log}-wal`)]));
  return parts.join('\n');
}

/** An empty write-ahead log comes and goes with every reader, and says nothing. */
async function fileState(path: string): Promise<string> {
  try {
    const { size, mtimeNs, ino } = await stat(path, { bigint: true });
    return size === 0n ? '' : [size, mtimeNs, ino].join(' ');
  } catch {
    return '';
  }
}
