import type { FileRevision, KnownContent } from '../contract/version';
import { gitOutput, gitSha256, type GitOptions } from './git';
import { parsePointer, POINTER_BYTES } from './lfs-pointer';
import type { Repository } from './repository';

/** A larger content is not read only to know its hash. */
const HASHED_BYTES = 32_000_000;

/**
 * What is known of the contents of a file's revisions, by object id: of a Git LFS pointer what it points to. A content that
 * only the server has is left out. Throws WorkbenchError `git-failed`.
 */
export async function knownContents(
  { root }: Repository,
  revisions: readonly FileRevision[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, KnownContent>> {
  const at: GitOptions = { folder: root, ...(signal && { signal }) };
  const missing = await missingObjects(at, revisions);
  const known = new Map<string, KnownContent>();
  for (const { blob, path } of revisions) {
    if (blob === null || missing.has(blob) || known.has(blob)) continue;
    known.set(blob, await contentOf(at, blob, path));
  }
  return known;
}

/** A clone without blobs would download them where it is asked for one. */
async function missingObjects(at: GitOptions, revisions: readonly FileRevision[]): Promise<ReadonlySet<string>> {
  if (revisions.length === 0) return new Set();
  const commits = revisions.map(({ commit }) => commit);
  const paths = [...new Set(revisions.map(({ path }) => path))];
  const listed = ['rev-list', '--objects', '--missing=print', '--no-walk', ...commits, '--', ...paths];
  const output = await gitOutput(at, '--literal-pathspecs', ...listed);
  return new Set(output.split('\n').flatMap((line) => (line.startsWith('?') ? [line.slice(1)] : [])));
}

async function contentOf(at: GitOptions, blob: string, path: string): Promise<KnownContent> {
  const bytes = Number(await gitOutput(at, 'cat-file', '-s', blob));
  if (bytes > HASHED_BYTES) return { bytes };
  const pointer = bytes <= POINTER_BYTES ? parsePointer(await gitOutput(at, 'cat-file', 'blob', blob)) : undefined;
  if (pointer) return pointer;
  return gitSha256(at, 'cat-file', '--filters', `--path=${path}`, blob);
}
