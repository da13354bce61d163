import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { copyFile, glob, mkdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { WorkbenchError } from '../../contract/issue';
import type { StoredFile } from '../../contract/version';

/** Beside the model; it can be committed, or ignored. */
const FOLDER = '.onnx-versions';
/** A copy that nobody has written to for this long was left by a process that was killed. */
const STALE_MS = 60 * 60_000;

/** Where the versions of a model are described: one file each. */
export function versionsFolder(model: string): string {
  return join(dirname(model), FOLDER, basename(model));
}

/** Contents by their hash, shared by all models of a folder. */
export function objectPath(model: string, sha256: string): string {
  return join(dirname(model), FOLDER, 'objects', sha256.slice(0, 2), sha256);
}

/** Keeps a file's content under its hash. `file` is relative to the model's folder, with forward slashes. */
export async function storeFile(model: string, file: string): Promise<StoredFile> {
  const temporary = join(dirname(model), FOLDER, 'objects', `${randomUUID()}.tmp`);
  await mkdir(dirname(temporary), { recursive: true });
  await removeStale(dirname(temporary));
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    await pipeline(
      createReadStream(join(dirname(model), ...file.split('/'))),
      async function* (source: AsyncIterable<Buffer>) {
        for await (const chunk of source) {
          hash.update(chunk);
          bytes += chunk.length;
          yield chunk;
        }
      },
      createWriteStream(temporary, { flags: 'wx', flush: true }),
    );
    const sha256 = hash.digest('hex');
    const object = objectPath(model, sha256);
    await mkdir(dirname(object), { recursive: true });
    if (!existsSync(object)) await rename(temporary, object);
    return { file, sha256, bytes };
  } finally {
    await rm(temporary, { force: true });
  }
}

async function removeStale(objects: string): Promise<void> {
  for await (const name of glob('*.tmp', { cwd: objects })) {
    const path = join(objects, name);
    const written = (await stat(path).catch(() => undefined))?.mtimeMs ?? Infinity;
    if (Date.now() - written > STALE_MS) await rm(path, { force: true });
  }
}

/**
 * Copies a stored file to where it is to be, in one step, so that a reader never sees half of it. Throws WorkbenchError
 * `version-object-missing` where its content is gone, and `version-object-damaged` where it has another hash.
 */
export async function writeStored(model: string, { file, sha256 }: StoredFile, to: string): Promise<void> {
  const object = objectPath(model, sha256);
  if (!existsSync(object))
    throw objectProblem('version-object-missing', object, file, 'is gone. Fetch it, if it is kept elsewhere');
  await mkdir(dirname(to), { recursive: true });
  const temporary = `${to}.${randomUUID()}.tmp`;
  try {
    await copyFile(object, temporary);
    if ((await sha256Of(temporary)) !== sha256) {
      throw objectProblem('version-object-damaged', object, file, 'is not what was saved. Restore it from a backup');
    }
    await rename(temporary, to);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Lower-case hex sha256 of a file, read in chunks. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

function objectProblem(code: string, object: string, file: string, why: string): WorkbenchError {
  const message = `The saved content of ${file} (${object}) ${why}, or delete this version.`;
  return new WorkbenchError('model', { code, message, file: object });
}
