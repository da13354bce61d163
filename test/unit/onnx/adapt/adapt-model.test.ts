import { describe, expect, it } from 'vitest';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { adaptModel } from '../../../../src/onnx/adapt/adapt-model';
import { readModelFile, type ModelFile } from '../../../../src/onnx/proto/read-model-file';
import { buildModel, node, tensor, type ModelSpec } from '../../../support/onnx-builder';
import { temporaryFolder } from '../../../support/temporary-folder';

const REFUSAL = 'Could not find an implementation for Add(6) node';
const ONE = { kind: 'int', value: 1 } as const;

function model(more: ModelSpec): Uint8Array {
  return buildModel({ inputs: [tensor('x', 'float32', [2])], outputs: [tensor('y', 'float32', [2])], ...more });
}

async function read(bytes: Uint8Array): Promise<ModelFile> {
  const path = join(temporaryFolder(), 'adapted.onnx');
  writeFileSync(path, bytes);
  return readModelFile(path, 'adapted.onnx');
}

describe('a refused model in other terms', () => {
  it.each([
    ['of a newer opset', { opsets: { '': 17 }, nodes: [node('Add', ['x', 'x'], ['y'])] }],
    ['of an opset that nobody knows yet', { opsets: { '': 29 }, nodes: [node('Neg', ['x'], ['y'])] }],
    ['of operators that are not ONNX', { opsets: { '': 17, own: 1 }, nodes: [node('own.Add', ['x', 'x'], ['y'])] }],
  ])('is none where there is nothing to say otherwise: %s', (_, more) => {
    expect(adaptModel(model(more), REFUSAL)).toBeUndefined();
  });

  it('keeps what it does not change, metadata and other domains', async () => {
    const bytes = model({
      opsets: { '': 6, 'ai.onnx.ml': 1 },
      metadata: { author: 'me' },
      nodes: [
        node('ai.onnx.ml.Scaler', ['x'], ['s'], { scale: { kind: 'floats', value: [2] } }),
        node('Add', ['s', 's'], ['y']),
      ],
    });
    const { model: adapted, graph } = await read(adaptModel(bytes, REFUSAL) ?? new Uint8Array());
    expect(adapted.opsets).toEqual([
      { domain: '', version: 7 },
      { domain: 'ai.onnx.ml', version: 1 },
    ]);
    expect([...adapted.metadata]).toEqual([['author', 'me']]);
    expect(graph.nodes.map(({ op }) => op)).toEqual(['Scaler', 'Add']);
    expect(graph.nodes[0]?.attributes).toMatchObject([{ name: 'scale' }]);
  });

  it.each([
    ['a dropout that trains', [node('Dropout', ['x'], ['y'])]],
    ['a normalisation that trains', [node('BatchNormalization', ['x', 'x', 'x', 'x', 'x'], ['y'])]],
    [
      'an axis to broadcast along, for a tensor of which nobody knows how many it has',
      [node('own.Any', ['x'], ['b']), node('Add', ['x', 'b'], ['y'], { broadcast: ONE, axis: ONE })],
    ],
    ['slopes of which nobody knows the axes', [node('own.Any', ['x'], ['s']), node('PRelu', ['x', 's'], ['y'])]],
  ])('is none where opset 7 would say something else: %s', (_, nodes) => {
    expect(adaptModel(model({ opsets: { '': 6 }, nodes }), REFUSAL)).toBeUndefined();
  });

  it('names a locale only where the runtime found none', async () => {
    const bytes = model({ opsets: { '': 10 }, nodes: [node('StringNormalizer', ['x'], ['y'])] });
    expect(adaptModel(bytes, REFUSAL)).toBeUndefined();
    const adapted = adaptModel(bytes, 'Failed to construct locale with name:en_US.UTF-8') ?? bytes;
    expect((await read(adapted)).graph.nodes[0]?.attributes).toMatchObject([{ name: 'locale', text: 'C.UTF-8' }]);
  });

  it('is refused where the bytes are no model', () => {
    const bytes = model({ opsets: { '': 6 }, nodes: [node('Add', ['x', 'x'], ['y'])] });
    expect(() => adaptModel(bytes.subarray(0, -1), REFUSAL)).toThrow(RangeError);
  });
});
