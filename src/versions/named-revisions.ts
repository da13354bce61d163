import type { NamedRevision } from '../contract/version';
import { git } from './git';
import type { Repository } from './repository';

const FORMAT = '%(refname)%00%(creatordate:iso-strict)%00%(contents:subject)%00%(symref)';
const KINDS: Readonly<Record<string, NamedRevision['kind']>> = { heads: 'branch', remotes: 'remote', tags: 'tag' };

/** Branches, those of servers, and tags: at most the `limit` newest. Empty where Git lists none. */
export async function namedRevisions(
  { root }: Repository,
  limit: number,
  signal?: AbortSignal,
): Promise<readonly NamedRevision[]> {
  const listed = await git(
    { folder: root, ...(signal && { signal }) },
    'for-each-ref',
    '--sort=-creatordate',
    `--count=${String(limit)}`,
    `--format=${FORMAT}`,
    'refs/heads',
    'refs/remotes',
    'refs/tags',
  );
  return listed.kind === 'ok' ? listed.output.split('\n').flatMap(parseRevision) : [];
}

/** A name that stands for another, such as `origin/HEAD`, is left out. */
function parseRevision(line: string): NamedRevision[] {
  const [reference = '', date = '', message = '', standsFor = ''] = line.split('\0');
  const [, folder = '', name = ''] = /^refs\/([^/]+)\/(.+)$/.exec(reference) ?? [];
  const kind = KINDS[folder];
  return kind && standsFor === '' ? [{ kind, name, date, message }] : [];
}
