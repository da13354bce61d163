import { lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from '../log/interrupted';
import { removeUnfinished } from './unfinished';

/** Followed by the process id and a random end: files of one engine process, outside the user's folders. */
const PREFIX = 'onnx-workbench-engine-';

/** Makes the folder of this process. */
export function makePrivateFolder(): string {
  return mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
}

/** Removes the folder of an engine, and the outputs that it left half-written. */
export function removePrivateFolder(folder: string): void {
  orLeave(() => {
    // Whatever another user's folder says, no file of this user goes.
    if (process.getuid && lstatSync(folder).uid !== process.getuid()) return;
    removeUnfinished(folder);
    rmSync(folder, { recursive: true, force: true });
  });
}

/** Removes what engines left that were killed. `parent` holds the folders. */
export function removeStaleFolders(parent = tmpdir()): void {
  removeFolders(parent, (pid) => !isAlive(pid));
}

/** Removes what the engine of this process id left, which has ended. */
export function removeFoldersOf(ended: number, parent = tmpdir()): void {
  removeFolders(parent, (pid) => pid === ended);
}

function removeFolders(parent: string, isMeant: (pid: number) => boolean): void {
  orLeave(() => {
    for (const name of readdirSync(parent)) {
      const pid = ownerOf(name);
      if (pid !== undefined && isMeant(pid)) removePrivateFolder(join(parent, name));
    }
  });
}

/** A file that is mapped cannot be removed on Windows, and two may remove one folder: the next engine tries again. */
function orLeave(remove: () => void): void {
  try {
    remove();
  } catch {
    return;
  }
}

function ownerOf(name: string): number | undefined {
  if (!name.startsWith(PREFIX)) return undefined;
  const pid = Number.parseInt(name.slice(PREFIX.length), 10);
  return Number.isSafeInteger(pid) && pid > 0 ? pid : undefined;
}
