import { existsSync } from 'node:fs';
import { glob, mkdir, readFile, rm } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { Check } from 'typebox/value';
import { v7 } from 'uuid';
import writeFileAtomic from 'write-file-atomic';
import { OWN_SETTINGS_SUFFIX } from '../../contract/beside';
import { WorkbenchError } from '../../contract/issue';
import type { Run } from '../../contract/run';
import { whyNotWritten } from '../../contract/write-failure';
import { SavedVersionSchema, type SavedVersion, type StoredFile } from '../../contract/version';
import { liesBeside, namesInside, staysBelow } from '../inside-folder';
import { objectPath, storeFile, versionsFolder, writeStored } from './store';

/** What is told of a version when it is saved. */
export interface NewVersion extends Pick<SavedVersion, 'name' | 'note' | 'commit'> {
  /** Runs of the model, newest first: the metrics of the newest that ran this very content are kept. */
  readonly runs?: readonly Run[];
}

/** Characters that a name may have. */
export const VERSION_NAME_LENGTH = 100;

/** A version with the file that describes it. */
export interface StoredVersion extends SavedVersion {
  /** Absolute path. */
  readonly path: string;
}

/**
 * Keeps a copy of a model, of its weights beside it and of its own settings, by the hash of their content. `model` is an
 * absolute path, `externalData` are files relative to its folder. Throws WorkbenchError `version-exists`, `version-name`,
 * `version-incomplete`, `version-outside` and `version-not-written`.
 */
export async function saveVersion(
  model: string,
  externalData: readonly string[],
  version: NewVersion,
): Promise<StoredVersion> {
  await requireFreeName(model, version.name);
  for (const file of [basename(model), ...externalData]) requireFile(model, file, version.name);
  for (const file of externalData) if (!(await liesBeside(model, file))) throw outside(file, version.name);
  try {
    return await store(model, externalData, version);
  } catch (error) {
    throw notWritten(error, model, `${basename(model)} could not be saved as '${version.name}'`);
  }
}

async function store(
  model: string,
  externalData: readonly string[],
  { name, runs = [], ...told }: NewVersion,
): Promise<StoredVersion> {
  const settings = basename(model) + OWN_SETTINGS_SUFFIX;
  const stored = await storeFile(model, basename(model));
  const version: SavedVersion = {
    version: 1,
    name: name.trim(),
    saved: new Date().toISOString(),
    ...told,
    model: stored,
    externalData: await storeFiles(model, externalData),
    ...(existsSync(join(dirname(model), settings)) && { settings: await storeFile(model, settings) }),
    ...metricsOf(model, stored, runs),
  };
  const path = join(versionsFolder(model), `${v7()}.json`);
  await writeVersion(path, version);
  return { ...version, path };
}

/** The saved versions of a model, newest first. A file that does not describe one is left out. */
export async function savedVersions(model: string): Promise<readonly StoredVersion[]> {
  const found: StoredVersion[] = [];
  const folder = versionsFolder(model);
  for await (const file of glob('*.json', { cwd: folder })) {
    const path = join(folder, file);
    const version = parseVersion(await readFile(path, 'utf8'));
    if (version) found.push({ ...version, path });
  }
  return found.sort((one, other) => (one.saved < other.saved ? 1 : -1));
}

/** The saved version of that name. Throws WorkbenchError `version-not-found`, which names those there are. */
export async function savedVersion(model: string, name: string): Promise<StoredVersion> {
  const versions = await savedVersions(model);
  const found = versions.find((version) => version.name === name);
  if (found) return found;
  const names = versions.map((version) => `'${version.name}'`).join(', ');
  const there = names === '' ? 'It has none yet.' : `It has ${names}.`;
  const message = `${basename(model)} has no saved version '${name}'. ${there}`;
  throw new WorkbenchError('usage', { code: 'version-not-found', message, file: model });
}

/** Writes the version's files into a folder, under their names: the model's own folder restores it. Gives the model's path. */
export async function writeVersionTo(model: string, version: SavedVersion, folder: string): Promise<string> {
  const { settings } = version;
  await mkdir(folder, { recursive: true });
  for (const file of [...version.externalData, ...(settings ? [settings] : []), version.model]) {
    const to = join(folder, ...insideFolder(file.file, version.name).split('/'));
    if (!(await staysBelow(folder, to))) throw outside(file.file, version.name);
    await writeStored(model, file, to).catch((error: unknown) => {
      throw notWritten(error, model, `${to} could not be written from the version '${version.name}'`);
    });
  }
  return join(folder, version.model.file);
}

