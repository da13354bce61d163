import { WorkbenchError } from '../contract/issue';
import type { Commit } from '../contract/version';
import { fetchAdvice, fetchCommand, fetchMissing, type FetchOptions } from './fetch-missing';
import { git, gitOutput, type GitOptions } from './git';
import { COMMIT_FORMAT, parseCommits, type Repository } from './repository';

/**
 * The commit that a revision names: a branch, a tag, `HEAD~2`, a hash. Where only a part of the history is here, the rest
 * is downloaded as far as `mayFetch` allows it. Throws WorkbenchError `revision-not-found`.
 */
export async function revisionOf(repository: Repository, revision: string, options: FetchOptions): Promise<Commit> {
  const at: GitOptions = { folder: repository.root, ...(options.signal && { signal: options.signal }) };
  const found = await hashOf(at, revision);
  if (found !== undefined) return commitOf(at, found);
  const words = wordsToFetch(repository, revision);
  if (!words) throw notFound(repository, revision);
  const failure = await fetchMissing(repository, { what: `The revision '${revision}'`, words }, options);
  const fetched = await hashOf(at, revision);
  if (fetched !== undefined) return commitOf(at, fetched);
  throw notHere(repository, revision, words, failure);
}

async function hashOf(at: GitOptions, revision: string): Promise<string | undefined> {
  const named = `${revision}^{commit}`;
  const found = await git(at, 'rev-parse', '--verify', '--quiet', '--end-of-options', named);
  return found.kind === 'ok' ? found.output.trim() : undefined;
}

async function commitOf(at: GitOptions, hash: string): Promise<Commit> {
  const [commit] = parseCommits(await gitOutput(at, 'log', '-1', `--format=${COMMIT_FORMAT}`, hash));
  if (commit) return commit;
  throw new WorkbenchError('model', { code: 'git-failed', message: `git log says nothing of the commit ${hash}.` });
}

/** A branch of the server is fetched by its name: a shallow clone follows only one. Undefined where nothing would help. */
function wordsToFetch({ shallow }: Repository, revision: string): readonly string[] | undefined {
  const [, branch, behind] = /^origin\/([\w./-]*\w)([~^@].*)?$/.exec(revision) ?? [];
  if (branch !== undefined) {
    const depth = !shallow ? [] : behind === undefined ? ['--depth=1'] : ['--unshallow'];
    return ['fetch', ...depth, 'origin', `+refs/heads/${branch}:refs/remotes/origin/${branch}`];
  }
  return shallow ? ['fetch', '--unshallow'] : undefined;
}

function notHere(
  repository: Repository,
  revision: string,
  words: readonly string[],
  failure: string | undefined,
): WorkbenchError {
  const { root, shallow } = repository;
  const why = shallow ? ' Only a part of the history is here (a shallow clone).' : '';
  const message = `The repository ${root} has no revision '${revision}'.${why} ${fetchAdvice(fetchCommand(repository, words), failure)}`;
  return new WorkbenchError('usage', { code: 'revision-not-found', message });
}

function notFound({ root }: Repository, revision: string): WorkbenchError {
  const advice = `"git -C ${root} branch --all" and "git -C ${root} tag" list what there is; what is only on the server comes with: git -C ${root} fetch`;
  const message = `The repository ${root} has no revision '${revision}'. ${advice}`;
  return new WorkbenchError('usage', { code: 'revision-not-found', message });
}
