import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { OWN_SETTINGS_SUFFIX } from '../../contract/beside';
import { savedVersion, writeVersionTo } from './saved-versions';

export interface SavedModelRequest {
  /** Absolute path of the model today. */
  readonly path: string;
  readonly name: string;
  /** Absolute path of the folder that keeps copies. */
  readonly cache: string;
  /** The settings of the model today, used where none were saved. */
  readonly currentSettings?: Readonly<Record<string, unknown>>;
}

export interface SavedModel {
  /** Absolute path of the copy. */
  readonly path: string;
  readonly settings: 'saved' | 'current' | 'none';
}

/**
 * A saved version of a model in a folder of the cache, with its weights and settings beside it. Throws WorkbenchError as
 * `savedVersion` and `writeVersionTo` do.
 */
export async function savedModel({ path, name, cache, currentSettings }: SavedModelRequest): Promise<SavedModel> {
  const version = await savedVersion(path, name);
  const settings = version.settings ? 'saved' : currentSettings === undefined ? 'none' : 'current';
  const added = settings === 'current' ? JSON.stringify(currentSettings) : '';
  const contents = [version.model, ...version.externalData, ...(version.settings ? [version.settings] : [])];
  const key = createHash('sha256')
    .update(JSON.stringify([path, contents, added]))
    .digest('hex')
    .slice(0, 32);
  const folder = join(cache, 'saved', key);
  const copy = await writeVersionTo(path, version, folder);
  if (settings === 'current') await writeFile(join(folder, basename(copy) + OWN_SETTINGS_SUFFIX), added);
  return { path: copy, settings };
}
