import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { request, startEngine } from '../../../support/engine';
import type { EngineClient } from '../../../../src/engine/client/engine-client';
import { MODELS } from '../../../support/fixtures';
import { temporaryFolder } from '../../../support/temporary-folder';

let client: EngineClient;

beforeAll(() => {
  client = startEngine();
});
afterAll(() => client.dispose());

/** A golden test of a fixture whose expected answers are what the model answers itself. */
async function savedTest(
  model: string,
  format: string,
): Promise<{ readonly folder: string; readonly expected: string }> {
  const folder = temporaryFolder();
  cpSync(join(MODELS, model), folder, { recursive: true });
  const outcome = await client.engine.predict(request(folder, 'model.onnx', 'input.csv', { binding: { map: 'auto' } }));
  if (outcome.status !== 'ok') throw new Error(`It ended ${outcome.status}.`);
  const expected = join(folder, `expected.${format}`);
  await client.engine.exportRows({ result: outcome.head.result, path: expected, keep: 'none' });
  const tests = [{ name: 'saved', data: 'input.csv', expected: `expected.${format}` }];
  writeFileSync(join(folder, 'model.onnx.workbench.json'), JSON.stringify({ version: 1, tests }));
  return { folder, expected };
}

it.each(
  [
    'bool-string-outputs',
    'iris-logreg-zipmap-int',
    'wine-bayes-string-labels',
    'nan-inf-outputs',
    'float16-io',
    'exercise-multioutput',
    'diabetes-forest',
  ].flatMap((model) => ['csv', 'json', 'jsonl', 'parquet'].map((format) => [model, format] as const)),
)('what %s answers, saved as %s, is what it has to answer', async (model, format) => {
  const { folder } = await savedTest(model, format);
  const [test] = await client.engine.findTests({ paths: ['.'], folder });
  if (!test) throw new Error('The test is not found.');
  expect(await client.engine.runTest({ test })).toEqual({ status: 'passed' });
});

it('an answer of text that was changed in the file is found', async () => {
  const { folder, expected } = await savedTest('bool-string-outputs', 'csv');
  const [header = '', first = '', ...others] = readFileSync(expected, 'utf8').split('\n');
  const place = header.split(',').indexOf('grade');
  const cells = first.split(',').with(place, 'another');
  writeFileSync(expected, [header, cells.join(','), ...others].join('\n'));
  const [test] = await client.engine.findTests({ paths: ['.'], folder });
  if (!test) throw new Error('The test is not found.');
  const verdict = await client.engine.runTest({ test, failing: 1 });
  expect(verdict).toMatchObject({ status: 'failed', output: 'grade', row: 0 });
  expect(verdict.failing?.[0]?.values).toContainEqual(expect.objectContaining({ name: 'grade', expected: 'another' }));
});
