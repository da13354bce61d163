import { execFileSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readModel } from '../../../src/onnx/read-model';
import { temporaryFolder } from '../../support/temporary-folder';

/** ONNX's own backend test cases are not part of the project: they are read where they lie, beside it or where named. */
const ARCHIVE =
  process.env.ONNX_BACKEND_ARCHIVE ?? resolve(import.meta.dirname, '../../../../shared/fixtures/onnx-backend.tar.xz');
const here = existsSync(ARCHIVE);

describe("ONNX's backend test cases", () => {
  it(here ? 'are all read: signature, opsets and nodes' : 'are not on this machine, so that none is read', async () => {
    if (!here) console.log(`No archive at ${ARCHIVE}; name one in ONNX_BACKEND_ARCHIVE.`);
    const folder = temporaryFolder();
    if (here) execFileSync('tar', ['-xJf', ARCHIVE, '-C', folder]);
    const models = globSync('**/model.onnx', { cwd: folder });
    for (const model of models) {
      const { summary } = await readModel(join(folder, model), model);
      const empty = summary.outputs.length === 0 || summary.opsets.length === 0;
      expect({ model, empty, nodes: summary.nodes > 0 }).toEqual({ model, empty: false, nodes: true });
    }
    expect(models.length > 900).toBe(here);
  });
});
