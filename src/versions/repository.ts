import { realpath, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { WorkbenchError } from '../contract/issue';
import type { Commit } from '../contract/version';
import { git } from './git';

export interface Repository {
  /** Absolute, without links. */
  readonly root: string;
  /** Only part of the history is here: a shallow clone. */
  readonly shallow: boolean;
}

/** The repository that holds a file or folder, which need not be there any more. Undefined where there is none. */
export async function findRepository(path: string, signal?: AbortSignal): Promise<Repository | undefined> {
  const { real: folder } = await nearestFolder(path);
  const options = { folder, ...(signal && { signal }) };
  const found = await git(options, 'rev-parse', '--show-toplevel', '--is-shallow-repository');
  if (found.kind === 'failed') return undefined;
  const [root = '', shallow] = found.output.trimEnd().split('\n');
  return { root: await realpath(root), shallow: shallow === 'true' };
}

/** As `findRepository`; throws WorkbenchError `not-a-repository` where there is none. */
export async function repositoryOf(path: string, signal?: AbortSignal): Promise<Repository> {
  const repository = await findRepository(path, signal);
  if (repository) return repository;
  const message = `${path} is not in a Git repository, so it has no revisions. Compare it with another file instead.`;
  throw new WorkbenchError('usage', { code: 'not-a-repository', message, file: path });
}

/** A path as Git writes it: from the root, with forward slashes. Its folder need not be there any more. */
export async function pathInRepository({ root }: Repository, path: string): Promise<string> {
  const folder = await nearestFolder(dirname(path));
  return relative(root, join(folder.real, relative(folder.given, path)))
    .split(sep)
    .join('/');
}

/** Fields end with a unit separator, which no hash, date or first line has. */
export const COMMIT_FORMAT = '%x1e%H%x1f%aI%x1f%an%x1f%s%x1f';

/** The commits in the output of `git log --format=COMMIT_FORMAT`, without what follows each. */
export function parseCommits(output: string): Commit[] {
  return output
    .split('\u001e')
    .slice(1)
    .map((record) => {
      const [commit = '', date = '', author = '', message = ''] = record.split('\u001f');
      return { commit, date, author, message };
    });
}

interface ExistingFolder {
  readonly given: string;
  /** Without links. */
  readonly real: string;
}

/** The path itself where it is a folder, else the nearest folder above it that is there. */
async function nearestFolder(path: string): Promise<ExistingFolder> {
  for (let given = path; ; given = dirname(given)) {
    const real = await realpath(given).catch(() => undefined);
    if (real !== undefined && (await stat(real)).isDirectory()) return { given, real };
    if (dirname(given) === given) return { given, real: given };
  }
}
