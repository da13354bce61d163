import { statSync } from 'node:fs';
import type { Log } from '../../log/log';
import { openLog } from '../../log/open';
import { rowsGone } from './gone';

/** A log is closed when nobody has read it for this long: pages are asked for in quick succession. */
const LINGER_MS = 3_000;

/** Logs that are open to be read. */
export interface LogReaders {
  /** Throws WorkbenchError where there is no log (any more), or it cannot be read. */
  read<V>(path: string, work: (log: Log) => Promise<V>): Promise<V>;
}

interface Reader {
  readonly log: Promise<Log>;
  /** Which file was opened: another one may have taken its place. */
  readonly file: string;
  users: number;
  timer?: NodeJS.Timeout;
}

export function createLogReaders(): LogReaders {
  const readers = new Map<string, Reader>();
  const take = (path: string): Reader => {
    const file = identityOf(path);
    const known = readers.get(path);
    if (known?.file === file) return known;
    const reader: Reader = { log: open(path), file, users: 0 };
    reader.log.catch(() => {
      if (readers.get(path) === reader) readers.delete(path);
    });
    readers.set(path, reader);
    return reader;
  };
  const close = (path: string, reader: Reader): void => {
    if (reader.users > 0) return;
    if (readers.get(path) === reader) readers.delete(path);
    reader.log.then((log) => log.close()).catch(() => undefined);
  };
  return {
    read: async (path, work) => {
      const reader = take(path);
      clearTimeout(reader.timer);
      reader.users++;
      try {
        return await work(await reader.log);
      } finally {
        reader.users--;
        clearTimeout(reader.timer);
        reader.timer = setTimeout(() => close(path, reader), LINGER_MS).unref();
      }
    },
  };
}

function identityOf(path: string): string {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  if (!stats) throw rowsGone();
  return `${stats.dev}:${stats.ino}`;
}

async function open(path: string): Promise<Log> {
  const opening = await openLog(path, { mode: 'read', fallback: null });
  if (opening.kind === 'absent') throw rowsGone();
  return opening.log;
}
