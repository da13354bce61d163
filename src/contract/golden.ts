import { WorkbenchError } from './issue';
import type { JsonNumber } from './json-number';
import type { CellValue } from './predict';
import type { SettingPath } from './settings-page';

/** What the name of an expected answer begins with where it is a logged run: `run:ID`. */
export const RUN_PREFIX = 'run:';

/** A golden test: inputs, and the answers that a model must give for them. */
export type GoldenCase = {
  readonly name: string;
  /** As it is shown: below the path that was given. */
  readonly path: string;
  /** Absolute path of the model. */
  readonly model: string;
} & (
  | { readonly kind: 'onnx'; readonly inputs: readonly string[]; readonly outputs: readonly string[] }
  /** An entry of `tests` in the settings beside the model; relative paths begin at `folder`. */
  | {
      readonly kind: 'settings';
      readonly place: SettingsTestPlace;
      readonly folder: string;
      readonly data: string;
      readonly expected: string;
      readonly rtol?: number;
      readonly atol?: number;
      readonly gates: readonly string[];
    }
  /** Its settings cannot be read. */
  | { readonly kind: 'unreadable'; readonly reason: string; readonly message: string }
);

/** Where a test stands in a file of settings: the file, and the keys that lead to it. */
export interface SettingsTestPlace {
  readonly file: string;
  readonly keys: SettingPath;
}

export interface FindTestsRequest {
  /** Files and folders, as the user gave them. */
  readonly paths: readonly string[];
  readonly folder: string;
}

/** What is not given is the test's own, else 1e-3 and 1e-7. */
export interface RunTestRequest {
  readonly test: GoldenCase;
  readonly rtol?: number;
  readonly atol?: number;
  /** Milliseconds that loading the model and one call of the runtime may take. */
  readonly limits?: { readonly load?: number; readonly run?: number };
  /** How many failing rows the verdict tells; none where it is left out. */
  readonly failing?: number;
}

/** `failed`: it answered, and otherwise than expected. `error`: it gave no answer that could be compared. */
export type GoldenStatus = 'passed' | 'failed' | 'error';

/** How a test ended. */
export interface GoldenVerdict {
  readonly status: GoldenStatus;
  /** Kebab-case code of why it did not pass (docs/issues.md). */
  readonly reason?: string;
  /** The same in a sentence. */
  readonly message?: string;
  readonly output?: string;
  /** Row of the largest difference that is out of tolerance. */
  readonly row?: number;
  /** The largest difference of the output; "Infinity" where only one side is finite. */
  readonly maxAbs?: JsonNumber;
  /** The first rows that are otherwise than expected. */
  readonly failing?: readonly FailingRow[];
}

/** A row that is otherwise than expected. Of a value of many elements only those that differ, by their place. */
export interface FailingRow {
  readonly row: number;
  /** Line of the data on which it begins, where that has lines. */
  readonly line?: number;
  readonly values: readonly { readonly name: string; readonly expected: CellValue; readonly actual: CellValue }[];
}

/** The verdict of a test that gave no answer, for the reason of an error. */
export function verdictOfError(error: unknown): GoldenVerdict & { readonly message: string } {
  if (error instanceof WorkbenchError)
    return { status: 'error', reason: error.issues[0]?.code ?? error.kind, message: error.message };
  return { status: 'error', reason: 'internal-error', message: error instanceof Error ? error.message : String(error) };
}
