import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addTest, proposedFile, proposedName, readTests } from '../../../../src/extension/testing/new-test';
import { temporaryFolder } from '../../../support/temporary-folder';

describe('a golden test that is added to the settings', () => {
  it('leaves everything else as it is, and names files as seen from the settings', async () => {
    const folder = temporaryFolder();
    const model = join(folder, 'models/wine.onnx');
    const old = {
      files: 'models/*.onnx',
      mine: { kept: 1 },
      tests: [{ name: 'a', data: 'a.csv', expected: 'b.csv', own: 2 }],
    };
    writeFileSync(join(folder, 'workbench.json'), JSON.stringify({ version: 1, models: [old] }));
    const kept = await readTests(model);
    const path = await addTest(model, kept, {
      name: 'new',
      data: join(folder, 'models/wine.csv'),
      expected: join(folder, 'wine.expected.csv'),
    });
    expect(path).toBe(join(folder, 'workbench.json'));
    const { models } = JSON.parse(readFileSync(path, 'utf8')) as { models: unknown[] };
    expect(models).toEqual([
      {
        ...old,
        files: 'models/wine.onnx',
        tests: [...old.tests, { name: 'new', data: 'models/wine.csv', expected: 'wine.expected.csv' }],
      },
      old,
    ]);
  });

  it('comes into settings of its own where there are none', async () => {
    const folder = temporaryFolder();
    const model = join(folder, 'wine.onnx');
    const test = { name: 'new', data: join(folder, 'wine.csv'), expected: join(folder, 'wine.expected.csv') };
    const path = await addTest(model, await readTests(model), test);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({
      version: 1,
      tests: [{ name: 'new', data: 'wine.csv', expected: 'wine.expected.csv' }],
    });
  });
});

describe('what is proposed', () => {
  it('is the name of the data, with a number where a test has it already', () => {
    expect(proposedName('/d/wine.csv', [])).toBe('wine');
    expect(proposedName('/d/wine.csv', [{ name: 'wine' }, { name: 'wine 2' }])).toBe('wine 3');
  });

  it('is a file beside the data, named after the test', () => {
    expect(proposedFile('/d/wine.csv', 'wine 2', 'csv')).toBe('/d/wine-2.expected.csv');
    expect(proposedFile('/d/wine.csv', '../../etc', 'csv')).toBe('/d/etc.expected.csv');
    expect(proposedFile('/d/wine.csv', '???', 'csv')).toBe('/d/test.expected.csv');
  });
});
