import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { WorkbenchError } from '../../../src/contract/issue';
import { findSidecar } from '../../../src/sidecar/find-sidecar';
import { temporaryFolder } from '../../support/temporary-folder';

const settings = (id: string): string => JSON.stringify({ version: 1, id });
const many = (...models: readonly object[]): string => JSON.stringify({ version: 1, models });

describe('where a model has its settings', () => {
  const table: readonly { title: string; files: Record<string, string>; id: string | undefined }[] = [
    { title: 'nowhere', files: {}, id: undefined },
    { title: 'in a file of its own beside it', files: { 'a/b/wine.onnx.workbench.json': settings('own') }, id: 'own' },
    {
      title: 'in its own file rather than in workbench.json',
      files: {
        'a/b/wine.onnx.workbench.json': settings('own'),
        'a/b/workbench.json': many({ files: '*.onnx', id: 'many' }),
      },
      id: 'own',
    },
    {
      title: 'in the nearest workbench.json',
      files: {
        'a/workbench.json': many({ files: '**/*.onnx', id: 'near' }),
        'workbench.json': many({ files: '**', id: 'far' }),
      },
      id: 'near',
    },
    {
      title: 'further up where the nearest has no entry for it',
      files: {
        'a/workbench.json': many({ files: 'beer.onnx', id: 'near' }),
        'workbench.json': many({ files: '**', id: 'far' }),
      },
      id: 'far',
    },
    {
      title: 'in the first entry that matches',
      files: {
        'a/workbench.json': many(
          { files: 'b/beer.onnx', id: '0' },
          { files: './b/*.onnx', id: '1' },
          { files: '**', id: '2' },
        ),
      },
      id: '1',
    },
    {
      title: 'not in an entry for its folder only',
      files: { 'a/workbench.json': many({ files: '*.onnx', id: 'x' }) },
      id: undefined,
    },
    {
      title: 'behind a byte order mark',
      files: { 'a/b/wine.onnx.workbench.json': `\uFEFF${settings('own')}` },
      id: 'own',
    },
  ];
  it.each(table)('$title', async ({ files, id }) => {
    const folder = temporaryFolder(files);
    const found = await findSidecar(join(folder, 'a/b/wine.onnx'));
    expect(found?.sidecar.id).toBe(id);
  });

  it('in the file that is named', async () => {
    const folder = temporaryFolder({ 'wine.onnx.workbench.json': settings('own'), 'other.json': settings('other') });
    const found = await findSidecar(join(folder, 'wine.onnx'), join(folder, 'other.json'));
    expect(found).toMatchObject({ path: join(folder, 'other.json'), sidecar: { id: 'other' }, issues: [] });
  });

  it('in a named file for many models, less its glob', async () => {
    const folder = temporaryFolder({ 'all.json': many({ files: 'm/*.onnx', id: 'all' }) });
    const found = await findSidecar(join(folder, 'm/wine.onnx'), join(folder, 'all.json'));
    expect(found?.sidecar).toEqual({ version: 1, id: 'all' });
  });
});

describe('class names in a file', () => {
  it('are read from beside the sidecar', async () => {
    const folder = temporaryFolder({
      'workbench.json': many({ files: '**', classes: 'names/wine.txt' }),
      'names/wine.txt': 'Barolo\r\nBarbera\r\n',
    });
    const found = await findSidecar(join(folder, 'm/wine.onnx'));
    expect(found?.sidecar.classes).toEqual(['Barolo', 'Barbera']);
  });
});

describe('keys that are no settings', () => {
  it('are kept and named', async () => {
    const folder = temporaryFolder({ 'wine.onnx.workbench.json': '{"version":1,"thruth":"y","constructor":1}' });
    const found = await findSidecar(join(folder, 'wine.onnx'));
    expect(found?.sidecar).toHaveProperty('thruth', 'y');
    expect(found?.issues.map(({ message }) => message)).toEqual([
      expect.stringContaining('"thruth"'),
      expect.stringContaining('"constructor"'),
    ]);
  });
});

describe('a sidecar that cannot be used is an error with the place and what is wanted', () => {
  const table: readonly { content: string; says: readonly string[]; line?: number }[] = [
    { content: '{\n  "version": 1,\n  "id": \n}', says: ['line 4', 'not JSON'], line: 4 },
    { content: '{"version": 1', says: ['line 1', 'not JSON'], line: 1 },
    { content: '[]', says: ['JSON object'] },
    { content: '{}', says: ['The file must have "version"'] },
    { content: '{"version": 2}', says: ['version must be 1'] },
    { content: '{"version": 1, "inputs": {"X": {"columns": "a"}}}', says: ['inputs.X.columns must be a list'] },
    { content: '{"version": 1, "dims": {"n/m": 0}}', says: ['dims.n/m must be >= 1'] },
    { content: '{"version": 1, "classes": [true]}', says: ['classes.0 must be a text or a number'] },
    { content: '{"version": 1, "classes": "gone.txt"}', says: ['classes', 'gone.txt', 'not there'] },
  ];
  it.each(table)('$content', async ({ content, says, line }) => {
    const folder = temporaryFolder({ 'wine.onnx.workbench.json': content });
    const error = await findSidecar(join(folder, 'wine.onnx')).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      name: 'WorkbenchError',
      kind: 'usage',
      issues: [{ code: 'sidecar-invalid', ...(line && { line }) }],
    });
    for (const text of ['wine.onnx.workbench.json', ...says]) expect(String(error)).toContain(text);
  });

  it('names every key that is wrong', async () => {
    const folder = temporaryFolder({ 'workbench.json': many({ files: '**', id: 1, truth: 2 }, {}) });
    const error = await findSidecar(join(folder, 'wine.onnx')).catch((thrown: unknown) => thrown);
    const messages = error instanceof WorkbenchError ? error.issues.map(({ message }) => message).join('\n') : '';
    expect(messages).toMatch(/models\.0\.id must be a text.*\n.*models\.0\.truth.*\n.*models\.1 must have "files"/);
  });

  it('an explicit one has to be there and to speak of the model', async () => {
    const folder = temporaryFolder({ 'all.json': many({ files: 'beer.onnx' }) });
    const model = join(folder, 'wine.onnx');
    await expect(findSidecar(model, join(folder, 'gone.json'))).rejects.toMatchObject({
      issues: [{ code: 'sidecar-not-found' }],
    });
    await expect(findSidecar(model, join(folder, 'all.json'))).rejects.toMatchObject({
      issues: [{ code: 'sidecar-without-model' }],
    });
  });
});
