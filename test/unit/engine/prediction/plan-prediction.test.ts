import { describe, expect, it } from 'vitest';
import { planPrediction } from '../../../../src/engine/prediction/plan-prediction';
import { request } from '../../../support/engine';
import { buildModel, node, tensor } from '../../../support/onnx-builder';
import { temporaryFolder } from '../../../support/temporary-folder';

const THREE_NUMBERS = 'a,b,c\n1,2,3\n4,5,6\n';

function modelOf(op: string, columns: number): Uint8Array {
  return buildModel({
    inputs: [tensor('x', 'float32', ['rows', columns])],
    outputs: [tensor('y', 'float32', ['rows', columns])],
    nodes: [node(op, ['x'], ['y'])],
  });
}

describe('a model that the runtime will refuse', () => {
  it.each([
    ['more columns than it takes', 2],
    ['fewer columns than it takes', 7],
  ])('is refused, not asked about %s', async (_title, columns) => {
    const folder = temporaryFolder({ 'm.onnx': modelOf('com.example.Fancy', columns), 'in.csv': THREE_NUMBERS });
    await expect(planPrediction(request(folder, 'm.onnx', 'in.csv'))).rejects.toMatchObject({
      kind: 'model',
      message: expect.stringContaining('com.example.Fancy') as string,
    });
  });
});

it('asks about the columns of a model that can run', async () => {
  const folder = temporaryFolder({ 'm.onnx': modelOf('Relu', 2), 'in.csv': THREE_NUMBERS });
  const { result, source } = await planPrediction(request(folder, 'm.onnx', 'in.csv'));
  await source.close();
  expect(result.kind).toBe('stopped');
});
