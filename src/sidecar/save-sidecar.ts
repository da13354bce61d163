import { basename, dirname, relative, resolve, sep } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { WorkbenchError } from '../contract/issue';
import { whyNotWritten } from '../contract/write-failure';
import { SidecarSchema, type Sidecar } from '../contract/sidecar';
import { findSettings, ownSidecarPath, settingsOf, type SettingsPlace } from './find-sidecar';
import { checkSettings, isObject, type JsonObject } from './json-file';

/**
 * Merges changes into a model's settings and returns the path of the file that was written, in one step, so that a reader
 * never sees half of it. Objects are merged key by key, everything else is replaced; other keys and their order stay.
 * Settings in a `workbench.json` stay there: where their entry speaks for other models too, the model gets an entry of its
 * own before it. Without settings `<model>.workbench.json` is made; it names no `$schema`, for an editor would fetch that
 * from the network instead of taking the one that belongs to the file's name. Keys of `removed` are taken away.
 * Throws WorkbenchError of kind `usage`: `sidecar-invalid` where what is there cannot be read, `sidecar-not-written`.
 */
export async function saveSidecar(
  modelPath: string,
  changes: Partial<Sidecar>,
  removed: readonly (keyof Sidecar)[] = [],
): Promise<string> {
  const { path, text } = await changedSidecar(modelPath, changes, removed);
  try {
    await writeFileAtomic(path, text);
  } catch (error) {
    throw new WorkbenchError('usage', {
      code: 'sidecar-not-written',
      message: `${path} cannot be written, so that the settings of ${basename(modelPath)} are as they were: ${whyNotWritten(error)}.`,
      file: path,
    });
  }
  return path;
}

/** What `saveSidecar` would write, and where. Throws WorkbenchError `sidecar-invalid`. */
export async function changedSidecar(
  modelPath: string,
  changes: Partial<Sidecar>,
  removed: readonly (keyof Sidecar)[] = [],
): Promise<{ readonly path: string; readonly text: string }> {
  const place = await findSettings(modelPath);
  const path = place?.path ?? ownSidecarPath(resolve(modelPath));
  const content = place ? changedContent(modelPath, place, changes, removed) : newContent(changes);
  return { path, text: `${JSON.stringify(content, null, 2)}\n` };
}

function newContent(changes: Partial<Sidecar>): object {
  return merged({ version: 1 }, changes);
}

function changedContent(
  modelPath: string,
  place: SettingsPlace,
  changes: Partial<Sidecar>,
  removed: readonly (keyof Sidecar)[],
): object {
  if (place.kind === 'own') return checked(place.path, without(merged(place.content, changes), removed));
  const { $schema: _, version: __, ...entryChanges } = changes;
  const changed = without(merged(settingsOf(place), entryChanges), removed);
  const { version: ___, ...settings } = checked(place.path, changed);
  const files = relative(dirname(place.path), resolve(modelPath)).split(sep).join('/');
  const isOwn = place.content.models[place.index]?.files.replace(/^\.\//, '') === files;
  const models = place.content.models.toSpliced(place.index, isOwn ? 1 : 0, { files, ...settings });
  return { ...place.content, models };
}

function checked(path: string, settings: JsonObject): JsonObject {
  checkSettings(path, SidecarSchema, settings);
  return settings;
}

function without(settings: JsonObject, removed: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(settings).filter(([key]) => !removed.includes(key)));
}

/** Own keys only, and `__proto__` as a key like any other. */
function merged(old: object, changes: object): JsonObject {
  const result = new Map<string, unknown>(Object.entries(old));
  for (const [key, value] of Object.entries(changes)) {
    if (value === undefined) continue;
    const before = result.get(key);
    result.set(key, isObject(before) && isObject(value) ? merged(before, value) : value);
  }
  return Object.fromEntries(result);
}
