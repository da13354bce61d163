import type { Issue } from './issue';
import type { FilePlace } from './page';
import type { ResultChange } from './rows';
import type { RowsHostProtocol } from './rows-page';

/** A run or a comparison is under way. */
export interface RunningView {
  readonly kind: 'running';
  readonly rows: number;
  /** Absent where it is not known yet. */
  readonly total?: number;
  /** Of the file, 0 to 1, where it can be told. */
  readonly fraction?: number;
  readonly rowsPerSecond?: number;
  readonly cancelling: boolean;
}

/** Two runs of one log. */
export interface RunPair {
  readonly before: string;
  readonly after: string;
  /** The log's file. */
  readonly log: string;
}

/** What Run Again on Change is about on a page. The result before stays while it works. */
export type OnChangeStep =
  | { readonly kind: 'idle' }
  /** `incomplete`: it is being written, or cannot be read yet. `missing`: it was deleted. */
  | { readonly kind: 'waiting'; readonly why: 'incomplete' | 'missing'; readonly file: string }
  /** `fraction` of the data, 0 to 1, where it can be told. */
  | { readonly kind: 'running'; readonly fraction?: number }
  /** The result is of the files as they are now; `change` where it could be told, `runs` where both results are logged. */
  | {
      readonly kind: 'refreshed';
      readonly changed: readonly string[];
      readonly change?: ResultChange;
      readonly runs?: RunPair;
    }
  /** The result before stays, and why. */
  | { readonly kind: 'failed'; readonly message: string; readonly issues: readonly Issue[] };

export interface OnChange {
  readonly on: boolean;
  readonly step: OnChangeStep;
}

/** What the extension answers a page that runs models and shows rows. */
export interface RunPageHostProtocol extends RowsHostProtocol {
  cancel(request: Record<string, never>): void;
  copyAsCommand(request: Record<string, never>): void;
  openFile(place: FilePlace): void;
  /** Puts the path of the log's file on the clipboard. */
  copyLogPath(request: { readonly log: string }): void;
  showOutput(request: Record<string, never>): void;
}
