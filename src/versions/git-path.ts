import { WorkbenchError } from '../contract/issue';
import type { Commit } from '../contract/version';
import { gitOutput, type GitOptions } from './git';
import type { Repository } from './repository';

/** A file in the tree of a commit. */
export interface TreeFile {
  /** From the root, with forward slashes. */
  readonly path: string;
  readonly blob: string;
}

/** Names of one folder that a commit has, of those asked for; `folder` is '' for the root. */
export async function filesInTree(
  { root }: Repository,
  commit: string,
  paths: readonly string[],
  signal?: AbortSignal,
): Promise<readonly TreeFile[]> {
  if (paths.length === 0) return [];
  const options: GitOptions = { folder: root, ...(signal && { signal }) };
  const output = await gitOutput(
    options,
    '--literal-pathspecs',
    'ls-tree',
    '-z',
    '--full-tree',
    commit,
    '--',
    ...paths,
  );
  return output.split('\0').flatMap((record) => {
    const [, type, blob = '', path = ''] = /^\d+ (\w+) (\w+)\t(.+)$/s.exec(record) ?? [];
    return type === 'blob' ? [{ path, blob }] : [];
  });
}

/**
 * A file as a commit has it, under its name of that time where it was renamed since. Throws WorkbenchError
 * `not-in-revision`.
 */
export async function fileAtRevision(
  repository: Repository,
  commit: Commit,
  path: string,
  signal?: AbortSignal,
): Promise<TreeFile> {
  const [same] = await filesInTree(repository, commit.commit, [path], signal);
  if (same) return same;
  for (const former of await formerNames(repository, commit.commit, path, signal)) {
    const [renamed] = await filesInTree(repository, commit.commit, [former], signal);
    if (renamed) return renamed;
  }
  const message =
    `Revision ${commit.commit.slice(0, 7)} (${commit.message}) has no file ${path}, nor one that was renamed to it. ` +
    `See what there is: git -C ${repository.root} log --follow -- ${path}`;
  throw new WorkbenchError('usage', { code: 'not-in-revision', message, file: path });
}

/** What the file was called before: renames that are not committed first, then those of the history, newest first. */
async function formerNames(
  { root }: Repository,
  commit: string,
  path: string,
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  const options: GitOptions = { folder: root, ...(signal && { signal }) };
  const staged = await gitOutput(
    options,
    ...['diff', '--find-renames', '--diff-filter=R', '--name-status', '-z', '--no-ext-diff', '--no-textconv', commit],
  );
  const now = renames(staged)
    .filter(({ to }) => to === path)
    .map(({ from }) => from);
  const log = ['log', '--follow', '--diff-filter=R', '--format=', '--name-status', '-z', '--', path];
  const before = renames(await gitOutput(options, '--literal-pathspecs', ...log)).map(({ from }) => from);
  return [...now, ...before];
}

function renames(output: string): { readonly from: string; readonly to: string }[] {
  const fields = output.split('\0').map((field) => field.replace(/^\n+/, ''));
  return fields.flatMap((field, index) =>
    /^R\d+$/.test(field) ? [{ from: fields[index + 1] ?? '', to: fields[index + 2] ?? '' }] : [],
  );
}
