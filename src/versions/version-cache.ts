import { glob, rm, stat, utimes } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, relative, sep } from 'node:path';

/** What copies of versions may take together. */
const CACHE_BYTES = 2 * 1000 ** 3;
/** What was used this recently may be in use. */
const IN_USE_MS = 60 * 60 * 1000;

/**
 * The folder of a user that keeps copies of models of other times: below `XDG_CACHE_HOME` (else `~/.cache`) on Linux,
 * `~/Library/Caches` on macOS, `LOCALAPPDATA` on Windows.
 */
export function versionCache(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  return join(cacheHome(env, platform, home), 'onnx-workbench', 'versions');
}

function cacheHome(
  { LOCALAPPDATA, XDG_CACHE_HOME }: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  home: string,
): string {
  if (platform === 'win32') return nonEmpty(LOCALAPPDATA) ?? join(home, 'AppData', 'Local');
  if (platform === 'darwin') return join(home, 'Library', 'Caches');
  return nonEmpty(XDG_CACHE_HOME) ?? join(home, '.cache');
}

/** A variable that is set to nothing counts as not set. */
function nonEmpty(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}

/** Marks the copy that holds `path` as used now. */
export async function markUsed(cache: string, path: string, now: Date = new Date()): Promise<void> {
  const [kind = '', name = ''] = relative(cache, path).split(sep);
  await utimes(join(cache, kind, name), now, now);
}

/** A folder with a model's copy, or one content: what is kept or removed as one. */
interface Kept {
  readonly path: string;
  readonly used: number;
  readonly files: readonly { readonly id: string; readonly bytes: number }[];
}

/**
 * Removes the copies that were not used for longest until the others take at most `limit` bytes; none of the last hour.
 * A content with several names counts once. Gives the bytes that are left.
 */
export async function pruneCache(
  cache: string,
  limit: number = CACHE_BYTES,
  now: number = Date.now(),
): Promise<number> {
  const all = (await keptIn(cache)).sort((one, other) => one.used - other.used);
  const names = new Map<string, { readonly bytes: number; count: number }>();
  let total = 0;
  for (const { id, bytes } of all.flatMap(({ files }) => files)) {
    const known = names.get(id);
    if (known) known.count++;
    else {
      names.set(id, { bytes, count: 1 });
      total += bytes;
    }
  }
  for (const { path, used, files } of all) {
    if (total <= limit || now - used < IN_USE_MS) break;
    await rm(path, { recursive: true, force: true, maxRetries: 3 });
    for (const { id, bytes } of files) {
      const name = names.get(id);
      if (name && --name.count === 0) total -= bytes;
    }
  }
  return total;
}

async function keptIn(cache: string): Promise<Kept[]> {
  const kept: Kept[] = [];
  for await (const place of glob('*/*', { cwd: cache })) {
    const path = join(cache, place);
    const own = await statOf(path);
    if (own) kept.push({ path, used: own.used, files: own.folder ? await filesBelow(path) : [own] });
  }
  return kept;
}

async function filesBelow(folder: string): Promise<Kept['files']> {
  const files: Kept['files'][number][] = [];
  for await (const place of glob('**/*', { cwd: folder })) {
    const found = await statOf(join(folder, place));
    if (found && !found.folder) files.push(found);
  }
  return files;
}

interface Found {
  readonly id: string;
  readonly bytes: number;
  readonly used: number;
  readonly folder: boolean;
}

/** Undefined where another process has removed it meanwhile. */
async function statOf(path: string): Promise<Found | undefined> {
  try {
    const found = await stat(path, { bigint: true });
    return {
      id: `${found.dev}:${found.ino}`,
      bytes: Number(found.size),
      used: Number(found.mtimeMs),
      folder: found.isDirectory(),
    };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
