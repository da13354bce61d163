import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { FindTestsRequest, GoldenCase } from '../../contract/golden';
import { WorkbenchError } from '../../contract/issue';
import { findSidecar } from '../../sidecar/find-sidecar';

const DATA_SET = /^test_data_set_\d+$/;
const VALUE_FILE = /^(input|output)_(\d+)\.pb$/;
const MODEL_FILE = 'model.onnx';

/**
 * The golden tests at or below some paths, in the order of the names of their folders: ONNX's own layout (a model beside
 * `test_data_set_N` folders) and the `tests` of models' settings. Hidden folders and `node_modules` are passed over.
 * Throws WorkbenchError `test-path-not-found`.
 */
export async function findTests({ paths, folder }: FindTestsRequest): Promise<readonly GoldenCase[]> {
  const found: GoldenCase[] = [];
  for (const path of paths) {
    const absolute = resolve(folder, path);
    const shown = (inside: string): string => shownPath(path, relative(absolute, inside));
    const stats = await stat(absolute).catch(() => undefined);
    if (!stats) throw notFound(path);
    if (stats.isDirectory()) found.push(...(await inFolder(absolute, shown)));
    else found.push(...(await ofModel(absolute, await entriesOf(dirname(absolute)), shown)));
  }
  const seen = new Set<string>();
  return found.filter(({ path: _, ...one }) => {
    const key = JSON.stringify(one);
    return !seen.has(key) && seen.add(key);
  });
}

function notFound(path: string): WorkbenchError {
  const message = `There is no ${path}. Name a model, or a folder that has models with their tests.`;
  return new WorkbenchError('usage', { code: 'test-path-not-found', message, file: path });
}

function shownPath(path: string, inside: string): string {
  return (inside === '' ? path : join(path, inside)).split(sep).join('/');
}

type Shown = (absolute: string) => string;

async function inFolder(folder: string, shown: Shown): Promise<readonly GoldenCase[]> {
  const entries = await entriesOf(folder);
  const found: GoldenCase[] = [];
  for (const { name } of entries.filter(isModel)) found.push(...(await ofModel(join(folder, name), entries, shown)));
  for (const { name } of entries.filter(isOpen)) found.push(...(await inFolder(join(folder, name), shown)));
  return found;
}

/** Links to files are followed, links to folders are not: they may lead in circles. */
function isModel(entry: Dirent): boolean {
  return (entry.isFile() || entry.isSymbolicLink()) && entry.name.endsWith('.onnx');
}

function isOpen(entry: Dirent): boolean {
  return (
    entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules' && !DATA_SET.test(entry.name)
  );
}

async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    const message = `${folder} cannot be read: ${why}. Check that it is a folder you may read.`;
    throw new WorkbenchError('usage', { code: 'test-path-unreadable', message, file: folder });
  });
  return entries.sort((one, other) => byNumber(one.name, other.name));
}

function byNumber(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true });
}

async function ofModel(model: string, entries: readonly Dirent[], shown: Shown): Promise<readonly GoldenCase[]> {
  return [...(await dataSets(model, entries, shown)), ...(await fromSettings(model, shown))];
}

/** Data sets belong to `model.onnx`, or to the only model of a folder. */
async function dataSets(model: string, entries: readonly Dirent[], shown: Shown): Promise<readonly GoldenCase[]> {
  if (basename(model) !== MODEL_FILE && entries.filter(isModel).length > 1) return [];
  const folder = dirname(model);
  const sets = entries.filter((entry) => entry.isDirectory() && DATA_SET.test(entry.name));
  return Promise.all(
    sets.map(async (set): Promise<GoldenCase> => {
      const path = join(folder, set.name);
      const names = (await entriesOf(path)).map(({ name }) => name);
      const files = (kind: string): string[] =>
        names.filter((name) => VALUE_FILE.exec(name)?.[1] === kind).map((name) => join(path, name));
      const name = sets.length === 1 ? basename(folder) : `${basename(folder)}/${set.name}`;
      return {
        kind: 'onnx',
        name,
        path: shown(sets.length === 1 ? folder : path),
        model,
        inputs: files('input'),
        outputs: files('output'),
      };
    }),
  );
}

async function fromSettings(model: string, shown: Shown): Promise<readonly GoldenCase[]> {
  const path = shown(model);
  try {
    const found = await findSidecar(model);
    return (found?.sidecar.tests ?? []).map(({ name, data, expected, rtol, atol, gates = [] }, index) => ({
      kind: 'settings',
      name,
      path,
      model,
      place: { file: found?.path ?? model, keys: [...(found?.keys ?? []), 'tests', index] },
      folder: dirname(found?.path ?? model),
      data,
      expected,
      ...(rtol === undefined ? {} : { rtol }),
      ...(atol === undefined ? {} : { atol }),
      gates,
    }));
  } catch (error) {
    if (!(error instanceof WorkbenchError)) throw error;
    const { code = 'sidecar-invalid' } = error.issues[0] ?? {};
    return [{ kind: 'unreadable', name: basename(model), path, model, reason: code, message: error.message }];
  }
}
