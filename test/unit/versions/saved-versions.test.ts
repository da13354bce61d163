import { existsSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  changeVersion,
  deleteVersion,
  savedVersion,
  savedVersions,
  saveVersion,
  writeVersionTo,
} from '../../../src/versions/saved/saved-versions';
import { temporaryFolder } from '../../support/temporary-folder';

let folder: string;
let model: string;

beforeEach(() => {
  folder = temporaryFolder({
    'wine.onnx': 'first model',
    'weights/w.bin': 'first weights',
    'wine.onnx.workbench.json': '{"version": 1}',
    'beer.onnx': 'another model',
  });
  model = path.join(folder, 'wine.onnx');
});

function read(name: string): string {
  return readFileSync(path.join(folder, name), 'utf8');
}

function objects(): string[] {
  const root = path.join(folder, '.onnx-versions', 'objects');
  return readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => /[0-9a-f]{64}$/.test(name));
}

describe('saved versions', () => {
  test('hold the model, its weights and its settings; restoring brings all of them back', async () => {
    await saveVersion(model, ['weights/w.bin'], { name: 'Before the retrain', note: 'the good one', commit: 'abc' });
    writeFileSync(model, 'second model');
    writeFileSync(path.join(folder, 'weights/w.bin'), 'second weights');
    writeFileSync(path.join(folder, 'wine.onnx.workbench.json'), '{"version": 1, "id": "x"}');
    const version = await savedVersion(model, 'Before the retrain');
    expect(version).toMatchObject({ note: 'the good one', commit: 'abc', model: { file: 'wine.onnx', bytes: 11 } });
    expect(await writeVersionTo(model, version, folder)).toBe(model);
    expect([read('wine.onnx'), read('weights/w.bin'), read('wine.onnx.workbench.json')]).toEqual([
      'first model',
      'first weights',
      '{"version": 1}',
    ]);
  });

  test('leave no copy behind that a killed process had begun; one that is being written stays', async () => {
    await saveVersion(model, [], { name: 'first' });
    const root = path.join(folder, '.onnx-versions', 'objects');
    const hourAgo = new Date(Date.now() - 61 * 60_000);
    for (const name of ['old.tmp', 'new.tmp']) writeFileSync(path.join(root, name), 'half');
    utimesSync(path.join(root, 'old.tmp'), hourAgo, hourAgo);
    await saveVersion(model, [], { name: 'second' });
    expect(readdirSync(root).filter((name) => name.endsWith('.tmp'))).toEqual(['new.tmp']);
    expect(objects()).toHaveLength(2);
  });

  test('are listed newest first, per model; what describes none is left out', async () => {
    expect(await savedVersions(model)).toEqual([]);
    for (const name of ['a', 'b']) await saveVersion(model, [], { name });
    await saveVersion(path.join(folder, 'beer.onnx'), [], { name: 'beer' });
    writeFileSync(path.join(folder, '.onnx-versions/wine.onnx/broken.json'), '{');
    writeFileSync(path.join(folder, '.onnx-versions/wine.onnx/other.json'), '{"version": 2}');
    expect((await savedVersions(model)).map(({ name }) => name)).toEqual(['b', 'a']);
  });

  test('of one content take its place once', async () => {
    await saveVersion(model, [], { name: 'a' });
    const before = objects().length;
    await saveVersion(model, [], { name: 'b' });
    expect(objects()).toHaveLength(before);
  });

  test('get another name and note', async () => {
    const version = await saveVersion(model, [], { name: 'a' });
    await changeVersion(model, version, { name: 'b', note: 'better' });
    expect(await savedVersions(model)).toMatchObject([{ name: 'b', note: 'better' }]);
  });

  test('take with them, when deleted, only what no other version needs', async () => {
    const version = await saveVersion(model, ['weights/w.bin'], { name: 'a' });
    await saveVersion(path.join(folder, 'beer.onnx'), ['weights/w.bin'], { name: 'beer' });
    await deleteVersion(model, version);
    expect(await savedVersions(model)).toEqual([]);
    const beer = await savedVersion(path.join(folder, 'beer.onnx'), 'beer');
    const elsewhere = path.join(folder, 'elsewhere');
    await writeVersionTo(path.join(folder, 'beer.onnx'), beer, elsewhere);
    expect(readFileSync(path.join(elsewhere, 'weights/w.bin'), 'utf8')).toBe('first weights');
    expect(objects()).toHaveLength(2);
  });
});

describe('what is refused', () => {
  test.for(['', '  ', 'x'.repeat(101)])('the name %j', async (name) => {
    await expect(saveVersion(model, [], { name })).rejects.toThrow('A version needs a name of 1 to 100 characters.');
  });

  test('a name that is taken, also when renaming', async () => {
    await saveVersion(model, [], { name: 'a' });
    await expect(saveVersion(model, [], { name: 'a ' })).rejects.toThrow("has a saved version 'a' already");
    const other = await saveVersion(model, [], { name: 'b' });
    await expect(changeVersion(model, other, { name: 'a' })).rejects.toThrow("has a saved version 'a' already");
  });

  test('a name that is not there: those there are are named', async () => {
    await saveVersion(model, [], { name: 'a' });
    await expect(savedVersion(model, 'c')).rejects.toThrow("wine.onnx has no saved version 'c'. It has 'a'.");
  });

  test('content that is gone, or is not what was saved; nothing is written then', async () => {
    const version = await saveVersion(model, [], { name: 'a' });
    const [object = ''] = objects().filter((name) => name.endsWith(version.model.sha256));
    const stored = path.join(folder, '.onnx-versions', 'objects', object);
    writeFileSync(stored, 'tampered');
    const elsewhere = path.join(folder, 'elsewhere');
    await expect(writeVersionTo(model, version, elsewhere)).rejects.toThrow('is not what was saved');
    rmSync(stored);
    await expect(writeVersionTo(model, version, elsewhere)).rejects.toThrow('is gone');
    expect(existsSync(path.join(elsewhere, 'wine.onnx'))).toBe(false);
  });

  test.for(['../evil', '/etc/evil', 'a/../../evil', '..\\evil', 'C:/evil'])(
    'a description that would write %s',
    async (file) => {
      const version = await saveVersion(model, [], { name: 'a' });
      const evil = { ...version, externalData: [{ ...version.model, file }] };
      await expect(writeVersionTo(model, evil, path.join(folder, 'elsewhere'))).rejects.toThrow(
        `names ${file}, outside the model's folder`,
      );
    },
  );
});
