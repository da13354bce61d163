import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, join, posix } from 'node:path';
import { BESIDE_FILES, OWN_SETTINGS_SUFFIX, SHARED_SETTINGS } from '../contract/beside';
import { WorkbenchError } from '../contract/issue';
import type { ModelVersion } from '../contract/version';
import type { FetchOptions } from './fetch-missing';
import { cachedBlob, linkOrCopy } from './git-blob';
import { fileAtRevision, filesInTree, type TreeFile } from './git-path';
import { namesInside } from './inside-folder';
import { pathInRepository, repositoryOf, type Repository } from './repository';
import { revisionOf } from './revision';

export interface GitVersionRequest extends FetchOptions {
  /** Absolute path of the model today; it need not be there any more. */
  readonly path: string;
  /** A branch, a tag, `HEAD`, a hash. */
  readonly revision: string;
  /** Absolute path of the folder that keeps copies. */
  readonly cache: string;
  /** The files beside a model, relative to it, that hold its weights. */
  readonly externalData: (model: string) => Promise<readonly string[]>;
  /** The settings of the model today, used where the revision has none. */
  readonly currentSettings?: Readonly<Record<string, unknown>>;
}

/**
 * A model as a revision of Git has it, with its external data and what lies beside it at that revision, in a folder of
 * the cache. The copy keeps its place below the repository's root, so that settings above it are found as they were.
 * Throws WorkbenchError: `git-not-found`, `not-a-repository`, `revision-not-found`, `not-in-revision`,
 * `version-not-here`, `git-failed`.
 */
export async function modelAtRevision(request: GitVersionRequest): Promise<ModelVersion> {
  const { path, revision, cache, signal } = request;
  const repository = await repositoryOf(path, signal);
  const commit = await revisionOf(repository, revision, request);
  const model = await fileAtRevision(repository, commit, await pathInRepository(repository, path), signal);
  const blob = (file: TreeFile): Promise<string> => cachedBlob(repository, commit.commit, file, cache, request);
  const find = (paths: readonly string[]): Promise<readonly TreeFile[]> =>
    filesInTree(repository, commit.commit, paths, signal);

  const weights = await find(await externalPaths(model, await blob(model), request));
  const beside = await find(besidePaths(model.path));
  const named = await find(await namedClasses(beside, blob));
  const settings = settingsOrigin(beside, request);
  const files = [model, ...weights, ...beside, ...named];
  const added = settings === 'current' ? JSON.stringify(request.currentSettings) : '';
  const folder = join(cache, 'models', keyOf(repository, files, added));
  const copy = join(folder, ...model.path.split('/'));
  if (!existsSync(join(folder, COMPLETE))) {
    for (const file of files) await linkOrCopy(await blob(file), join(folder, ...file.path.split('/')));
    if (added !== '') await writeFile(copy + OWN_SETTINGS_SUFFIX, added);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, COMPLETE), '');
  }
  const label = `${basename(path)} @ ${commit.commit.slice(0, 7)}`;
  return { path: copy, label, commit, bytes: (await stat(copy)).size, settings };
}

/** Marks a folder that holds everything. */
const COMPLETE = '.complete';

async function externalPaths(
  model: TreeFile,
  blob: string,
  { externalData }: GitVersionRequest,
): Promise<readonly string[]> {
  const folder = posix.dirname(model.path);
  return (await externalData(blob)).map((file) => {
    const path = posix.normalize(posix.join(folder, file));
    const inside = posix.relative(folder, path);
    const isInside = inside !== '' && !inside.startsWith('..');
    if (!posix.isAbsolute(file) && isInside && namesInside(path)) return path;
    const message = `The model keeps weights in ${file}, outside its folder: such a file is not read. Export the model again with its weights beside it.`;
    throw new WorkbenchError('model', { code: 'external-data-outside', message, file: model.path });
  });
}

function besidePaths(model: string): readonly string[] {
  const folder = posix.dirname(model);
  const shared: string[] = [];
  for (let above = folder; ; above = posix.dirname(above)) {
    shared.push(posix.join(above, SHARED_SETTINGS));
    if (above === '.') break;
  }
  return [model + OWN_SETTINGS_SUFFIX, ...BESIDE_FILES.map((name) => posix.join(folder, name)), ...shared];
}

function settingsOrigin(beside: readonly TreeFile[], { currentSettings }: GitVersionRequest): ModelVersion['settings'] {
  if (beside.some(({ path }) => path.endsWith(OWN_SETTINGS_SUFFIX) || posix.basename(path) === SHARED_SETTINGS)) {
    return 'revision';
  }
  return currentSettings === undefined ? 'none' : 'current';
}

/** Lists of class names that the settings of the revision name as files. */
async function namedClasses(
  beside: readonly TreeFile[],
  blob: (file: TreeFile) => Promise<string>,
): Promise<readonly string[]> {
  const settings = beside.filter(({ path }) => path.endsWith('.json') && posix.basename(path) !== 'config.json');
  const named = await Promise.all(
    settings.map(async (file) => {
      const text = await readFile(await blob(file), 'utf8');
      const names = [...text.matchAll(/"classes"\s*:\s*"((?:[^"\\]|\\.)*)"/g)].map(([, name = '']) => name);
      return names.map((name) => posix.normalize(posix.join(posix.dirname(file.path), name)));
    }),
  );
  return named.flat().filter(namesInside);
}

function keyOf({ root }: Repository, files: readonly TreeFile[], added: string): string {
  const hash = createHash('sha256').update(root);
  for (const { path, blob } of files) hash.update(`\0${path}\0${blob}`);
  return hash.update(`\0${added}`).digest('hex').slice(0, 32);
}
