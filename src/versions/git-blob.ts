import { createReadStream, existsSync } from 'node:fs';
import { copyFile, link, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { createHash, randomUUID } from 'node:crypto';
import { dirname, isAbsolute, join } from 'node:path';
import { WorkbenchError } from '../contract/issue';
import { fetchAdvice, fetchCommand, fetchMissing, type FetchOptions, type Missing } from './fetch-missing';
import { formatBytes } from './format-bytes';
import { gitOutput, gitToFile, type GitOptions } from './git';
import { parsePointer, POINTER_BYTES, type LfsPointer } from './lfs-pointer';
import type { TreeFile } from './git-path';
import type { Repository } from './repository';

/**
 * The content of a file of a commit, as it would stand in the working tree, in a cache under its object id. Gives the
 * absolute path there. What is only on the server is downloaded where `mayFetch` allows it; else throws WorkbenchError
 * `version-not-here` with the command that downloads it, and its size where that is known.
 */
export async function cachedBlob(
  repository: Repository,
  commit: string,
  file: TreeFile,
  cache: string,
  options: FetchOptions,
): Promise<string> {
  const cached = join(cache, 'blobs', file.blob);
  if (existsSync(cached)) return cached;
  await mkdir(dirname(cached), { recursive: true });
  const temporary = `${cached}.${randomUUID()}.tmp`;
  try {
    await requireBlob(repository, commit, file, options);
    const at = gitOptions(repository, options);
    await gitToFile(at, temporary, 'cat-file', '--filters', `--path=${file.path}`, file.blob);
    const pointer = await pointerIn(temporary);
    if (pointer) await replaceByObject(repository, commit, file, pointer, temporary, options);
    await rename(temporary, cached);
    return cached;
  } finally {
    await rm(temporary, { force: true });
  }
}

/** A second name for a cached file where the file system has such, else a copy. What is there already stays. */
export async function linkOrCopy(from: string, to: string): Promise<void> {
  if (existsSync(to)) return;
  await mkdir(dirname(to), { recursive: true });
  await link(from, to).catch(() => copyFile(from, to));
}

function gitOptions({ root }: Repository, { signal }: FetchOptions): GitOptions {
  return { folder: root, ...(signal && { signal }) };
}

/** A clone without blobs has the tree but not the content; Git would download it unasked. */
async function requireBlob(
  repository: Repository,
  commit: string,
  file: TreeFile,
  options: FetchOptions,
): Promise<void> {
  const at = gitOptions(repository, options);
  const listed = [
    '--literal-pathspecs',
    'rev-list',
    '--objects',
    '--missing=print',
    '--no-walk',
    commit,
    '--',
    file.path,
  ];
  const isMissing = async (): Promise<boolean> =>
    (await gitOutput(at, ...listed)).split('\n').includes(`?${file.blob}`);
  if (!(await isMissing())) return;
  const missing = { what: whatOf(commit, file), words: ['cat-file', '-e', file.blob] };
  const failure = await fetchMissing(repository, missing, options);
  if (failure !== undefined || (await isMissing())) throw notHere(repository, file, missing, failure);
}

async function pointerIn(path: string): Promise<LfsPointer | undefined> {
  if ((await stat(path)).size > POINTER_BYTES) return undefined;
  const handle = await open(path);
  try {
    return parsePointer(await handle.readFile('utf8'));
  } finally {
    await handle.close();
  }
}

async function replaceByObject(
  repository: Repository,
  commit: string,
  file: TreeFile,
  pointer: LfsPointer,
  temporary: string,
  options: FetchOptions,
): Promise<void> {
  const at = gitOptions(repository, options);
  const object = await lfsObject(repository, pointer, at);
  if (!existsSync(object)) {
    const words = ['lfs', 'fetch', 'origin', commit, `--include=${file.path}`];
    const missing = { what: whatOf(commit, file), words, bytes: pointer.bytes };
    const failure = await fetchMissing(repository, missing, options);
    if (!existsSync(object)) throw notHere(repository, file, missing, failure);
  }
  if ((await sha256Of(object)) !== pointer.sha256) {
    const message = `The Git LFS object ${object} of ${file.path} is damaged: its content has another hash. Remove it and fetch it again.`;
    throw new WorkbenchError('model', { code: 'lfs-object-damaged', message, file: object });
  }
  await copyFile(object, temporary);
}

async function lfsObject({ root }: Repository, { sha256 }: LfsPointer, at: GitOptions): Promise<string> {
  const folder = (await gitOutput(at, 'rev-parse', '--git-path', 'lfs/objects')).trim();
  return join(isAbsolute(folder) ? folder : join(root, folder), sha256.slice(0, 2), sha256.slice(2, 4), sha256);
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

function whatOf(commit: string, { path }: TreeFile): string {
  return `${path} of revision ${commit.slice(0, 7)}`;
}

function notHere(
  repository: Repository,
  { path }: TreeFile,
  { what, words, bytes }: Missing,
  failure: string | undefined,
): WorkbenchError {
  const size = bytes === undefined ? '' : ` (${formatBytes(bytes)})`;
  const message = `${what} is not on this machine${size}. ${fetchAdvice(fetchCommand(repository, words), failure)}`;
  return new WorkbenchError('model', { code: 'version-not-here', message, file: join(repository.root, path) });
}
