import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { WorkbenchError } from '../contract/issue';

/** What Git may say at most; contents of files go to files. */
const OUTPUT_BYTES = 64 * 1024 * 1024;

/**
 * No question on a terminal, no lock, no translated text, and no download behind the user's back: a Git LFS object that
 * is not here stays a pointer.
 */
const ENVIRONMENT = { GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C', GIT_LFS_SKIP_SMUDGE: '1' };

export interface GitOptions {
  readonly folder: string;
  readonly signal?: AbortSignal;
}

export type GitAnswer =
  | { readonly kind: 'ok'; readonly output: string }
  | { readonly kind: 'failed'; readonly code: number | null; readonly message: string };

/** Runs the user's `git` and gives what it printed. Throws WorkbenchError `git-not-found`, and of kind `cancelled`. */
export async function git(options: GitOptions, ...argument: readonly string[]): Promise<GitAnswer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  return run(options, argument, async (output) => {
    for await (const chunk of output) {
      const part = chunk as Buffer;
      bytes += part.length;
      if (bytes > OUTPUT_BYTES) throw gitFailed(`git ${argument[0] ?? ''} answers more than can be read.`);
      chunks.push(part);
    }
    return Buffer.concat(chunks).toString('utf8');
  });
}

/** What `git` printed, or throws WorkbenchError `git-failed` with Git's own words. */
export async function gitOutput(options: GitOptions, ...argument: readonly string[]): Promise<string> {
  const answer = await git(options, ...argument);
  if (answer.kind === 'ok') return answer.output;
  throw gitFailed(`git ${argument[0] ?? ''} failed in ${options.folder}: ${answer.message}`);
}

/** Writes what `git` prints to a new file. Throws as `gitOutput` does. */
export async function gitToFile(options: GitOptions, file: string, ...argument: readonly string[]): Promise<void> {
  const answer = await run(options, argument, async (output) => {
    await pipeline(output, createWriteStream(file, { flags: 'wx' }));
    return '';
  });
  if (answer.kind === 'failed')
    throw gitFailed(`git ${argument[0] ?? ''} failed in ${options.folder}: ${answer.message}`);
}

/** Hash and length of what `git` prints. Throws as `gitOutput` does. */
export async function gitSha256(
  options: GitOptions,
  ...argument: readonly string[]
): Promise<{ readonly sha256: string; readonly bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  const answer = await run(options, argument, async (output) => {
    for await (const chunk of output) {
      hash.update(chunk as Buffer);
      bytes += (chunk as Buffer).length;
    }
    return '';
  });
  if (answer.kind === 'ok') return { sha256: hash.digest('hex'), bytes };
  throw gitFailed(`git ${argument[0] ?? ''} failed in ${options.folder}: ${answer.message}`);
}

async function run(
  { folder, signal }: GitOptions,
  argument: readonly string[],
  read: (output: NodeJS.ReadableStream) => Promise<string>,
): Promise<GitAnswer> {
  const child = spawn('git', argument, {
    cwd: folder,
    env: { ...process.env, ...ENVIRONMENT },
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
    ...(signal && { signal }),
  });
  const words: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (words.length < 100) words.push(text);
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', (error) => reject(startError(error, signal)));
    child.once('close', resolve);
  });
  try {
    const [code, output] = await Promise.all([ended, read(child.stdout)]);
    if (code === 0) return { kind: 'ok', output };
    return { kind: 'failed', code, message: words.join('').trim() };
  } finally {
    child.kill();
  }
}

function startError(error: NodeJS.ErrnoException, signal: AbortSignal | undefined): Error {
  if (signal?.aborted === true) {
    return new WorkbenchError('cancelled', {
      code: 'cancelled',
      message: 'Reading the version from Git was cancelled.',
    });
  }
  if (error.code !== 'ENOENT') return error;
  const message = 'Git was not found. Install it, or put it on the PATH, to use versions of a repository.';
  return new WorkbenchError('usage', { code: 'git-not-found', message });
}

/** An error of kind `model` with Git's words in it. */
function gitFailed(message: string): WorkbenchError {
  return new WorkbenchError('model', { code: 'git-failed', message });
}
