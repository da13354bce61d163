import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { WorkbenchError } from '../../contract/issue';

const ROLES = ['sample', 'holdout', 'reference'] as const;

export interface NamedData {
  readonly role: (typeof ROLES)[number];
  /** Absolute path. */
  readonly path: string;
}

/** What the settings of a model say that it goes with. */
export interface BesideModel {
  /** The settings file, a model's own or one for many. Absolute path. */
  readonly settings?: string;
  /** The data that the settings name, where it is there. */
  readonly data: readonly NamedData[];
}

/** Settings that cannot be read are told by the engine, with the model's other problems: here they name nothing. */
export async function findBeside(model: string): Promise<BesideModel> {
  // Loaded with the first model that is looked into: the schema behind it would slow the start down.
  const { findSettings, settingsOf } = await import('../../sidecar/find-sidecar');
  try {
    const place = await findSettings(model);
    if (!place) return { data: [] };
    const named = settingsOf(place).data ?? {};
    const data = ROLES.flatMap((role) => {
      const file = named[role];
      return file === undefined ? [] : [{ role, path: resolve(dirname(place.path), file) }];
    });
    return { settings: place.path, data: data.filter(({ path }) => existsSync(path)) };
  } catch (error) {
    if (!(error instanceof WorkbenchError)) throw error;
    const [file] = error.issues.flatMap((issue) => issue.file ?? []);
    return { data: [], ...(file !== undefined && { settings: file }) };
  }
}
