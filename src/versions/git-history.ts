import type { FileRevision } from '../contract/version';
import { git } from './git';
import { COMMIT_FORMAT, findRepository, parseCommits, pathInRepository } from './repository';

/**
 * The commits that changed a file, newest first, renames followed. Empty outside a repository, and in one without a
 * commit. Throws WorkbenchError `git-not-found`.
 */
export async function fileHistory(path: string, limit: number, signal?: AbortSignal): Promise<readonly FileRevision[]> {
  const repository = await findRepository(path, signal);
  if (!repository) return [];
  const name = await pathInRepository(repository, path);
  const format = [
    '--follow',
    '--raw',
    '--no-abbrev',
    '-z',
    `--max-count=${String(limit)}`,
    `--format=${COMMIT_FORMAT}`,
  ];
  const options = { folder: repository.root, ...(signal && { signal }) };
  const log = await git(options, '--literal-pathspecs', 'log', ...format, '--', name);
  return log.kind === 'ok' ? parseHistory(log.output) : [];
}

/** What follows the fields of a commit: `:mode mode old new status NUL path NUL [path NUL]`. */
function parseHistory(output: string): FileRevision[] {
  const records = output.split('\u001e').slice(1);
  return parseCommits(output).map((commit, index) => {
    const raw = (records[index] ?? '').split('\u001f').at(-1) ?? '';
    const [, blob = '', status = '', names = ''] = /:\d+ \d+ \w+ (\w+) (\w)\d*\0(.*)/s.exec(raw) ?? [];
    const path =
      names
        .split('\0')
        .filter((part) => part !== '')
        .at(-1) ?? '';
    return { ...commit, path, blob: status === 'D' ? null : blob };
  });
}
