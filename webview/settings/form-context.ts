import type { SettingPath, SettingsPageState } from '../../src/contract/settings-page';
import type { Translate } from '../shared/translate';

/** What every part of the form is drawn from. */
export interface FormContext {
  readonly state: SettingsPageState;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly t: Translate;
  /** Sets one setting; undefined takes it away. */
  readonly set: (path: SettingPath, value: unknown) => void;
  /** Renames a key of a table of settings: one step of undo. */
  readonly rename: (table: SettingPath, from: string, to: string) => void;
  readonly pickFile: (path: SettingPath) => void;
  readonly openAsJson: (path?: SettingPath) => void;
}

/** What stands at a path; undefined where nothing does. */
export function valueAt(settings: unknown, path: SettingPath): unknown {
  return path.reduce<unknown>(
    (value, key) => (isTable(value) && Object.hasOwn(value, key) ? value[key] : undefined),
    settings,
  );
}

/** The entries of a table of settings; none where something else stands there. */
export function entriesAt(settings: unknown, path: SettingPath): readonly (readonly [string, unknown])[] {
  const value = valueAt(settings, path);
  return isTable(value) && !Array.isArray(value) ? Object.entries(value) : [];
}

function isTable(value: unknown): value is Readonly<Record<string | number, unknown>> {
  return typeof value === 'object' && value !== null;
}
