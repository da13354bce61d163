import { execFile } from 'node:child_process';

/** A hook or a network file system must not hold a pick list up. */
const TIME_LIMIT_MS = 2_000;

/** A repository may name a program as its file system monitor, which Git then starts to read its index. */
const QUESTION = ['-c', 'core.fsmonitor=false', 'check-ignore', '-z', '--stdin'];

/** Those of `paths` that Git ignores in `folder`; none where there is no Git or no repository. */
export function ignoredByGit(folder: string, paths: readonly string[]): Promise<ReadonlySet<string>> {
  if (paths.length === 0) return Promise.resolve(new Set());
  return new Promise((resolve) => {
    const options = { cwd: folder, timeout: TIME_LIMIT_MS, maxBuffer: 16 * 1024 * 1024 };
    const git = execFile('git', QUESTION, options, (_error, output) => {
      resolve(new Set(output.split('\0').filter((path) => path !== '')));
    });
    git.on('error', () => resolve(new Set()));
    git.stdin?.on('error', () => undefined);
    git.stdin?.end(paths.join('\0'));
  });
}
