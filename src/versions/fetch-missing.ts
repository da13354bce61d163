import { shellQuote } from '../contract/shell-quote';
import type { MissingContent } from '../contract/version';
import { git } from './git';
import type { Repository } from './repository';

export interface FetchOptions {
  /** Whether what is not on this machine may be downloaded; asked once for each. */
  readonly mayFetch: (missing: MissingContent) => Promise<boolean>;
  readonly signal?: AbortSignal;
}

/** What has to come from the server, by which arguments of `git`. */
export interface Missing extends Omit<MissingContent, 'command'> {
  readonly words: readonly string[];
}

/**
 * Downloads what is missing, where that is allowed. Gives Git's own words where it failed, undefined where nothing failed
 * or nothing was allowed.
 */
export async function fetchMissing(
  repository: Repository,
  missing: Missing,
  { mayFetch, signal }: FetchOptions,
): Promise<string | undefined> {
  const { words, ...told } = missing;
  if (!(await mayFetch({ ...told, command: fetchCommand(repository, words) }))) return undefined;
  const answer = await git({ folder: repository.root, ...(signal && { signal }) }, ...words);
  return answer.kind === 'failed' ? answer.message : undefined;
}

/** As it is typed in a terminal. */
export function fetchCommand({ root }: Repository, words: readonly string[]): string {
  return shellQuote(['git', '-C', root, ...words], process.platform === 'win32' ? 'cmd' : 'posix');
}

/** What stands behind an error's first sentence: the command, and why it was of no help. */
export function fetchAdvice(command: string, failure: string | undefined): string {
  return failure === undefined
    ? `Get it with: ${command}`
    : `Getting it failed (${failure.replaceAll(/\s+/g, ' ')}). Try it in a terminal: ${command}`;
}
