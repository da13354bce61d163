import type { Dtype } from '../../contract/dtype';
import type { TensorValue } from '../../contract/tensor';
import type { GraphEdit } from '../../onnx/graph-edit';
import type { FileStamp } from '../model-files';

export interface LoadRequest {
  readonly model: string;
  /** As the user gave it, for messages. */
  readonly displayName: string;
  /** External data files, relative to the model's folder and checked to lie inside it. */
  readonly externalData: readonly string[];
  /** What the analysis was read from; another stamp now means that the model was overwritten meanwhile. */
  readonly stamp: FileStamp;
  /** Tensors to append as graph outputs, as bytes of a ModelProto. */
  readonly appended: Uint8Array;
  /** Gives the graph another border. */
  readonly edit?: GraphEdit;
  /** 0 lets ONNX Runtime choose. */
  readonly threads: number;
  /** Runs the graph as it stands, so that tensors between operators can be fetched. Such a session is not kept. */
  readonly tracing?: true;
}

export type Loaded =
  | { readonly kind: 'loaded'; readonly session: string; readonly sha256: string; readonly milliseconds: number }
  /** The file changed since it was analysed: analyse it again. */
  | { readonly kind: 'changed' }
  /** ONNX Runtime's own words. */
  | { readonly kind: 'refused'; readonly sha256: string; readonly message: string };

/** An input or output as the runtime knows it; [] is a scalar, or a shape that is not known. */
export interface RuntimeValue {
  readonly name: string;
  /** Undefined for what is no tensor. */
  readonly dtype: Dtype | undefined;
  /** Free sizes have their names, which may be empty. */
  readonly shape: readonly (number | string)[];
}

export interface RuntimeValues {
  readonly inputs: readonly RuntimeValue[];
  readonly outputs: readonly RuntimeValue[];
}

export interface RunRequest {
  readonly session: string;
  readonly feeds: ReadonlyMap<string, TensorValue>;
  readonly fetches: readonly string[];
}

/** Runs in turn: in each round every session once, and which is first alternates. */
export interface MeasureRequest {
  readonly runs: readonly RunRequest[];
  readonly rounds: number;
  /** Rounds before those that are measured. */
  readonly warmUp: number;
  /** No round begins later than this. */
  readonly milliseconds: number;
}

export type RunResult =
  | { readonly kind: 'ok'; readonly outputs: ReadonlyMap<string, TensorValue>; readonly milliseconds: number }
  | { readonly kind: 'failed'; readonly message: string; readonly milliseconds: number };

/** What the thread that holds the sessions answers. */
export interface SessionProtocol {
  /** Whoever loads a session releases it; until then it is kept. */
  load(request: LoadRequest): Loaded;
  run(request: RunRequest): RunResult;
  describe(session: string): RuntimeValues;
  /** Milliseconds of each run, by session; no more where a run fails. */
  measure(request: MeasureRequest): readonly (readonly number[])[];
  release(session: string): void;
  /** Version of ONNX Runtime. */
  version(request: null): string;
}
