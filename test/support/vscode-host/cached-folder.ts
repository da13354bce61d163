import { mkdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const LOCK_POLL_MS = 500;
const LOCK_REFRESH_MS = 5_000;
/** A holder refreshes its lock every few seconds; one that stopped doing so is dead. */
const LOCK_STALE_MS = 30_000;
const ATTEMPTS = 3;

/**
 * The folder `name` in the per-user cache, filled once for all processes and checkouts by `fill`, which gets an empty
 * folder and is tried again when it fails. The folder appears under its final name only when it is whole.
 */
export async function cachedFolder(name: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const folder = path.join(cacheRoot(), name);
  if (existsSync(folder)) return folder;
  await mkdir(cacheRoot(), { recursive: true });
  const release = await lock(`${folder}.lock`);
  try {
    if (!existsSync(folder)) await fillWithRetries(folder, fill);
  } finally {
    await release();
  }
  return folder;
}

function cacheRoot(): string {
  const base = process.env.XDG_CACHE_HOME ?? systemCache();
  return path.join(base, 'onnx-workbench');
}

function systemCache(): string {
  if (process.platform === 'win32') {
    return process.env.LOCALAPPDATA ?? path.join(homedir(), 'AppData', 'Local');
  }
  return process.platform === 'darwin' ? path.join(homedir(), 'Library', 'Caches') : path.join(homedir(), '.cache');
}

async function fillWithRetries(folder: string, fill: (folder: string) => Promise<void>): Promise<void> {
  const partial = `${folder}.partial`;
  for (let attempt = 1; ; attempt++) {
    await rm(partial, { recursive: true, force: true });
    await mkdir(partial);
    try {
      await fill(partial);
      await rename(partial, folder);
      return;
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      await pause(attempt * 2_000);
    }
  }
}

async function lock(lockFolder: string): Promise<() => Promise<void>> {
  while (!(await tryLock(lockFolder))) {
    if (await isStale(lockFolder)) await rm(lockFolder, { recursive: true, force: true });
    else await pause(LOCK_POLL_MS);
  }
  const refresh = setInterval(() => {
    const now = new Date();
    utimes(lockFolder, now, now).catch(() => undefined);
  }, LOCK_REFRESH_MS);
  refresh.unref();
  return async () => {
    clearInterval(refresh);
    await rm(lockFolder, { recursive: true, force: true });
  };
}

async function tryLock(lockFolder: string): Promise<boolean> {
  try {
    await mkdir(lockFolder);
    await writeFile(path.join(lockFolder, 'pid'), String(process.pid));
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

async function isStale(lockFolder: string): Promise<boolean> {
  try {
    return Date.now() - (await stat(lockFolder)).mtimeMs > LOCK_STALE_MS;
  } catch {
    return false;
  }
}
