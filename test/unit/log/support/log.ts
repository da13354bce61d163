import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { PredictedBatch } from '../../../../src/contract/predicted';
import type { Batch } from '../../../../src/data/table';
import type { Log } from '../../../../src/log/log';
import { openLog, type OpenLogOptions } from '../../../../src/log/open';
import { encodeRows } from '../../../../src/log/rows/encode';
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

/** A folder of this test alone. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'workbench-log-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** An open log that is closed with the test. */
export async function openedLog(path: string, options: Partial<OpenLogOptions> = {}): Promise<Log> {
  const opening = await openLog(path, { mode: 'write', ...options });
  if (opening.kind !== 'open') throw new Error(`The log is ${opening.kind}.`);
  onTestFinished(() => opening.log.close().catch(() => undefined));
  return opening.log;
}

/** Rows from `start` with one text column `name` and a score. */
export function someRows(start: number, names: readonly string[]): Uint8Array {
  const rows = names.length;
  const batch: Batch = {
    start,
    rows,
    columns: [{ kind: 'text', values: names }],
    line: () => undefined,
    issues: [],
  };
  const predicted: PredictedBatch = {
    start,
    rows,
    scores: Float64Array.from(names, (_, index) => start + index),
    outputs: [],
    told: [],
    whole: [],
    failed: new Map(),
  };
  return encodeRows({ batch, columns: ['name'], predicted, inputs: 'full', redact: [] });
}
