import type { Binding } from './binding';
import type { BindingOptions, DataOptions } from './binding-options';
import type { ErrorKind, Issue } from './issue';
import type { ClassLabel } from './model';
import type { Metrics, RunSource, Timing } from './run';

export type DroppedAs = 'prediction' | 'index' | 'target' | 'text' | 'id';

/** What `--map auto`, or one click, accepts. */
export interface Proposal {
  readonly columns: readonly string[];
  readonly dropped: readonly { readonly column: string; readonly as: DroppedAs; readonly why: string }[];
  /** The same command plus `--map auto`; filled in by the command line. */
  readonly command?: string;
}

export type LogTarget =
  { readonly kind: 'default' } | { readonly kind: 'file'; readonly path: string } | { readonly kind: 'off' };

export type Keep = 'all' | 'id' | 'none' | readonly string[];

/**
 * What is written beside the log. A stream is sent to the caller in chunks, each acknowledged before the next. `safeCells`:
 * a CSV has no cell that a spreadsheet would run as a formula.
 */
export type PredictOutput =
  | { readonly kind: 'none' }
  | { readonly kind: 'file'; readonly path: string; readonly keep: Keep; readonly safeCells?: boolean }
  | {
      readonly kind: 'stream';
      readonly format: 'csv' | 'predictions-json';
      readonly keep: Keep;
      readonly safeCells?: boolean;
    };

/**
 * A path, or what stands for one: `-` is the standard input of the engine's starter, `inline` a text that comes with the
 * request, `generated` a template input.
 */
export type DataReference =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'stdin' }
  | {
      readonly kind: 'inline';
      readonly text: string;
      readonly format: 'csv' | 'json';
      /** The file that messages name, where the text is a part of one. */
      readonly file?: string;
      /** What the log calls it, such as `wine.csv, lines 3-7`. */
      readonly label?: string;
    }
  | { readonly kind: 'generated'; readonly rows: number };

/** What a copy of a model is a version of: the log and reports name that. */
export interface ModelOrigin {
  /** Absolute; the file need not be there any more. */
  readonly path: string;
  /** Full hash of the commit whose content the copy has. */
  readonly commit?: string;
}

export interface PredictRequest {
  /** As the user gave it; relative paths are resolved against `folder`. */
  readonly model: string;
  readonly data: DataReference;
  readonly folder: string;
  readonly binding: BindingOptions;
  readonly reading: DataOptions;
  readonly onError: 'stop' | 'skip';
  /** Rows in one `run`; by default decided from the model. */
  readonly batch?: number;
  readonly saveSidecar: boolean;
  readonly log: LogTarget;
  /** Whether `rows` will be asked for: without a log the rows are then kept in a temporary place. */
  readonly pages: boolean;
  readonly output: PredictOutput;
  readonly source: RunSource;
  /** What the log names in place of `model`, where that is a copy. */
  readonly origin?: ModelOrigin;
  /** Milliseconds that loading the model and one call of the runtime may take. */
  readonly limits?: { readonly load?: number; readonly run?: number };
  /** Set by the supervisor where the first attempt was lost beside a killed prediction; said in the issues. */
  readonly startedAgain?: boolean;
}

/** Known once the plan stands, before the first row runs. */
export interface PredictHead {
  /** Null without a log. */
  readonly run: string | null;
  /** For `rows`; also set without a log. */
  readonly result: string;
  /** Path of the log that holds the run. */
  readonly log?: string;
  readonly model: { readonly path: string; readonly sha256: string };
  readonly data: string;
  readonly binding: readonly Binding[];
  readonly classes?: readonly ClassLabel[];
}

export type PredictProgress =
  | { readonly kind: 'head'; readonly head: PredictHead }
  /** `total` rows where known; bytes read of the file otherwise tell how far it is. */
  | {
      readonly kind: 'rows';
      readonly rows: number;
      readonly total?: number;
      readonly fraction?: number;
      readonly rowsPerSecond: number;
    };

/** How a prediction ended. `stopped`: the plan needs an answer first; nothing ran and nothing was logged. */
export type PredictOutcome =
  | {
      readonly status: 'stopped';
      readonly model: { readonly path: string; readonly sha256: string };
      readonly data: string;
      readonly proposal?: Proposal;
      readonly issues: readonly Issue[];
    }
  | {
      readonly status: 'ok' | 'failed' | 'cancelled';
      readonly head: PredictHead;
      /** Set with `failed`: who can mend it, which decides the exit code. */
      readonly errorKind?: ErrorKind;
      /** Rows that have a prediction or were skipped. */
      readonly rows: number;
      readonly skipped: number;
      /** Output name -> value of an output without a row axis; a list where it came in several batches. */
      readonly whole?: Readonly<Record<string, unknown>>;
      readonly metrics?: Metrics;
      /** What `--map auto` accepted. */
      readonly proposal?: Proposal;
      readonly issues: readonly Issue[];
      readonly timing: Timing;
      /** Whether this was the log's first run: its place and how to turn inputs off are then said. */
      readonly firstRun: boolean;
    };

export type CellValue = string | number | boolean | null | readonly CellValue[] | { readonly [key: string]: CellValue };

/** A value of `predictions[]` in `--json` (docs/json.md). */
export interface Prediction {
  readonly row: number;
  readonly label?: ClassLabel | boolean;
  readonly score?: number | string;
  readonly margin?: number | string;
  readonly probabilities?: Readonly<Record<string, number | string>>;
  readonly outputs: Readonly<Record<string, CellValue>>;
}
