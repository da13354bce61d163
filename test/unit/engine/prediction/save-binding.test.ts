import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { request, startEngine } from '../../../support/engine';
import { MODELS } from '../../../support/fixtures';
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
