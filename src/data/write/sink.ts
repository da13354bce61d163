import { randomBytes } from 'node:crypto';
import { open, realpath, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { WorkbenchError } from '../../contract/issue';
import { whyNotWritten } from '../../contract/write-failure';
import { runError } from './run-error';

/** Where the bytes of an output go, one chunk after the other. */
export interface Sink {
  write(bytes: Uint8Array): Promise<void>;
  /** Everything was written: from now on the output exists. */
  finish(): Promise<void>;
  /** The output will not be whole: nothing of it stays. */
  abort(): Promise<void>;
}

/** Hears of files that must not outlive their process. */
export interface Unfinished {
  /** Before there is such a file. */
  add(path: string): void;
  /** When it is gone, or whole. */
  delete(path: string): void;
}

/** Hands a copy of every chunk to `write`, which may hold the next one back. */
export function streamSink(write: (bytes: Uint8Array) => Promise<void>): Sink {
  return {
    write: (bytes) => write(new Uint8Array(bytes)),
    finish: () => Promise.resolve(),
    abort: () => Promise.resolve(),
  };
}

/**
 * Writes beside `path` and renames at the end, so that `path` is whole, as before, or not there. A link is followed;
 * what is no ordinary file (`/dev/null`, a pipe) is written in place.
 * `title` names it in messages; `unfinished` hears of the file until it is renamed or removed.
 * Throws WorkbenchError of kind `usage` where the folder cannot be written, of kind `run` where writing ends early.
 */
export async function fileSink(path: string, title: string, unfinished?: Unfinished): Promise<Sink> {
  const target = await realpath(path).catch(() => path);
  const inPlace = await isSpecial(target);
  const written = inPlace ? target : temporaryName(target);
  if (!inPlace) unfinished?.add(written);
  const file = await openForWriting(written, { path, title }, inPlace).catch((error: unknown) => {
    unfinished?.delete(written);
    throw error;
  });
  const remove = async (): Promise<void> => {
    if (inPlace) return;
    await rm(written, { force: true });
    unfinished?.delete(written);
  };
  return {
    write: (bytes) => writeAll(file, bytes, title),
    finish: async () => {
      try {
        await file.close();
        if (inPlace) return;
        await rename(written, target);
        unfinished?.delete(written);
      } catch (error) {
        await remove();
        throw notWritten(title, error);
      }
    },
    abort: async () => {
      await file.close().catch(() => undefined);
      await remove();
    },
  };
}

async function isSpecial(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && !found.isFile() && !found.isDirectory();
}

function temporaryName(target: string): string {
  return join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`);
}

/** Whether a file without its folder has a name of those that are written before they are renamed. */
export function isTemporaryName(name: string): boolean {
  return /^\..+\.[0-9a-f]{12}\.tmp$/s.test(name);
}

interface Named {
  readonly path: string;
  readonly title: string;
}

async function openForWriting(written: string, { path, title }: Named, inPlace: boolean): Promise<FileHandle> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) throw outputUsage('out-is-folder', path, `${title} is a folder: name a file in it.`);
  try {
    return await open(written, inPlace ? 'w' : 'wx');
  } catch (error) {
    throw outputUsage('out-not-writable', path, `${title} cannot be written: ${whyNotWritten(error)}.`);
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array, title: string): Promise<void> {
  try {
    let offset = 0;
    while (offset < bytes.byteLength) offset += (await file.write(bytes, offset)).bytesWritten;
  } catch (error) {
    throw notWritten(title, error);
  }
}

function outputUsage(code: string, path: string, message: string): WorkbenchError {
  return new WorkbenchError('usage', { code, file: path, message });
}

function notWritten(title: string, error: unknown): WorkbenchError {
  return runError(
    'out-not-written',
    `${title} could not be written to its end: ${whyNotWritten(error)}. What was there before is unchanged.`,
  );
}
