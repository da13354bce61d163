import { git } from './git';
import { findRepository } from './repository';

/**
 * Full hash of the commit that the working tree around a path stands on; undefined outside a repository, in one without a
 * commit, and without Git.
 */
export async function headCommit(path: string, signal?: AbortSignal): Promise<string | undefined> {
  const repository = await findRepository(path, signal);
  if (!repository) return undefined;
  const options = { folder: repository.root, ...(signal && { signal }) };
  const head = await git(options, 'rev-parse', '--verify', '--quiet', 'HEAD^{commit}');
  return head.kind === 'ok' ? head.output.trim() : undefined;
}
