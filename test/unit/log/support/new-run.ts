import type { NewRun } from '../../../../src/log/run-record';

export const NEW_RUN: NewRun = {
  source: 'cli',
  model: { path: '/models/wine.onnx', name: 'wine', sha256: 'ab12', revision: null },
  data: { path: '/models/wine.csv', sha256: null },
  executionProvider: 'cpu',
  runtimeVersion: '1.30.0',
  batchSize: 1024,
  inputs: 'full',
};
