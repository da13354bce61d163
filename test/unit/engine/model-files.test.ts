import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { copyExternalData } from '../../../src/engine/model-files';
import { temporaryFolder } from '../../support/temporary-folder';

it('copies weights outside a model under their names, and says how many bytes they are', async () => {
  const weights = { 'one.bin': new Uint8Array(16), 'deep/two.bin': new Uint8Array(1000).fill(7) };
  const folder = temporaryFolder({ 'm.onnx': new Uint8Array(), ...weights });
  const target = temporaryFolder();
  expect(await copyExternalData(join(folder, 'm.onnx'), ['one.bin', 'deep/two.bin'], target)).toBe(1016);
  expect(readFileSync(join(target, 'deep/two.bin'))).toEqual(readFileSync(join(folder, 'deep/two.bin')));
});
