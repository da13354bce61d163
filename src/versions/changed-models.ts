import { join } from 'node:path';
import { git } from './git';
import { findRepository } from './repository';

/**
 * The models of the repository around a folder that are other than HEAD has them. Absolute paths. Empty outside a
 * repository, and in one without a commit.
 */
export async function changedModels(folder: string, signal?: AbortSignal): Promise<readonly string[]> {
  const repository = await findRepository(folder, signal);
  if (!repository) return [];
  const words = ['diff', '--name-only', '-z', '--diff-filter=MRT', '--no-ext-diff', '--no-textconv', 'HEAD'];
  const options = { folder: repository.root, ...(signal && { signal }) };
  const changed = await git(options, ...words, '--', ':(icase)*.onnx');
  if (changed.kind === 'failed') return [];
  return changed.output
    .split('\0')
    .filter((path) => path !== '')
    .map((path) => join(repository.root, ...path.split('/')));
}
