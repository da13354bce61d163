import type {
  CompareAgainRequest,
  CompareOutcome,
  CompareReportRequest,
  CompareRequest,
  JudgedComparison,
} from './compare';
import type { Structure } from './structure';
import type { DataOptions } from './binding-options';
import type { PredictOutcome, PredictRequest } from './predict';
import type { FindTestsRequest, GoldenCase, GoldenVerdict, RunTestRequest } from './golden';
import type { Issue } from './issue';
import type { CompareLayersRequest, Layers } from './layer-comparison';
import type { Mapping, MappingRequest } from './mapping';
import type { ModelExpectation, Template, TemplateRequest } from './expected';
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
  WholeOutput,
} from './rows';
import type { LoggedModel, Run, RunChanges } from './run';

export interface InspectRequest {
  readonly model: string;
  readonly folder: string;
}

/** Two models; relative paths are resolved against `folder`. */
export interface StructureRequest {
  readonly baseline: string;
  readonly candidate: string;
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

export interface RunsRequest extends LogRequest {
  readonly limit: number;
  /** How many of the newest are left out. */
  readonly offset?: number;
  /** Only runs of this model: its path as logged, which is absolute. */
  readonly model?: string;
}

/** What decides how a model is fed, as `predict` has it. */
export type PythonCodeRequest = Pick<PredictRequest, 'model' | 'data' | 'folder' | 'binding' | 'reading' | 'batch'> &
  Partial<Pick<PredictRequest, 'onError'>>;

/** What the engine answers. */
export interface EngineProtocol {
  inspect(request: InspectRequest): ModelSummary;
  /** What the model wants to be fed, before there is any data. */
  expect(request: InspectRequest): ModelExpectation;
  /** A file of made-up rows that feeds the model as it is. */
  template(request: TemplateRequest): Template;
  /** Reports `PredictProgress`. Cancelling ends it within a second with status `cancelled`. */
  predict(request: PredictRequest): PredictOutcome;
  /** Reports `PredictProgress` of rows. Cancelling ends it within a second with status `cancelled`. */
  compare(request: CompareRequest): CompareOutcome;
  /** For a comparison that was asked for with `pages`, as long as the engine lives. */
  compareAgain(request: CompareAgainRequest): JudgedComparison;
  /** For a comparison of two models that was asked for with `pages`. Reports `LayersProgress`. */
  compareLayers(request: CompareLayersRequest): Layers;
  /** What differs in two model files, without running them. A cancel ends it soon. */
  structure(request: StructureRequest): Structure;
  compareReport(request: CompareReportRequest): string;
  /** The golden tests at or below some paths. */
  findTests(request: FindTestsRequest): readonly GoldenCase[];
  /** Whatever keeps a test from an answer is its verdict; a cancel is thrown. */
  runTest(request: RunTestRequest): GoldenVerdict;
  /** Code that makes the same predictions with Python's onnxruntime. */
  pythonCode(request: PythonCodeRequest): string;
  rows(request: RowsRequest): RowsPage;
  /** How the values of columns are spread, of a view or of all rows. */
  summaries(request: SummaryRequest): readonly ColumnSummary[];
  /** Absent where there is no truth that is a number. */
  residuals(request: RowsOrigin): Residuals | undefined;
  slice(request: SliceRequest): Slice;
  /** The outputs without a row axis; those of the first 100 batches. */
  whole(request: RowsOrigin): readonly WholeOutput[];
  /** Answers how many rows were written. */
  exportRows(request: ExportRequest): number;
  /** CSV with a header, at most `PAGE_BYTES` rounded to whole rows; `end` says how far it reaches. */
  copyRows(request: CopyRequest): { readonly text: string; readonly end: number };
  /** What changed from one result to another. */
  changes(request: { readonly before: RowsOrigin; readonly after: RowsOrigin }): ResultChange;
  fit(request: FitRequest): readonly Fit[];
  /** What the mapping step shows: from the first rows, under the choices of the request. */
  mapping(request: MappingRequest): Mapping;
  /** What the plan says of the choices of the request; an error keeps them from running. */
  checkMapping(request: MappingRequest): readonly Issue[];
  logPath(request: LogRequest): string;
  /** The newest runs first. */
  logList(request: RunsRequest): { readonly path: string; readonly runs: readonly Run[] };
  /** The models that have runs, the one that ran last first; none where nothing was logged. */
  logModels(request: LogRequest): { readonly path: string; readonly models: readonly LoggedModel[] };
  logShow(request: LogRequest & { readonly run: string }): { readonly path: string; readonly run: Run };
  /** Answers the run as it is now. */
  logUpdate(request: LogRequest & RunChanges & { readonly run: string }): { readonly path: string; readonly run: Run };
  /** Deletes runs, by their whole ids, with their rows. Where one of them is still running none is, and it throws. */
  logDelete(request: LogRequest & { readonly runs: readonly string[] }): void;
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
