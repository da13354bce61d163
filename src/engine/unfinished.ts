import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isTemporaryName, type Unfinished } from '../data/write/sink';

/** Each names one half-written output, so that whoever finds the folder of a dead engine can remove it. */
const NOTE_PREFIX = 'unfinished-';

/** Notes half-written outputs in the private folder of this process. */
export function createUnfinished(privateFolder: string): Unfinished {
  const notes = new Map<string, string>();
  return {
    add: (path) => {
      const note = join(privateFolder, NOTE_PREFIX + randomUUID());
      try {
        writeFileSync(note, path);
        notes.set(path, note);
      } catch {
        // Without room for the note, only the cleaning up after a crash is lost.
        return;
      }
    },
    delete: (path) => {
      const note = notes.get(path);
      notes.delete(path);
      if (note !== undefined) rmSync(note, { force: true });
    },
  };
}

/** Removes the half-written outputs that are noted in the private folder of an engine. */
export function removeUnfinished(privateFolder: string): void {
  for (const name of readdirSync(privateFolder)) {
    if (!name.startsWith(NOTE_PREFIX)) continue;
    const path = readFileSync(join(privateFolder, name), 'utf8');
    if (isTemporaryName(basename(path))) removeOrLeave(path);
  }
}

/** Its disk may be gone, or its folder no longer writable. */
function removeOrLeave(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    return;
  }
}
