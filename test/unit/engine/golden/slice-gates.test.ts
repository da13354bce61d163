import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { GoldenVerdict } from '../../../../src/contract/golden';
import type { EngineClient } from '../../../../src/engine/client/engine-client';
import { startEngine } from '../../../support/engine';
import { GRADE_COLUMNS, GRADE_MODELS, gradedWine } from '../../../support/graded';
import { temporaryFolder } from '../../../support/temporary-folder';

const [worse, better] = GRADE_MODELS;

let client: EngineClient;
beforeAll(() => {
  client = startEngine();
});
afterAll(() => client.dispose());

/** A model whose settings hold it to the answers of the better one, on the rows of one segment. */
async function verdictOf(model: string, where: string): Promise<GoldenVerdict> {
  const folder = temporaryFolder();
  const gate = `change accuracy >= 0 where ${where}`;
  const tests = [{ name: 'slices', data: 'graded.csv', expected: 'answers.csv', gates: [gate] }];
  const settings = { version: 1, inputs: { float_input: { columns: GRADE_COLUMNS } }, truth: 'grade' };
  cpSync(better, join(folder, 'better.onnx'));
  cpSync(model, join(folder, 'wine.onnx'));
  writeFileSync(join(folder, 'graded.csv'), gradedWine());
  writeFileSync(join(folder, 'better.onnx.workbench.json'), JSON.stringify(settings));
  writeFileSync(join(folder, 'wine.onnx.workbench.json'), JSON.stringify({ ...settings, tests }));
  await client.engine.predict({
    model: 'better.onnx',
    data: { kind: 'file', path: 'graded.csv' },
    folder,
    binding: {},
    reading: {},
    onError: 'stop',
    saveSidecar: false,
    log: { kind: 'off' },
    pages: false,
    output: { kind: 'file', path: 'answers.csv', keep: 'none' },
    source: 'test',
  });
  expect(readFileSync(join(folder, 'answers.csv'), 'utf8').split('\n')[0]).toMatch(/^prediction,score,proba_/);
  const [test] = await client.engine.findTests({ paths: ['wine.onnx'], folder });
  if (!test) throw new Error('The settings have no test.');
  return client.engine.runTest({ test });
}

it.each([
  ['is red where the model does worse on its rows', worse, 'alcohol in [12, 13)', 'failed'],
  ['is green for a model that does as well', better, 'alcohol in [12, 13)', 'passed'],
  ['is red where no row is meant', better, 'alcohol in [90, 91)', 'failed'],
])('a gate on a slice %s', async (_what, model, where, status) => {
  const verdict = await verdictOf(model, where);
  expect(verdict).toMatchObject(
    status === 'passed'
      ? { status }
      : { status, reason: 'gate-failed', message: expect.stringContaining(`where ${where}' does not hold`) as string },
  );
});
