import type { Binding } from './binding';
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

/** One prediction request or batch, as `log show` prints it. */
export interface Run {
  /** UUIDv7. */
  readonly id: string;
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
}

export interface ClassMetrics {
  readonly class: ClassLabel;
  readonly support: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** Metrics against the truth. `rows` are those with a truth value. */
export type Metrics =
  | {
      readonly rows: number;
      readonly rowsWithoutTruth: number;
      readonly truth: string;
      readonly accuracy: number;
      readonly perClass: readonly ClassMetrics[];
      /** `counts[truth][predicted]`. */
      readonly confusion: { readonly classes: readonly ClassLabel[]; readonly counts: readonly (readonly number[])[] };
    }
  | {
      readonly rows: number;
      readonly rowsWithoutTruth: number;
      readonly truth: string;
      readonly mae: number;
      readonly rmse: number;
      readonly r2: number;
    };
