import { copyFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { SettingsChange } from '../../../../src/contract/binding-options';
import { request, startEngine } from '../../../support/engine';
import { MODELS } from '../../../support/fixtures';
import { buildModel, node, tensor } from '../../../support/onnx-builder';
import { temporaryFolder } from '../../../support/temporary-folder';

const engine = startEngine();
afterAll(() => engine.dispose());

it('what was bound and set is saved, so that the next run needs neither flags nor questions', async () => {
  const folder = temporaryFolder();
  for (const file of ['model.onnx', 'input.csv'])
    copyFileSync(join(MODELS, 'function-and-if', file), join(folder, file));
  const binding = { columns: { x: ['x1', 'x2', 'x3'] }, set: { squash: 'true' } };
  const first = await engine.engine.predict(request(folder, 'model.onnx', 'input.csv', { binding, saveSidecar: true }));
  expect(first.status).toBe('ok');
  expect(JSON.parse(readFileSync(join(folder, 'model.onnx.workbench.json'), 'utf8'))).toMatchObject({
    inputs: { x: { columns: ['x1', 'x2', 'x3'] }, squash: { value: true } },
  });
  const again = await engine.engine.predict(request(folder, 'model.onnx', 'input.csv'));
  expect(again).toMatchObject({ status: 'ok', rows: 50 });
});

it('nothing is saved for a model that cannot be loaded', async () => {
  const unknown = buildModel({
    inputs: [tensor('x', 'float32', ['rows', 1])],
    outputs: [tensor('y', 'float32', ['rows', 1])],
    nodes: [node('MatMul', ['x', 'w'], ['y'])],
    initializers: [{ name: 'w', dtype: 'float32', dims: [3, 1], data: new Float32Array(3) }],
  });
  const folder = temporaryFolder({ 'm.onnx': unknown, 'in.csv': 'x\n1\n' });
  const predicted = engine.engine.predict(request(folder, 'm.onnx', 'in.csv', { saveSidecar: true }));
  await expect(predicted).rejects.toMatchObject({ kind: 'model' });
  expect(readdirSync(folder).toSorted()).toEqual(['in.csv', 'm.onnx']);
});

it('id, truth and rules that were chosen are saved, those that were taken back go, and what is unknown stays', async () => {
  const folder = temporaryFolder({ 'model.onnx.workbench.json': '{"version": 1, "truth": "x4", "mine": 7}' });
  for (const file of ['model.onnx', 'input.csv'])
    copyFileSync(join(MODELS, 'function-and-if', file), join(folder, file));
  const columns = { x: ['x1', 'x2', 'x3'] };
  const choose = (settings: SettingsChange) =>
    engine.engine.predict(
      request(folder, 'model.onnx', 'input.csv', {
        binding: { columns, set: { squash: 'true' }, settings },
        saveSidecar: true,
      }),
    );
  const saved = (): unknown => JSON.parse(readFileSync(join(folder, 'model.onnx.workbench.json'), 'utf8'));
  expect(await choose({ id: 'x3', truth: [], missing: { x1: 0 } })).toMatchObject({ status: 'ok' });
  expect(saved()).toMatchObject({ version: 1, mine: 7, id: 'x3', missing: { x1: 0 } });
  expect(saved()).not.toHaveProperty('truth');
  await choose({ id: null, missing: { x2: 'error' } });
  expect(saved()).toMatchObject({ mine: 7, missing: { x1: 0, x2: 'error' } });
  expect(saved()).not.toHaveProperty('id');
});
