import type { Beside } from '../../contract/beside';
import type { SettingsChange } from '../../contract/binding-options';
import type { Issue } from '../../contract/issue';
import type { Sidecar } from '../../contract/sidecar';
import { readBeside } from '../../sidecar/beside';
import { classNames, type ClassNames } from '../../sidecar/class-names';
import { findSidecar } from '../../sidecar/find-sidecar';
import type { ReadModel } from './model';

export interface Settings {
  readonly sidecar?: Sidecar;
  /** The file that the sidecar was read from. */
  readonly path?: string;
  readonly beside: Beside;
  readonly names?: ClassNames;
  readonly issues: readonly Issue[];
}

/** What lies beside the model: its sidecar, its neighbours, and the class names that follow. Throws WorkbenchError. */
export async function readSettings({ path, analysis }: ReadModel, explicit?: string): Promise<Settings> {
  const found = await findSidecar(path, explicit);
  const { issues, ...beside } = await readBeside(path);
  const names = classNames({ sidecar: found?.sidecar, analysis, beside });
  return {
    ...(found ? { sidecar: found.sidecar, path: found.path } : {}),
    beside,
    ...(names ? { names } : {}),
    issues: [...(found?.issues ?? []), ...issues],
  };
}

/** The settings as one run has them. */
export function changedSettings(sidecar: Sidecar | undefined, change: SettingsChange | undefined): Sidecar | undefined {
  if (!change) return sidecar;
  const { id: savedId, ...settings } = sidecar ?? { version: 1 };
  const id = change.id === undefined ? savedId : change.id;
  return {
    ...settings,
    ...(id === undefined || id === null ? {} : { id }),
    ...(change.truth ? { truth: [...change.truth] } : {}),
    ...(change.missing ? { missing: { ...settings.missing, ...change.missing } } : {}),
  };
}
