import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, mkdir, open, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { WorkbenchError } from '../contract/issue';
import { placeOfWeights } from '../onnx/external-data';

/** Tells whether a file is still the one that was read: size, modification and change time, inode. */
export type FileStamp = string;

export const STAMP_SEPARATOR = '|';

/** ONNX Runtime refuses a single file above this; bigger weights live in external data files. */
const LARGEST_MODEL_BYTES = 2 ** 31 - 1;
const READ_CHUNK_BYTES = 1 << 20;

export async function stampOf(path: string): Promise<FileStamp> {
  const { size, mtimeNs, ctimeNs, ino } = await stat(path, { bigint: true });
  return `${size}:${mtimeNs}:${ctimeNs}:${ino}`;
}

/** The stamps of a model and its external data, joined. `locations` are relative to the model's folder. */
export async function modelStamp(model: string, locations: readonly string[]): Promise<FileStamp> {
  const paths = [model, ...locations.map((location) => join(dirname(model), location))];
  return (await Promise.all(paths.map(stampOf))).join(STAMP_SEPARATOR);
}

/** Bytes of a model, and of its external data. */
export async function modelBytes(
  model: string,
  locations: readonly string[],
): Promise<{ readonly bytes: number; readonly externalBytes: number }> {
  const sizeOf = async (path: string): Promise<number> => (await stat(path)).size;
  const outside = await Promise.all(locations.map((location) => sizeOf(join(dirname(model), location))));
  return { bytes: await sizeOf(model), externalBytes: outside.reduce((sum, size) => sum + size, 0) };
}

/** Lower-case hex sha256 of a file, read in chunks. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  const file = await open(path);
  try {
    const buffer = Buffer.allocUnsafe(READ_CHUNK_BYTES);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length);
      if (bytesRead === 0) return hash.digest('hex');
      hash.update(buffer.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
}

/** The whole model followed by `appended`, in one buffer; the file is closed again. Throws WorkbenchError above 2 GiB. */
export async function readModelBytes(path: string, appended: Uint8Array): Promise<Uint8Array> {
  const { size } = await stat(path);
  if (size + appended.length > LARGEST_MODEL_BYTES) {
    throw new WorkbenchError('model', {
      code: 'model-too-large',
      message: `${path} has ${size} bytes in one file; ONNX Runtime takes less than 2 GiB. Save its weights as external data.`,
      file: path,
    });
  }
  const bytes = new Uint8Array(size + appended.length);
  const file = await open(path);
  try {
    let offset = 0;
    while (offset < size) {
      const { bytesRead } = await file.read(bytes, offset, Math.min(size - offset, READ_CHUNK_BYTES * 16), offset);
      if (bytesRead === 0) break;
      offset += bytesRead;
    }
    bytes.set(appended, offset);
    return offset === size ? bytes : bytes.subarray(0, offset + appended.length);
  } finally {
    await file.close();
  }
}

/**
 * Copies external data files into `folder` under the same relative names, so that the runtime maps the copy and the
 * user's files can be overwritten at any time. Throws WorkbenchError `external-data-outside` where one of them leads out of
 * the model's folder, before or after it was copied. Gives their bytes.
 */
export async function copyExternalData(model: string, locations: readonly string[], folder: string): Promise<number> {
  let bytes = 0;
  try {
    for (const location of locations) {
      const target = resolve(folder, location);
      await mkdir(dirname(target), { recursive: true });
      await copyFile(await placeOfWeights(model, location), target, constants.COPYFILE_FICLONE);
      await placeOfWeights(model, location);
      bytes += (await stat(target)).size;
    }
    return bytes;
  } catch (error) {
    await removeFolder(folder);
    throw error;
  }
}

export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}
