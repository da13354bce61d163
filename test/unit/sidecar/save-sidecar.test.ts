import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findSidecar } from '../../../src/sidecar/find-sidecar';
import { saveSidecar } from '../../../src/sidecar/save-sidecar';
import { temporaryFolder } from '../../support/temporary-folder';
import { rounds } from '../../support/rounds';

const OWN = 'wine.onnx.workbench.json';

describe('settings of one model', () => {
  it('are written beside it, with no schema that an editor would have to fetch', async () => {
    const folder = temporaryFolder();
    const path = await saveSidecar(join(folder, 'wine.onnx'), { id: 'row', inputs: { X: { columns: ['a', 'b'] } } });
    expect(path).toBe(join(folder, OWN));
    expect(readFileSync(path, 'utf8')).toBe(`{
  "version": 1,
  "id": "row",
  "inputs": {
    "X": {
      "columns": [
        "a",
        "b"
      ]
    }
  }
}
`);
    expect(readdirSync(folder)).toEqual([OWN]);
  });

  it('keep what they do not change: unknown keys, other inputs, the order of keys', async () => {
    const before = { note: 'ours', inputs: { A: { value: 1, note: 2 }, B: { columns: ['b'] } }, version: 1, id: 'old' };
    const folder = temporaryFolder({ [OWN]: JSON.stringify(before) });
    const path = await saveSidecar(join(folder, 'wine.onnx'), {
      inputs: { A: { columns: ['a'] } },
      id: 'new',
      truth: 'y',
    });
    expect(readFileSync(path, 'utf8').replaceAll(/\s/g, '')).toBe(
      '{"note":"ours","inputs":{"A":{"value":1,"note":2,"columns":["a"]},"B":{"columns":["b"]}},"version":1,"id":"new","truth":"y"}',
    );
  });

  it('come back as they were saved, whatever the names', async () => {
    const name = fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom('__proto__', 'constructor', 'toString', '0'));
    const folder = temporaryFolder();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(name, fc.array(name)), { maxLength: 4 }), async (pairs) => {
        const model = join(folder, 'any.onnx');
        await saveSidecar(model, { categories: Object.fromEntries(pairs) });
        const found = await findSidecar(model);
        for (const [column, values] of new Map(pairs)) {
          expect(Object.getOwnPropertyDescriptor(found?.sidecar.categories ?? {}, column)?.value).toEqual(values);
        }
      }),
      { numRuns: rounds(30) },
    );
    expect(Object.prototype).not.toHaveProperty('columns');
  });

  it('are not saved over a file that cannot be read', async () => {
    const folder = temporaryFolder({ [OWN]: '{"version": 1,' });
    await expect(saveSidecar(join(folder, 'wine.onnx'), { id: 'x' })).rejects.toMatchObject({
      issues: [{ code: 'sidecar-invalid' }],
    });
    expect(readFileSync(join(folder, OWN), 'utf8')).toBe('{"version": 1,');
  });

  it('say so where they cannot be written', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, OWN));
    await expect(saveSidecar(join(folder, 'wine.onnx'), { id: 'x' })).rejects.toMatchObject({
      kind: 'usage',
      issues: [{ code: 'sidecar-not-written' }],
    });
  });
});

describe('settings of many models', () => {
  it('stay in their file when the entry is for this model alone', async () => {
    const folder = temporaryFolder({
      'workbench.json': '{"version":1,"note":1,"models":[{"files":"m/wine.onnx","id":"a"}]}',
    });
    const path = await saveSidecar(join(folder, 'm/wine.onnx'), { truth: 'y' });
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({
      version: 1,
      note: 1,
      models: [{ files: 'm/wine.onnx', id: 'a', truth: 'y' }],
    });
  });

  it('are left alone where the entry is for others too: the model gets one before it', async () => {
    const folder = temporaryFolder({ 'workbench.json': '{"version":1,"models":[{"files":"**/*.onnx","id":"a"}]}' });
    const path = await saveSidecar(join(folder, 'm/wine.onnx'), { truth: 'y' });
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({
      version: 1,
      models: [
        { files: 'm/wine.onnx', id: 'a', truth: 'y' },
        { files: '**/*.onnx', id: 'a' },
      ],
    });
    await expect(findSidecar(join(folder, 'm/wine.onnx'))).resolves.toMatchObject({ sidecar: { truth: 'y' } });
  });
});
