import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import {
  savedVersions,
  saveVersion,
  storedFiles,
  VERSION_NAME_LENGTH,
  writeVersionTo,
  type StoredVersion,
} from './saved-versions';
import { objectPath, sha256Of } from './store';

/**
 * Puts a version's files back in the model's folder. Where one of them takes the place of content that no version has, what
 * is there now is saved first: that version is given. `externalData`: the weights of the model as it is now, relative to its
 * folder. Throws WorkbenchError as `writeVersionTo` does.
 */
export async function restoreVersion(
  model: string,
  version: StoredVersion,
  externalData: () => Promise<readonly string[]>,
): Promise<StoredVersion | undefined> {
  const kept = (await losesContent(model, version))
    ? await keepCurrent(model, version, await externalData())
    : undefined;
  await writeVersionTo(model, version, dirname(model));
  return kept;
}

async function losesContent(model: string, version: StoredVersion): Promise<boolean> {
  for (const { file, sha256 } of storedFiles(version)) {
    const path = join(dirname(model), ...file.split('/'));
    if (!existsSync(path)) continue;
    const now = await sha256Of(path);
    if (now !== sha256 && !existsSync(objectPath(model, now))) return true;
  }
  return false;
}

/** Nothing where the model itself is gone. A model without some of its weights is kept as it is. */
async function keepCurrent(
  model: string,
  { name }: StoredVersion,
  externalData: readonly string[],
): Promise<StoredVersion | undefined> {
  if (!existsSync(model)) return undefined;
  const present = externalData.filter((file) => existsSync(join(dirname(model), ...file.split('/'))));
  const taken = new Set((await savedVersions(model)).map((version) => version.name));
  return saveVersion(model, present, {
    name: freeName(`Before restoring ${name}`, taken),
    note: `What ${basename(model)} was before '${name}' was restored.`,
  });
}

/** The name itself, else with a number behind it. */
function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let count = 1; ; count++) {
    const ending = count === 1 ? '' : ` (${count})`;
    const numbered = name.slice(0, VERSION_NAME_LENGTH - ending.length) + ending;
    if (!taken.has(numbered)) return numbered;
  }
}
