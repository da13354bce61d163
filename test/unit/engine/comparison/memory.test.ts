import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { compareRequest, startEngine } from '../../../support/engine';
import { engineMemory } from '../../../support/engine-memory';
import { buildModel, node, tensor } from '../../../support/onnx-builder';
import { rounds } from '../../../support/rounds';
import { temporaryFolder } from '../../../support/temporary-folder';

const client = startEngine();
afterAll(() => client.dispose());

const FEW = 100_000;
const MANY = rounds(400_000, 10_000_000);
const MEGABYTE = 1 << 20;

/** Probabilities of three classes. */
function classifier(weight: number): Uint8Array {
  return buildModel({
    inputs: [tensor('x', 'float32', ['rows', 2])],
    outputs: [tensor('probabilities', 'float32', ['rows', 3])],
    initializers: [
      { name: 'w', dtype: 'float32', dims: [2, 3], data: Float32Array.of(weight, 0.2, 0.7, 0.3, 0.9, -weight) },
    ],
    nodes: [node('MatMul', ['x', 'w'], ['z']), node('Softmax', ['z'], ['probabilities'])],
  });
}

const ROW_BLOCK = Array.from({ length: 10_000 }, (_, row) => `${Math.sin(row)},${Math.cos(7 * row)}\n`).join('');

async function writeRows(path: string, rows: number): Promise<void> {
  const file = createWriteStream(path);
  file.write('x_0,x_1\n');
  for (let row = 0; row < rows; row += 10_000) if (!file.write(ROW_BLOCK)) await once(file, 'drain');
  file.end();
  await once(file, 'finish');
}

describe('the memory that comparing two models takes', () => {
  it(`does not grow with the rows: ${MANY} after ${FEW}`, async () => {
    const folder = temporaryFolder({ 'old.onnx': classifier(0.5), 'new.onnx': classifier(0.45) });
    await writeRows(join(folder, 'few.csv'), FEW);
    await writeRows(join(folder, 'many.csv'), MANY);
    const largestAfter = async (data: string, rows: number): Promise<number> => {
      const asked = compareRequest(folder, ['old.onnx', 'new.onnx'], data, { pages: false });
      const { comparison } = await client.engine.compare(asked);
      expect(comparison).toMatchObject({ rows, verdict: 'different', outputs: [{ elements: 3 * rows }] });
      expect(comparison.labels?.flips).toBeGreaterThan(0);
      return engineMemory(client, 'peak');
    };
    const few = await largestAfter('few.csv', FEW);
    const many = await largestAfter('many.csv', MANY);
    expect(many - few).toBeLessThan(100 * MEGABYTE);
  });
});
