import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Structure } from '../../../src/contract/structure';
import type { EngineClient } from '../../../src/engine/client/engine-client';
import { startEngine } from '../../support/engine';
import { MODELS } from '../../support/fixtures';
import { buildModel, node, tensor } from '../../support/onnx-builder';
import { temporaryFolder } from '../../support/temporary-folder';

let client: EngineClient;

beforeAll(() => {
  client = startEngine();
});

afterAll(() => client.dispose());

function structure(pair: string, candidate = 'v2.onnx', baseline = 'v1.onnx'): Promise<Structure> {
  return client.engine.structure({ baseline, candidate, folder: join(MODELS, pair) });
}

test('a model and itself are identical', async () => {
  for (const pair of ['pair-identical', 'pair-quantised', 'pair-retrained-classifier'])
    expect(await structure(pair, 'v1.onnx')).toEqual({ status: 'identical' });
});

test('an output of another name is the one change', async () => {
  expect(await structure('pair-renamed-output')).toMatchObject({
    status: 'different',
    signature: [{ of: 'output', change: 'renamed' }],
    weights: { changed: 0, renamed: 0, removed: 0, added: 0 },
  });
});

test('an input of another name changes no node that reads it', async () => {
  expect(await structure('pair-renamed-input')).toMatchObject({
    signature: [{ of: 'input', change: 'renamed' }],
    nodes: { changed: 0, removed: 0, added: 0 },
  });
});

test('a quantised model has other operators', async () => {
  const found = await structure('pair-quantised');
  if (found.status !== 'different') throw new Error('It is different.');
  expect(found.nodes.operators.map(({ operator }) => operator)).toContain('DynamicQuantizeLinear');
  expect(found.weights.removed).toBeGreaterThan(0);
});

test('weights in a file beside the model are compared too', async () => {
  const [folder, file] = ['external-data', 'model.onnx'];
  const model = readFileSync(join(MODELS, folder, file));
  expect(await structure(folder, file, file)).toEqual({ status: 'identical' });
  const weights = (await client.engine.inspect({ model: file, folder: join(MODELS, folder) })).externalData;
  const [first] = weights.map(({ location }) => location);
  const bytes = Buffer.from(readFileSync(join(MODELS, folder, first ?? '')));
  bytes.writeFloatLE(bytes.readFloatLE(0) + 1, 0);
  const copy = temporaryFolder({ [file]: model, [first ?? '']: bytes });
  const found = await structure(folder, join(copy, file), file);
  expect(found).toMatchObject({ status: 'different', nodes: { changed: 0 }, weights: { changed: 1 } });
});

test('a file that is not there is said', async () => {
  await expect(structure('pair-identical', 'v3.onnx')).rejects.toThrow('v3.onnx');
});

test('comparing large graphs ends when it is cancelled', async () => {
  const large = (stride: number): Uint8Array =>
    buildModel({
      inputs: [tensor('t', 'float32', ['N', 1, 2, 2])],
      outputs: [tensor('t4000', 'float32')],
      nodes: Array.from({ length: 4000 }, (_, place) =>
        node('MaxPool', [place === 0 ? 't' : `t${place}`], [`t${place + 1}`], {
          kernel_shape: { kind: 'ints', value: [1, 1] },
          strides: { kind: 'ints', value: [1, stride] },
        }),
      ),
    });
  const folder = temporaryFolder({ 'one.onnx': large(1), 'other.onnx': large(2) });
  const request = { baseline: 'one.onnx', candidate: 'other.onnx', folder };
  expect(await client.engine.structure(request)).toMatchObject({ nodes: { changed: 4000 } });
  await expect(client.engine.structure(request, { signal: AbortSignal.abort() })).rejects.toThrow('Cancelled.');
});
