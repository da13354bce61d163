import type { ValueInfo } from './model';

/** Keys and positions from the outside in, such as `["inputs", "X", "columns"]`. */
export type SettingPath = readonly (string | number)[];

/** A value that is not what a setting takes. */
export interface SettingProblem {
  readonly path: SettingPath;
  /** Completes the name of the setting: "must be a number". */
  readonly message: string;
}

/** What the form of settings shows: the text of the file, as it is being edited. */
export interface SettingsPageState {
  /** Name of the model; the file may be there without it. */
  readonly model: string;
  /** Name of the settings file. */
  readonly file: string;
  readonly content: SettingsContent;
  /** Of the model; empty where it cannot be read. */
  readonly inputs: readonly ValueInfo[];
  readonly outputs: readonly ValueInfo[];
  /** Columns of the data that the settings name, to choose from. */
  readonly columns: readonly string[];
}

export type SettingsContent =
  | {
      readonly kind: 'settings';
      /** As the file has it; of any shape, because somebody may be in the middle of writing. */
      readonly settings: Readonly<Record<string, unknown>>;
      readonly problems: readonly SettingProblem[];
    }
  /** The text is no JSON object: it has to be mended as text. `line` counts from 1. */
  | { readonly kind: 'broken'; readonly line: number };

export interface SettingEdit {
  readonly path: SettingPath;
  /** JSON; absent: the setting goes. */
  readonly value?: unknown;
}

/** What the extension answers the form. */
export interface SettingsHostProtocol {
  /** One step of undo. */
  edit(edits: readonly SettingEdit[]): void;
  /** Asks for a file and sets the path to it, relative to the settings. */
  pickFile(request: { readonly path: SettingPath }): void;
  /** The text of the settings, at a setting where one is given. */
  openAsJson(request: { readonly path?: SettingPath }): void;
}
