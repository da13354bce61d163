import type { Run } from '../../src/contract/run';

/** A run that has ended well, with what a test says of it. */
export function someRun(said: Partial<Run> = {}): Run {
  return {
    id: '0199c0de-0000-7000-8000-000000000000',
    name: null,
    note: null,
    start: '2026-11-23T10:00:00.000Z',
    source: 'cli',
    model: { path: '/project/wine.onnx', name: 'wine.onnx', sha256: 'ab', revision: null },
    data: { path: '/project/wine.csv', sha256: null },
    binding: [],
    classes: null,
    rows: 60,
    status: 'ok',
    error: null,
    timing: { parse: 1, bind: 1, infer: 1, write: 1, total: 4 },
    executionProvider: 'cpu',
    runtimeVersion: '1.30.0',
    batchSize: 100,
    inputs: 'full',
    host: 'here',
    pid: 1,
    metrics: null,
    issues: [],
    settings: null,
    ...said,
  };
}
