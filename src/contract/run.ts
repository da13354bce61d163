import type { Binding } from './binding';
import type { BindingOptions, DataOptions } from './binding-options';
import type { Issue } from './issue';
import type { ClassLabel } from './model';

export type RunStatus = 'running' | 'ok' | 'failed' | 'cancelled' | 'interrupted';
export type RunSource = 'panel' | 'selection' | 'batch' | 'compare' | 'test' | 'cli' | 'rest';
export type InputLogging = 'full' | 'hash' | 'off';

/** Milliseconds. `total` is wall time: stages overlap, so it may be less than their sum. */
export interface Timing {
  readonly parse: number;
  readonly bind: number;
  readonly infer: number;
  readonly write: number;
  readonly total: number;
}

/** How a run was asked for beside model and data: what it takes to run the same again. */
export interface RunSettings {
  /** Relative paths of `binding` are resolved against it. */
  readonly folder: string;
  /** Without `set` where inputs are not logged in full. */
  readonly binding: BindingOptions;
  readonly reading: DataOptions;
  readonly onError: 'stop' | 'skip';
  /** Rows in one call, where they were asked for. */
  readonly batch: number | null;
}

/** One prediction request or batch, as `log show` prints it. */
export interface Run {
  /** UUIDv7. */
  readonly id: string;
  /** What a person called it. */
  readonly name: string | null;
  /** What a person wrote about it. */
  readonly note: string | null;
  /** ISO 8601, UTC. */
  readonly start: string;
  readonly source: RunSource;
  readonly model: {
    readonly path: string;
    readonly name: string;
    readonly sha256: string;
    readonly revision: string | null;
  };
  readonly data: { readonly path: string; readonly sha256: string | null };
  /** Which columns fed which inputs. */
  readonly binding: readonly Binding[];
  /** In index order; null where the model has none. */
  readonly classes: readonly ClassLabel[] | null;
  readonly rows: number;
  readonly status: RunStatus;
  readonly error: { readonly kind: string; readonly message: string } | null;
  readonly timing: Timing | null;
  readonly executionProvider: string;
  readonly runtimeVersion: string;
  readonly batchSize: number | null;
  readonly inputs: InputLogging;
  readonly host: string;
  readonly pid: number;
  readonly metrics: Metrics | null;
  readonly issues: readonly Issue[];
  /** Null for a run of a version that did not log it. */
  readonly settings: RunSettings | null;
}

/** Characters that a name, and a note, of a run may have. */
export const RUN_NAME_LENGTH = 200;
export const RUN_NOTE_LENGTH = 10_000;

/** What a person changes of a run. An empty text, or null, takes it away; what is absent stays. */
export interface RunChanges {
  readonly name?: string | null;
  readonly note?: string | null;
}

/** A model that has runs in a log. */
export interface LoggedModel {
  /** As logged. */
  readonly path: string;
  readonly runs: number;
  /** When it last began to run: ISO 8601, UTC. */
  readonly latest: string;
}

export interface ClassMetrics {
  readonly class: ClassLabel;
  readonly support: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** Against the truth; `rows` are those with a truth value. */
interface MetricRows {
  readonly rows: number;
  readonly rowsWithoutTruth: number;
  /** What it was read from: a column, or a file. */
  readonly truth: string;
}

export interface ClassificationMetrics extends MetricRows {
  readonly accuracy: number;
  readonly perClass: readonly ClassMetrics[];
  /** `counts[truth][predicted]`. Empty with more than `MOST_MATRIX_CLASSES` classes. */
  readonly confusion: { readonly classes: readonly ClassLabel[]; readonly counts: readonly (readonly number[])[] };
}

export interface RegressionMetrics extends MetricRows {
  readonly mae: number;
  readonly rmse: number;
  readonly r2: number;
}

export type Metrics = ClassificationMetrics | RegressionMetrics;
