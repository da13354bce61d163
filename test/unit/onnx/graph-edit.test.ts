import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { editGraph } from '../../../src/onnx/graph-edit';
import { inputField, nodeField, outputField } from '../../../src/onnx/graph-fields';
import { readModelFile } from '../../../src/onnx/proto/read-model-file';
import { buildModel, node, tensor } from '../../support/onnx-builder';
import { temporaryFolder } from '../../support/temporary-folder';

const MODEL = buildModel({
  inputs: [tensor('x', 'bfloat16', [2]), tensor('kept', 'float32', [2])],
  outputs: [tensor('y', 'bfloat16', [2])],
  nodes: [node('Identity', ['x'], ['y'])],
});

describe('a graph edit', () => {
  it('takes inputs and outputs off by name, and puts nodes in front and behind', async () => {
    const edited = editGraph(MODEL, {
      inputs: ['x'],
      outputs: ['y'],
      before: Buffer.concat([
        inputField('in', 'float32', [{ value: 2, name: undefined }]),
        nodeField({ op: 'Cast', inputs: ['in'], output: 'x', attributes: [{ name: 'to', kind: 'int', value: 16 }] }),
      ]),
      after: Buffer.concat([nodeField({ op: 'Neg', inputs: ['y'], output: 'out' }), outputField('out')]),
    });
    const path = join(temporaryFolder(), 'edited.onnx');
    writeFileSync(path, edited);
    const { graph, model } = await readModelFile(path, 'edited.onnx');
    expect(graph.inputs.map(({ name }) => name)).toEqual(['in', 'kept']);
    expect(graph.outputs.map(({ name }) => name)).toEqual(['out']);
    expect(graph.nodes.map(({ op }) => op)).toEqual(['Cast', 'Identity', 'Neg']);
    expect(model.opsets).toEqual([{ domain: '', version: 17 }]);
  });

  it('refuses what ends inside a field', () => {
    const none = { inputs: [], outputs: [], before: new Uint8Array(), after: new Uint8Array() };
    expect(() => editGraph(MODEL.subarray(0, MODEL.length - 1), none)).toThrow(RangeError);
  });
});
