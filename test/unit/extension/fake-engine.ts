import type { EngineProtocol } from '../../../src/contract/engine';
import type { PredictHead, PredictOutcome } from '../../../src/contract/predict';
import type { CallOptions, Client } from '../../../src/contract/rpc';

type Calls = { readonly [K in keyof Client<EngineProtocol>]?: Client<EngineProtocol>[K] };

/** An engine that answers what the test says; any other call rejects. */
export function fakeEngine(calls: Calls): Client<EngineProtocol> {
  return new Proxy(calls as Client<EngineProtocol>, {
    get: (target, method): unknown =>
      Reflect.get(target, method) ?? (() => Promise.reject(new Error(`${String(method)} was not expected.`))),
  });
}

export const head: PredictHead = {
  run: 'run-1',
  result: 'result-1',
  log: '/project/.onnx-workbench/log.db',
  model: { path: '/project/wine.onnx', sha256: 'abc' },
  data: 'wine.csv',
  binding: [{ input: 'X', columns: ['alcohol', 'ash'], source: 'name' }],
  classes: ['red', 'white'],
};

export const finished: Exclude<PredictOutcome, { status: 'stopped' }> = {
  status: 'ok',
  head,
  rows: 3,
  skipped: 0,
  issues: [],
  timing: { parse: 1, bind: 1, infer: 1, write: 1, total: 3 },
  firstRun: true,
};

export const stopped: PredictOutcome = {
  status: 'stopped',
  model: head.model,
  data: head.data,
  proposal: { columns: ['alcohol', 'ash'], dropped: [{ column: 'id', as: 'id', why: 'all its integers differ' }] },
  issues: [{ severity: 'error', code: 'columns-unknown', message: 'Which columns?' }],
};

/** A prediction that goes on until it is cancelled. */
export function untilCancelled(_request: unknown, options?: CallOptions): Promise<PredictOutcome> {
  return new Promise((resolve) => {
    options?.onProgress?.({ kind: 'head', head });
    options?.signal?.addEventListener('abort', () => resolve({ ...finished, status: 'cancelled', rows: 1 }));
  });
}
