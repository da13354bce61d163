import type { Structure } from '../../contract/structure';
import type { ErrorKind, Issue } from '../../contract/issue';
import type { ModelExpectation, Template, TemplateRequest } from '../../contract/expected';
import type { ClassLabel, ModelSummary } from '../../contract/model';
import type { Binding } from '../../contract/binding';
import type { PredictRequest, Proposal } from '../../contract/predict';
import type { Fit, FitRequest, InspectRequest, PythonCodeRequest, StructureRequest } from '../../contract/engine';
import type { InputLogging, Metrics } from '../../contract/run';
import type { Mapping, MappingRequest } from '../../contract/mapping';
import type { TensorValue } from '../../contract/tensor';
import type { ComparisonProtocol } from './comparison-protocol';
import type { GoldenProtocol } from './golden-protocol';
import type { LayersProtocol } from './layers-protocol';
import type { LoadRequest } from './session-protocol';

/** A prediction whose plan stands. */
export interface Prepared {
  readonly kind: 'ready';
  readonly load: LoadRequest;
  readonly fetches: readonly string[];
  readonly binding: readonly Binding[];
  readonly classes?: readonly ClassLabel[];
  readonly proposal?: Proposal;
  readonly data: { readonly name: string; readonly path: string };
  /** Rows of one `run`; null where rows have their own shapes or the batch is fixed to 1. */
  readonly batchSize: number | null;
  readonly totalRows?: number;
  readonly inputLogging: InputLogging;
  /** Columns whose cells must not reach the log. */
  readonly redact: readonly string[];
  /** Warnings and infos of the plan. */
  readonly issues: readonly Issue[];
}

export type PrepareResult =
  | Prepared
  | {
      readonly kind: 'stopped';
      readonly modelPath: string;
      readonly data: string;
      readonly proposal?: Proposal;
      readonly issues: readonly Issue[];
    };

/** One call of the runtime: consecutive rows of a batch. */
export interface FeedRun {
  readonly feeds: ReadonlyMap<string, TensorValue>;
  /** Position among the rows that are fed (rows that failed to bind are left out). */
  readonly start: number;
  readonly rows: number;
}

export type NextBatch =
  | { readonly kind: 'end' }
  | {
      readonly kind: 'batch';
      readonly start: number;
      readonly rows: number;
      readonly runs: readonly FeedRun[];
      /** How much of the file has been read, 0 to 1, where that can be told. */
      readonly fraction?: number;
    }
  | { readonly kind: 'failed'; readonly errorKind: ErrorKind; readonly issues: readonly Issue[] };

/** What became of one call of the runtime. */
export type RunAnswer = { readonly start: number; readonly rows: number } & (
  | { readonly kind: 'ok'; readonly outputs: ReadonlyMap<string, TensorValue> }
  | { readonly kind: 'failed'; readonly message: string }
);

export interface CompleteRequest {
  readonly job: string;
  readonly answers: readonly RunAnswer[];
}

export type CompleteResult =
  | { readonly kind: 'completed'; readonly completed: Completed }
  /** The answers could not be read or written: a full disk, outputs unlike the declared ones. */
  | { readonly kind: 'failed'; readonly errorKind: ErrorKind; readonly issues: readonly Issue[] };

export interface Completed {
  /** The rows as a complete Arrow IPC stream, where somebody keeps them. */
  readonly rows?: Uint8Array;
  readonly start: number;
  readonly count: number;
}

export interface FinishRequest {
  readonly job: string;
  /** False: the output is thrown away. */
  readonly keepOutput: boolean;
}

export interface Finished {
  /** Whether it is whole: not where it was cancelled before its output stood. */
  readonly kept: boolean;
  readonly rows: number;
  readonly skipped: number;
  readonly metrics?: Metrics;
  readonly whole?: Readonly<Record<string, unknown>>;
  /** Found while rows were read and bound. */
  readonly issues: readonly Issue[];
  /** Milliseconds. */
  readonly parse: number;
  readonly bind: number;
  readonly write: number;
  /** Null for standard input and generated data. */
  readonly dataSha256: string | null;
  /** Rows of one `run`, where only the end of the data decided it. */
  readonly batchSize?: number;
}

/** What the thread that reads, binds and writes answers. */
export interface DataProtocol extends ComparisonProtocol, GoldenProtocol, LayersProtocol {
  /** Answers as soon as the thread comes to look at its messages. */
  alive(nothing: null): void;
  inspect(request: InspectRequest): ModelSummary;
  structure(request: StructureRequest): Structure;
  expect(request: InspectRequest): ModelExpectation;
  template(request: TemplateRequest): Template;
  fit(request: FitRequest): readonly Fit[];
  mapping(request: MappingRequest): Mapping;
  checkMapping(request: MappingRequest): readonly Issue[];
  pythonCode(request: PythonCodeRequest): string;
  prepare(request: { readonly job: string; readonly request: PredictRequest }): PrepareResult;
  /** The next batch, bound. Batches are completed in the order in which they were given out. */
  next(job: string): NextBatch;
  complete(request: CompleteRequest): CompleteResult;
  /** Explains why the runtime refused a model. */
  explainLoad(request: { readonly job: string; readonly message: string }): {
    readonly errorKind: ErrorKind;
    readonly issues: readonly Issue[];
  };
  finish(request: FinishRequest): Finished;
  /** Puts ONNX Runtime's words about some rows of the batch under way into an issue with its place. */
  explain(request: { readonly job: string; readonly start: number; readonly rows: number; readonly message: string }): {
    readonly errorKind: ErrorKind;
    readonly issues: readonly Issue[];
  };
}

/** What the main thread answers to the data worker. */
export interface DataHostProtocol {
  write(chunk: { readonly result: string; readonly bytes: Uint8Array }): void;
  /** Rows of a comparison that pages will ask for. */
  keepRows(kept: Completed & { readonly result: string; readonly rows: Uint8Array }): void;
  /** Nobody asks for the rows of a comparison any more. */
  dropRows(result: string): void;
}
