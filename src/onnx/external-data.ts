import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, win32 } from 'node:path';
import type { Dtype } from '../contract/dtype';
import { WorkbenchError, type Issue } from '../contract/issue';
import type { ExternalDataFile } from '../contract/model';
import { dtypeOfCode } from '../contract/element-types';
import type { RawModel, RawTensor } from './proto/raw-model';
import { allTensors, elementCount } from './walk';

const BITS: Readonly<Partial<Record<Dtype, number>>> = {
  float16: 16,
  bfloat16: 16,
  float32: 32,
  float64: 64,
  int2: 2,
  int4: 4,
  int8: 8,
  int16: 16,
  int32: 32,
  int64: 64,
  uint2: 2,
  uint4: 4,
  uint8: 8,
  uint16: 16,
  uint32: 32,
  uint64: 64,
  bool: 8,
  float6e2m3: 6,
  float6e3m2: 6,
  float4e2m1: 4,
  complex64: 64,
  complex128: 128,
};
const SMALLEST_BITS = 8;

/** The files that hold a model's weights, in the order of their first mention. `bytes`: where the last tensor in it ends. */
export function externalFiles(model: RawModel): ExternalDataFile[] {
  const ends = new Map<string, number>();
  for (const tensor of allTensors(model)) {
    if (!tensor.external) continue;
    const location = tensor.externalEntries.get('location') ?? '';
    ends.set(location, Math.max(ends.get(location) ?? 0, tensorEnd(tensor)));
  }
  return [...ends].map(([location, bytes]) => ({ location, bytes }));
}

/**
 * What is wrong with the files of weights, by their names, places and sizes: nothing is read. They have to lie in or below
 * the model's own folder, links followed. Errors `external-data-outside`, `-missing`, `-short`.
 */
export async function externalDataProblems(
  path: string,
  files: readonly ExternalDataFile[],
  file: string,
): Promise<Issue[]> {
  if (files.length === 0) return [];
  const problems = await Promise.all(files.map((one) => fileProblem(path, one, file)));
  return problems.filter((problem) => problem !== undefined);
}

/**
 * The real path of a file of weights, which lies in or below the model's folder, links followed. Asked anew whenever the file
 * is read: a link can lead elsewhere by then. Throws WorkbenchError `external-data-outside`, or what the system throws.
 */
export async function placeOfWeights(model: string, location: string): Promise<string> {
  if (leavesFolder(location)) throw new WorkbenchError('model', outside(basename(model), location, 'points'));
  const folders = [await realpath(dirname(model)), dirname(await realpath(model))];
  const real = await realpath(join(dirname(model), location));
  if (folders.some((folder) => isInside(folder, real))) return real;
  throw new WorkbenchError('model', outside(basename(model), location, 'links'));
}

async function fileProblem(
  model: string,
  { location, bytes }: ExternalDataFile,
  file: string,
): Promise<Issue | undefined> {
  if (leavesFolder(location)) return outside(file, location, 'points');
  const found = await stat(join(dirname(model), location)).catch(() => undefined);
  if (!found?.isFile()) {
    const message =
      location === ''
        ? `${file} keeps weights in another file and does not name it. Export it again.`
        : `${file} keeps its weights in ${location}, which is not there: put it next to the model.`;
    return { severity: 'error', code: 'external-data-missing', message, file };
  }
  const isHere = await placeOfWeights(model, location).then(
    () => true,
    () => false,
  );
  if (!isHere) return outside(file, location, 'links');
  if (found.size >= bytes) return undefined;
  return {
    severity: 'error',
    code: 'external-data-short',
    message: `${file} needs ${bytes} bytes of ${location}, which has ${found.size}: it is cut short or belongs to another model.`,
    file,
  };
}

function outside(file: string, location: string, how: 'points' | 'links'): Issue {
  const where = how === 'points' ? `points to ${location}` : `keeps its weights in ${location}, a link that leads`;
  return {
    severity: 'error',
    code: 'external-data-outside',
    message:
      `${file} ${where}${how === 'points' ? ',' : ''} outside its own folder: refused, and the file is not read. ` +
      'Put the weights next to the model and export it with their file name alone.',
    file,
  };
}

function leavesFolder(location: string): boolean {
  return (
    isAbsolute(location) ||
    win32.isAbsolute(location) ||
    /^[a-z]:/i.test(location) ||
    location.split(/[\\/]/).includes('..')
  );
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '' && !isAbsolute(way) && way.split(/[\\/]/)[0] !== '..';
}

function tensorEnd(tensor: RawTensor): number {
  const offset = wholeNumber(tensor.externalEntries.get('offset')) ?? 0;
  return offset + (wholeNumber(tensor.externalEntries.get('length')) ?? tensorBytes(tensor));
}

function tensorBytes(tensor: RawTensor): number {
  const dtype = dtypeOfCode(tensor.code);
  const bytes = Math.ceil((elementCount(tensor) * ((dtype && BITS[dtype]) ?? SMALLEST_BITS)) / 8);
  return Number.isFinite(bytes) ? bytes : 0;
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,18}$/.test(text) ? Number(text) : undefined;
}
