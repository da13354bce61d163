import type { MissingRule } from './sidecar';

/** How columns reach inputs; the same names as the command line's flags. */
export interface BindingOptions {
  /** Input name -> columns; the key '' stands for the only input. */
  readonly columns?: Readonly<Record<string, readonly string[]>>;
  readonly map?: 'auto';
  /** Input name -> value as text. */
  readonly set?: Readonly<Record<string, string>>;
  readonly sidecar?: string;
  readonly dims?: Readonly<Record<string, number>>;
  /** `nan`, `error` or a value, for every column. */
  readonly missing?: string;
  /** A column, or a file. */
  readonly truth?: string;
  /** Chosen in the mapping step; the options above win. */
  readonly settings?: SettingsChange;
}

/** What takes the place of the settings beside the model in one run. What is absent stays as it is. */
export interface SettingsChange {
  /** Null: no column identifies a row. */
  readonly id?: string | null;
  /** Empty: no column holds the truth. */
  readonly truth?: readonly string[];
  /** Column by column; rules of other columns stay. */
  readonly missing?: Readonly<Record<string, MissingRule>>;
}

export interface DataOptions {
  readonly delimiter?: string;
  readonly decimal?: string;
  readonly encoding?: string;
}
