import { basename, dirname, join, posix, relative, resolve, sep } from 'node:path';
import { OWN_SETTINGS_SUFFIX, SHARED_SETTINGS } from '../contract/beside';
import { WorkbenchError, type Issue } from '../contract/issue';
import { SidecarSchema, WorkbenchFileSchema, type Sidecar, type WorkbenchFile } from '../contract/sidecar';
import { readNameList } from './name-list';
import { checkSettings, invalidSidecar, readJsonObject, type JsonObject } from './json-file';

export interface FoundSidecar {
  /** The file that it comes from. */
  readonly path: string;
  /** The keys that lead to these settings in the file: none where it has those of one model. */
  readonly keys: readonly (string | number)[];
  /** `classes` is a list here: a path in the file has been followed. */
  readonly sidecar: Sidecar;
  readonly issues: readonly Issue[];
}

/** Where a model's settings stand: in a file of its own, or in one entry of a file for many models. */
export type SettingsPlace =
  | { readonly kind: 'own'; readonly path: string; readonly content: JsonObject }
  | { readonly kind: 'entry'; readonly path: string; readonly content: WorkbenchFile; readonly index: number };

/** `wine.onnx.workbench.json` for `wine.onnx`. */
export function ownSidecarPath(modelPath: string): string {
  return join(dirname(modelPath), basename(modelPath) + OWN_SETTINGS_SUFFIX);
}

/**
 * The settings of a model: `explicit` where it is given; else the file of its own beside it; else the nearest
 * `workbench.json` in its folder or above that has an entry whose `files` match it; else none.
 * Throws WorkbenchError of kind `usage`: `sidecar-invalid` naming file, key and what is wanted; `sidecar-not-found` and
 * `sidecar-without-model` for an explicit file that is not there or has no entry for the model.
 */
export async function findSidecar(modelPath: string, explicit?: string): Promise<FoundSidecar | undefined> {
  const place = explicit === undefined ? await findSettings(modelPath) : await explicitSettings(modelPath, explicit);
  if (!place) return undefined;
  const sidecar = settingsOf(place);
  return {
    path: place.path,
    keys: place.kind === 'own' ? [] : ['models', place.index],
    sidecar: { ...sidecar, ...(await followClasses(place.path, sidecar)) },
    issues: unknownKeys(place.path, sidecar),
  };
}

/** As `findSidecar` looks, but only where the settings stand. */
export async function findSettings(modelPath: string): Promise<SettingsPlace | undefined> {
  const path = ownSidecarPath(resolve(modelPath));
  const content = await readJsonObject(path);
  if (content) return ownSettings(path, content);
  for (let folder = dirname(resolve(modelPath)); ; folder = dirname(folder)) {
    const found = await entryFor(modelPath, join(folder, SHARED_SETTINGS));
    if (found) return found;
    if (dirname(folder) === folder) return undefined;
  }
}

/** The settings at a place, as those of one model. */
export function settingsOf(place: SettingsPlace): Sidecar {
  if (place.kind === 'own') return place.content as Sidecar;
  const { files: _, ...settings } = place.content.models[place.index] ?? { files: '' };
  return { version: 1, ...settings };
}

async function explicitSettings(modelPath: string, explicit: string): Promise<SettingsPlace> {
  const path = resolve(explicit);
  const content = await readJsonObject(path);
  if (!content) {
    throw new WorkbenchError('usage', {
      code: 'sidecar-not-found',
      message: `There is no sidecar ${explicit}. Check the path after --sidecar.`,
      file: explicit,
    });
  }
  if (!Object.hasOwn(content, 'models')) return ownSettings(path, content);
  const found = await entryFor(modelPath, path);
  if (found) return found;
  throw new WorkbenchError('usage', {
    code: 'sidecar-without-model',
    message: `No entry of ${explicit} matches ${basename(modelPath)}: give one of them a "files" that does.`,
    file: explicit,
  });
}

function ownSettings(path: string, content: JsonObject): SettingsPlace {
  checkSettings(path, SidecarSchema, content);
  return { kind: 'own', path, content };
}

async function entryFor(modelPath: string, path: string): Promise<SettingsPlace | undefined> {
  const read = await readJsonObject(path);
  if (!read) return undefined;
  checkSettings(path, WorkbenchFileSchema, read);
  const content = read as WorkbenchFile;
  const model = relative(dirname(path), resolve(modelPath)).split(sep).join('/');
  const index = content.models.findIndex(({ files }) => matches(model, files));
  return index < 0 ? undefined : { kind: 'entry', path, content, index };
}

function matches(model: string, files: string): boolean {
  const glob = files.replace(/^\.\//, '');
  return glob === model || posix.matchesGlob(model, glob);
}

async function followClasses(path: string, { classes }: Sidecar): Promise<Pick<Sidecar, 'classes'>> {
  if (typeof classes !== 'string') return {};
  const list = await readNameList(resolve(dirname(path), classes));
  if (list.kind === 'names') return { classes: [...list.names] };
  const why = list.kind === 'absent' ? 'is not there' : list.why;
  throw invalidSidecar(path, `${path}: classes names the file ${classes}, which ${why}: it must have one name a line.`);
}

/** Unknown keys are kept, and named: one of them may be a slip of the pen. */
function unknownKeys(path: string, sidecar: Sidecar): Issue[] {
  const known = SidecarSchema.properties;
  return Object.keys(sidecar)
    .filter((key) => !Object.hasOwn(known, key))
    .map((key) => ({
      severity: 'info',
      code: 'sidecar-unknown-key',
      message: `${path}: "${key}" is no setting and is not used.`,
      file: path,
    }));
}
