import { resolve } from 'node:path';
import type { EngineProtocol } from '../../contract/engine';
import { RUN_PREFIX, type GoldenCase } from '../../contract/golden';
import type { Client } from '../../contract/rpc';
import { modelFiles, settingsFiles } from '../on-change/files';

/** The files that a golden test reads, absolute; those that may be absent too. */
export async function filesOfTest(
  engine: Pick<Client<EngineProtocol>, 'inspect'>,
  test: GoldenCase,
): Promise<readonly string[]> {
  const { model } = test;
  const own = await modelFiles(engine, { model, folder: '' });
  if (test.kind === 'onnx') return [...own, ...test.inputs, ...test.outputs];
  const settings = await settingsFiles(model);
  if (test.kind === 'unreadable') return [...own, ...settings];
  const { folder, data, expected } = test;
  const answers = expected.startsWith(RUN_PREFIX) ? [] : [resolve(folder, expected)];
  return [...own, ...settings, resolve(folder, data), ...answers];
}