/** Gives a version another name or note. Throws WorkbenchError `version-exists` and `version-name`. */
export async function changeVersion(
  model: string,
  { path, ...version }: StoredVersion,
  change: { readonly name?: string; readonly note?: string },
): Promise<StoredVersion> {
  if (change.name !== undefined && change.name !== version.name) await requireFreeName(model, change.name);
  const changed = { ...version, ...change };
  await writeVersion(path, changed);
  return { ...changed, path };
}

/** Forgets a version, and the contents that no other version of the folder has. */
export async function deleteVersion(model: string, version: StoredVersion): Promise<void> {
  await rm(version.path, { force: true });
  const kept = new Set((await versionsOfFolder(model)).flatMap(storedFiles).map(({ sha256 }) => sha256));
  for (const { sha256 } of storedFiles(version)) {
    if (!kept.has(sha256)) await rm(objectPath(model, sha256), { force: true });
  }
}

/** A run without metrics still says which data the model was tried on. */
function metricsOf(
  model: string,
  { sha256 }: StoredFile,
  runs: readonly Run[],
): Pick<SavedVersion, 'data' | 'run' | 'metrics'> {
  const own = runs.filter((run) => run.status === 'ok' && run.model.sha256 === sha256);
  const run = own.find(({ metrics }) => metrics !== null) ?? own[0];
  if (!run) return {};
  const { path } = run.data;
  const data = isAbsolute(path) ? relative(dirname(model), path).split(sep).join('/') : path;
  return { data, run: run.id, ...(run.metrics && { metrics: run.metrics }) };
}

function requireFile(model: string, file: string, name: string): void {
  insideFolder(file, name);
  if (existsSync(join(dirname(model), ...file.split('/')))) return;
  const message = `${file} is not in the folder of ${basename(model)}: a version needs all files of the model. Put it there, then save the version.`;
  throw new WorkbenchError('model', { code: 'version-incomplete', message, file: model });
}

async function storeFiles(model: string, files: readonly string[]): Promise<StoredFile[]> {
  const stored: StoredFile[] = [];
  for (const file of files) stored.push(await storeFile(model, file));
  return stored;
}

async function requireFreeName(model: string, name: string): Promise<void> {
  if (name.trim() === '' || name.length > VERSION_NAME_LENGTH) {
    const message = `A version needs a name of 1 to ${VERSION_NAME_LENGTH} characters.`;
    throw new WorkbenchError('usage', { code: 'version-name', message });
  }
  if ((await savedVersions(model)).some((version) => version.name === name.trim())) {
    const message = `${basename(model)} has a saved version '${name.trim()}' already: choose another name, or delete that one.`;
    throw new WorkbenchError('usage', { code: 'version-exists', message, file: model });
  }
}

/** Of a failure of the disk; anything else comes back as it was. */
function notWritten(error: unknown, model: string, what: string): unknown {
  if (!(error instanceof Error && 'syscall' in error)) return error;
  const message = `${what}: ${whyNotWritten(error)}. What was there before is as it was.`;
  return new WorkbenchError('run', { code: 'version-not-written', message, file: model });
}

async function writeVersion(path: string, version: SavedVersion): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFileAtomic(path, `${JSON.stringify(version, null, 2)}\n`);
}

function parseVersion(text: string): SavedVersion | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Check(SavedVersionSchema, value) ? value : undefined;
  } catch {
    return undefined;
  }
}

async function versionsOfFolder(model: string): Promise<SavedVersion[]> {
  const found: SavedVersion[] = [];
  for await (const file of glob('*/*.json', { cwd: dirname(versionsFolder(model)) })) {
    const version = parseVersion(await readFile(join(dirname(versionsFolder(model)), file), 'utf8'));
    if (version) found.push(version);
  }
  return found;
}

/** All files of a version: the model, its weights, its settings. */
export function storedFiles(version: SavedVersion): StoredFile[] {
  return [version.model, ...version.externalData, ...(version.settings ? [version.settings] : [])];
}

/** A model, and a file that describes a version, may come from anywhere: both name only files inside the model's folder. */
function insideFolder(file: string, name: string): string {
  if (namesInside(file)) return file;
  throw outside(file, name);
}

function outside(file: string, name: string): WorkbenchError {
  const message = `The version '${name}' names ${file}, outside the model's folder: such a file is neither kept nor written.`;
  return new WorkbenchError('model', { code: 'version-outside', message, file });
}
