import type { FindTestsRequest, GoldenCase, GoldenVerdict, RunTestRequest } from '../../contract/golden';
import type { TensorValue } from '../../contract/tensor';
import type { LoadRequest } from './session-protocol';

/** What a golden test asks for next. */
export type GoldenStep =
  | {
      readonly kind: 'run';
      readonly load: LoadRequest;
      readonly feeds: ReadonlyMap<string, TensorValue>;
      readonly fetches: readonly string[];
    }
  | { readonly kind: 'ended'; readonly verdict: GoldenVerdict };

/** What the runtime said to a step. */
export type GoldenAnswer =
  | { readonly kind: 'outputs'; readonly outputs: ReadonlyMap<string, TensorValue> }
  /** ONNX Runtime's own words. */
  | { readonly kind: 'refused' | 'failed'; readonly message: string };

/** What the thread that reads data answers about golden tests in ONNX's own layout. */
export interface GoldenProtocol {
  findTests(request: FindTestsRequest): readonly GoldenCase[];
  openTest(request: { readonly job: string; readonly request: RunTestRequest }): GoldenStep;
  answerTest(request: { readonly job: string; readonly answer: GoldenAnswer }): GoldenStep;
  closeTest(job: string): void;
}
