import { mkdtempSync, rmSync, statfsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Whether a folder can hold a log that several processes write. */
export type Fitness = { readonly kind: 'fit' } | { readonly kind: 'unfit'; readonly why: string };

/** `statfs` types of Linux whose memory maps are not shared between machines, so that WAL would corrupt the log. */
const NETWORK_DISKS: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'SMB'],
  [0xfe534d42, 'SMB'],
  [0x0bd00bd0, 'Lustre'],
  [0x47504653, 'GPFS'],
  [0x19830326, 'BeeGFS'],
]);

/**
 * Tries a throw-away database in the nearest existing folder at or above `folder`: two connections, one write, one
 * read. The log itself is not touched, because a disk that cannot hold it fails on the first write and spoils the
 * connection. Leaves nothing behind.
 */
export function probeFolder(folder: string): Fitness {
  const existing = nearestExisting(folder);
  const disk = folder.startsWith('\\\\') ? 'SMB' : networkDisk(existing);
  if (disk) return { kind: 'unfit', why: `it is on a network disk (${disk})` };
  let trial: string | undefined;
  try {
    trial = mkdtempSync(join(existing, '.onnx-workbench-probe-'));
    return tryDatabase(join(trial, 'probe.db'));
  } catch (error) {
    return { kind: 'unfit', why: error instanceof Error ? error.message : String(error) };
  } finally {
    if (trial !== undefined) rmSync(trial, { recursive: true, force: true });
  }
}

function tryDatabase(path: string): Fitness {
  const writer = new DatabaseSync(path);
  try {
    const mode = writer.prepare('PRAGMA journal_mode = WAL').get()?.journal_mode;
    if (mode !== 'wal') return { kind: 'unfit', why: 'its disk cannot share a write-ahead log' };
    writer.exec('PRAGMA synchronous = OFF; CREATE TABLE probe (value); INSERT INTO probe VALUES (1)');
    const reader = new DatabaseSync(path);
    try {
      const seen = reader.prepare('SELECT value FROM probe').get()?.value;
      return seen === 1 ? { kind: 'fit' } : { kind: 'unfit', why: 'what is written there is not seen by others' };
    } finally {
      reader.close();
    }
  } finally {
    writer.close();
  }
}

function nearestExisting(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (statSync(at, { throwIfNoEntry: false }) || dirname(at) === at) return at;
  }
}

function networkDisk(folder: string): string | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    return NETWORK_DISKS.get(statfsSync(folder).type);
  } catch {
    return undefined;
  }
}
