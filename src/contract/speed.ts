import type { SideName } from './side';

/**
 * How fast one model answers: both run the same rows in turn, and which is first alternates. Absent figures could not be
 * measured.
 */
export interface Speed {
  /** `insufficient`: there were too few runs for figures. */
  readonly status: 'measured' | 'insufficient';
  /** Milliseconds of one run; null where insufficient. */
  readonly p50: number | null;
  readonly p95: number | null;
  /** Null where insufficient. */
  readonly rowsPerSecond: number | null;
  /** Runs that were measured, without those that warm up. */
  readonly runs: number;
  /** Rows of one run. */
  readonly batch: number;
  /** Milliseconds in the runtime, of the whole comparison. */
  readonly infer: number;
  /** Of the model's file, and of its weights in other files. */
  readonly bytes: number;
  readonly externalBytes: number;
}

export type Speeds = Readonly<Partial<Record<SideName, Speed>>>;
