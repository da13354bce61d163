import type { DataOptions, PredictOutcome, PredictRequest } from './predict';
import type { ModelSummary } from './model';
import type {
  ColumnSummary,
  CopyRequest,
  ExportRequest,
  Residuals,
  ResultChange,
  RowsOrigin,
  RowsPage,
  RowsRequest,
  Slice,
  SliceRequest,
  SummaryRequest,
} from './rows';
import type { Run } from './run';

export interface InspectRequest {
  readonly model: string;
  readonly folder: string;
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
  /** How the values of columns are spread, of a view or of all rows. */
  summaries(request: SummaryRequest): readonly ColumnSummary[];
  /** Absent where there is no truth that is a number. */
  residuals(request: RowsOrigin): Residuals | undefined;
  slice(request: SliceRequest): Slice;
  /** Answers how many rows were written. */
  exportRows(request: ExportRequest): number;
  /** CSV with a header, at most `PAGE_BYTES` rounded to whole rows; `end` says how far it reaches. */
  copyRows(request: CopyRequest): { readonly text: string; readonly end: number };
  /** What changed from one result to another. */
  changes(request: { readonly before: RowsOrigin; readonly after: RowsOrigin }): ResultChange;
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
