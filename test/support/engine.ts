import path from 'node:path';
import { createEngineClient, type EngineClient, type EngineClientOptions } from '../../src/engine/client/engine-client';
import type { CompareRequest } from '../../src/contract/compare';
import type { PredictRequest } from '../../src/contract/predict';

const root = path.resolve(import.meta.dirname, '../..');

/** The built engine: what is shipped is what is tested. */
const ENGINE_ENTRY = path.join(root, 'dist/engine.js');

/** An engine of its own for a test; dispose it in `afterEach` or `afterAll`. */
export function startEngine(options: Omit<EngineClientOptions, 'entry'> = {}): EngineClient {
  return createEngineClient({ entry: ENGINE_ENTRY, ...options });
}

/** A request with the defaults of the command line; nothing is logged unless told. */
export function request(
  folder: string,
  model: string,
  data: string,
  more: Partial<PredictRequest> = {},
): PredictRequest {
  return {
    model,
    data: { kind: 'file', path: data },
    folder,
    binding: {},
    reading: {},
    onError: 'stop',
    saveSidecar: false,
    log: { kind: 'off' },
    pages: true,
    output: { kind: 'none' },
    source: 'cli',
    ...more,
  };
}

/** A comparison of two models of a folder with the defaults of the command line; nothing is logged unless told. */
export function compareRequest(
  folder: string,
  [baseline, candidate]: readonly [string, string],
  data: string,
  more: Partial<CompareRequest> = {},
): CompareRequest {
  return {
    baseline: { kind: 'model', path: baseline },
    candidate: { kind: 'model', path: candidate },
    data: { kind: 'file', path: data },
    folder,
    binding: {},
    reading: {},
    pairs: {},
    tolerance: {},
    gates: [],
    slices: false,
    log: { kind: 'off' },
    pages: true,
    ...more,
  };
}
