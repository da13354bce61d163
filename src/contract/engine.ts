import type { DataOptions, Prediction, PredictOutcome, PredictRequest } from './predict';
import type { ModelSummary } from './model';
import type { Run } from './run';

export interface InspectRequest {
  readonly model: string;
  readonly folder: string;
}

export interface RowsRequest {
  /** `PredictHead.result`, or a run's id together with `log`. */
  readonly result: string;
  readonly log?: string;
  readonly start: number;
  readonly end: number;
}

/** One page of a result: what somebody looks at. At most `PAGE_BYTES`; `end` says how far it reaches. */
export interface RowsPage {
  readonly start: number;
  readonly end: number;
  readonly total: number;
  /** Names of the logged inputs, in file order; empty where inputs are not logged. */
  readonly inputColumns: readonly string[];
  /** Names of the outputs that label, score and probabilities already tell. */
  readonly told: readonly string[];
  readonly rows: readonly {
    readonly inputs: readonly string[];
    readonly prediction: Prediction;
    readonly error?: string;
  }[];
}

/** Which of some data files a model can take, for pick lists: cheap, from their first rows. */
export interface FitRequest {
  readonly model: string;
  readonly folder: string;
  readonly files: readonly string[];
  readonly reading: DataOptions;
}

export interface Fit {
  readonly file: string;
  /** `proposal`: fits once the proposal is accepted. */
  readonly fit: 'ready' | 'proposal' | 'no';
  readonly why: string;
}

export interface LogRequest {
  /** A log file, or the model or folder whose log is meant. */
  readonly log?: string;
  readonly near: string;
}

/** What the engine answers. */
export interface EngineProtocol {
  inspect(request: InspectRequest): ModelSummary;
  /** Reports `PredictProgress`. Cancelling ends it within a second with status `cancelled`. */
  predict(request: PredictRequest): PredictOutcome;
  rows(request: RowsRequest): RowsPage;
  fit(request: FitRequest): readonly Fit[];
  logPath(request: LogRequest): string;
  logList(request: LogRequest & { readonly limit: number }): { readonly path: string; readonly runs: readonly Run[] };
  logShow(request: LogRequest & { readonly run: string }): { readonly path: string; readonly run: Run };
}

/** What the supervisor asks of a new engine, beside what everybody may ask. */
export interface SupervisedEngineProtocol extends EngineProtocol {
  /** Marks runs of an engine that died as failed. */
  failRuns(request: { readonly log: string; readonly runs: readonly string[]; readonly message: string }): void;
}

/** What the starter of an engine answers to it. */
export interface EngineHostProtocol {
  /** The engine ends itself, because that is the only way out of a native call: calls beside it start again. */
  leaving(notice: { readonly why: string }): void;
  /** The next chunk of a streamed output; the engine waits for the answer before it sends another. */
  write(chunk: { readonly result: string; readonly bytes: Uint8Array }): void;
}
