import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { laySample } from '../../../../src/extension/start/sample';
import { temporaryFolder } from '../../../support/temporary-folder';

const bundled = join(import.meta.dirname, '../../../../media/sample');

test('the sample is laid with its data, its settings and a log of its own', async () => {
  const subject = await laySample({ bundled, storage: temporaryFolder() });
  expect(readFileSync(subject.model)).toEqual(readFileSync(join(bundled, 'wine.onnx')));
  expect(readFileSync(subject.data)).toEqual(readFileSync(join(bundled, 'wine.csv')));
  expect(statSync(`${subject.model}.workbench.json`).isFile()).toBe(true);
  expect(statSync(join(subject.folder, '.onnx-workbench')).isDirectory()).toBe(true);
});

test('what was changed in an earlier copy is kept', async () => {
  const storage = temporaryFolder();
  const { data } = await laySample({ bundled, storage });
  writeFileSync(data, 'mine');
  await laySample({ bundled, storage });
  expect(readFileSync(data, 'utf8')).toBe('mine');
});
