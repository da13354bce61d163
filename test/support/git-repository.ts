import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);
/** Nothing of the machine's own configuration. */
const ENVIRONMENT = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.org',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.org',
};

export interface GitRepository {
  readonly root: string;
  /** Runs `git` and gives what it printed. */
  readonly git: (...argument: readonly string[]) => Promise<string>;
  /** Writes files and commits everything. Gives the hash. */
  readonly commit: (message: string, files: Readonly<Record<string, string | Uint8Array>>) => Promise<string>;
}

/** A new repository in a folder. */
export async function createRepository(root: string): Promise<GitRepository> {
  await mkdir(root, { recursive: true });
  const repository = openRepository(root);
  await repository.git('init', '--quiet', '--initial-branch=main');
  // A clone over a file URL may then leave out what it does not need.
  await repository.git('config', 'uploadpack.allowFilter', 'true');
  await repository.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
  return repository;
}

function openRepository(root: string): GitRepository {
  const git = async (...argument: readonly string[]): Promise<string> =>
    (await execute('git', argument, { cwd: root, env: { ...process.env, ...ENVIRONMENT } })).stdout.trim();
  return {
    root,
    git,
    commit: async (message, files) => {
      for (const [name, content] of Object.entries(files)) {
        const file = path.join(root, name);
        await mkdir(path.dirname(file), { recursive: true });
        await writeFile(file, content);
      }
      await git('add', '--all');
      await git('commit', '--quiet', '--message', message);
      return git('rev-parse', 'HEAD');
    },
  };
}
