import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive } from '../log/interrupted';

/** Followed by the process id and a random end: files of one engine process, outside the user's folders. */
export const PRIVATE_FOLDER_PREFIX = 'onnx-workbench-engine-';

/** Removes what engines left that were killed. Folders of other users stay; they cannot be removed. */
export async function removeStaleFolders(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const pid = ownerOf(name);
    if (pid !== undefined && !isAlive(pid)) {
      await rm(join(parent, name), { recursive: true, force: true }).catch(() => undefined);
    }
  }
}

function ownerOf(name: string): number | undefined {
  if (!name.startsWith(PRIVATE_FOLDER_PREFIX)) return undefined;
  const pid = Number.parseInt(name.slice(PRIVATE_FOLDER_PREFIX.length), 10);
  return Number.isSafeInteger(pid) && pid > 0 ? pid : undefined;
}
