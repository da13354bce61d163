import { describe, expect, it } from 'vitest';
import type { Dim } from '../../../../src/contract/model';
import { inspectModel } from '../../../../src/engine/prediction/inspect';
import { buildModel, node, tensor } from '../../../support/onnx-builder';
import { temporaryFolder } from '../../../support/temporary-folder';

function softmax(width: Dim, op = 'Softmax'): Uint8Array {
  return buildModel({
    inputs: [tensor('x', 'float32', ['rows', width])],
    outputs: [tensor('y', 'float32', ['rows', width])],
    nodes: [node(op, ['x'], ['y'])],
  });
}

describe('the classes of a model without labels', () => {
  it('are numbers, as many as it declares probabilities', async () => {
    const folder = temporaryFolder({ 'm.onnx': softmax(3) });
    expect(await inspectModel({ model: 'm.onnx', folder })).toMatchObject({ classes: [0, 1, 2] });
  });

  it('are as many as there are names where it declares no width', async () => {
    const folder = temporaryFolder({ 'm.onnx': softmax('classes'), 'labels.txt': 'cat\ndog\n' });
    expect(await inspectModel({ model: 'm.onnx', folder })).toMatchObject({
      classes: [0, 1],
      classNames: { names: ['cat', 'dog'] },
    });
  });

  it('are not there for plain numbers', async () => {
    const folder = temporaryFolder({ 'm.onnx': softmax(3, 'Relu') });
    expect(await inspectModel({ model: 'm.onnx', folder })).not.toHaveProperty('classes');
  });
});
