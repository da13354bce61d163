import { afterAll, describe, expect, it } from 'vitest';
import { WorkbenchError } from '../../../src/contract/issue';
import { request, startEngine } from '../../support/engine';
import { engineMemory } from '../../support/engine-memory';
import { buildModel, node, tensor, type ModelSpec, type TensorSpec } from '../../support/onnx-builder';
import { temporaryFolder } from '../../support/temporary-folder';

const client = startEngine();
afterAll(() => client.dispose());

const TEN_GIGABYTES = 10_737_418_240;
const MEGABYTE = 1 << 20;

const x = tensor('x', 'float32', ['rows', 2]);
const y = tensor('y', 'float32', ['rows', 2]);

function added(weight: Omit<TensorSpec, 'name' | 'dtype'>): ModelSpec {
  const initializers = [{ name: 'w', dtype: 'float32' as const, ...weight }];
  return { inputs: [x], outputs: [y], nodes: [node('Add', ['x', 'w'], ['y'])], initializers };
}

const four = new Uint8Array(4);
const models: Readonly<Record<string, ModelSpec>> = {
  'a weight': added({ dims: [TEN_GIGABYTES], raw: four }),
  'a weight of negative size': added({ dims: [-TEN_GIGABYTES], raw: four }),
  'external data, by its length': added({ dims: [2], external: { location: 'w.bin', length: TEN_GIGABYTES } }),
  'external data, by its offset': added({ dims: [2], external: { location: 'w.bin', offset: TEN_GIGABYTES } }),
  'external data, by its dims': added({ dims: [TEN_GIGABYTES], external: { location: 'w.bin' } }),
  'an input': {
    inputs: [tensor('x', 'float32', ['rows', TEN_GIGABYTES])],
    outputs: [y],
    nodes: [node('Identity', ['x'], ['y'])],
  },
  'an input beside a size of 0': {
    inputs: [x, tensor('z', 'float32', [TEN_GIGABYTES, 0])],
    outputs: [y],
    nodes: [node('Identity', ['x'], ['y'])],
  },
  probabilities: {
    inputs: [x],
    outputs: [tensor('probabilities', 'float32', ['rows', TEN_GIGABYTES])],
    nodes: [node('Softmax', ['x'], ['probabilities'])],
  },
};

describe.runIf(process.platform === 'linux')('a small model that declares ten gigabytes', () => {
  it.each(Object.keys(models))('in %s', async (title) => {
    const model = buildModel(models[title] ?? {});
    expect(model.length).toBeLessThan(1024);
    const folder = temporaryFolder({ 'm.onnx': model, 'w.bin': new Uint8Array(8), 'in.csv': 'x_0,x_1\n1,2\n' });
    const { engine } = client;
    expect((await engine.inspect({ model: 'm.onnx', folder })).file).toBe('m.onnx');
    const calls = [
      engine.predict(request(folder, 'm.onnx', 'in.csv')),
      engine.mapping({ model: 'm.onnx', data: 'in.csv', folder, binding: {}, reading: {} }),
      engine.expect({ model: 'm.onnx', folder }),
    ];
    for (const { reason } of (await Promise.allSettled(calls)).filter((end) => end.status === 'rejected'))
      expect(reason).toBeInstanceOf(WorkbenchError);
    expect(engineMemory(client, 'peak')).toBeGreaterThan(0);
    expect(engineMemory(client, 'peak')).toBeLessThan(400 * MEGABYTE);
  });
});
