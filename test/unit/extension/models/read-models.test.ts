import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { WorkbenchError } from '../../../../src/contract/issue';
import type { ModelSummary } from '../../../../src/contract/model';
import { createModelReader, type ModelReader } from '../../../../src/extension/models/read-models';
import { someModel } from '../../../support/model-summary';
import { temporaryFolder } from '../../../support/temporary-folder';
import { fakeEngine } from '../fake-engine';

const inspect = vi.fn<(request: { readonly model: string; readonly folder: string }) => Promise<ModelSummary>>();
let folder: string;
let read: string[];
let bugs: unknown[];

beforeEach(() => {
  inspect.mockReset().mockImplementation(({ model }) => Promise.resolve(someModel({ file: model })));
  folder = temporaryFolder({ 'a.onnx': 'a', 'b.onnx': 'b', 'c.onnx': 'c' });
  read = [];
  bugs = [];
});

function readerAwake(): ModelReader {
  const reader = createModelReader({
    engine: fakeEngine({ inspect }),
    onRead: (path) => read.push(path),
    onBug: (error) => bugs.push(error),
  });
  onTestFinished(() => {
    reader.dispose();
  });
  reader.setAwake(true);
  return reader;
}

const file = (name: string): string => join(folder, name);
const asked = (): string[] => inspect.mock.calls.map(([{ model }]) => model);

test('a model is read once, when it is first asked for', async () => {
  const reader = readerAwake();
  expect(reader.get(file('a.onnx'))).toBeUndefined();
  await expect.poll(() => read).toEqual([file('a.onnx')]);
  expect(reader.get(file('a.onnx'))?.summary?.file).toBe('a.onnx');
  expect(asked()).toEqual(['a.onnx']);
});

test('nothing is read while nobody looks, and what was asked for meanwhile is read then', async () => {
  const reader = readerAwake();
  reader.setAwake(false);
  for (const name of ['a.onnx', 'b.onnx', 'c.onnx']) reader.get(file(name));
  expect(asked()).toEqual([]);
  reader.setAwake(true);
  await expect.poll(() => read.toSorted()).toEqual(['a.onnx', 'b.onnx', 'c.onnx'].map(file));
});

test('a model that was said to have changed is read again only if it has, and is known until then', async () => {
  const reader = readerAwake();
  reader.get(file('a.onnx'));
  reader.get(file('b.onnx'));
  await expect.poll(() => read.length).toBe(2);
  writeFileSync(file('a.onnx'), 'longer');
  reader.invalidate([file('a.onnx'), file('b.onnx')]);
  expect(reader.get(file('a.onnx'))?.summary).toBeDefined();
  reader.get(file('b.onnx'));
  await expect.poll(() => read.length).toBe(3);
  expect(asked().toSorted()).toEqual(['a.onnx', 'a.onnx', 'b.onnx']);
});

test('settings that come to lie beside a model count as a change of it', async () => {
  const reader = readerAwake();
  reader.get(file('a.onnx'));
  await expect.poll(() => read.length).toBe(1);
  const settings = { version: 1, data: { holdout: 'c.onnx', sample: 'gone.csv' } };
  writeFileSync(file('a.onnx.workbench.json'), JSON.stringify(settings));
  reader.invalidate([file('a.onnx')]);
  reader.get(file('a.onnx'));
  await expect.poll(() => read.length).toBe(2);
  expect(reader.known(file('a.onnx'))?.beside).toEqual({
    settings: file('a.onnx.workbench.json'),
    data: [{ role: 'holdout', path: file('c.onnx') }],
  });
});

test('a model that cannot be read has its problem, and settings that cannot be read name nothing', async () => {
  inspect.mockRejectedValue(new WorkbenchError('model', { code: 'model-empty', message: 'a.onnx is empty.' }));
  writeFileSync(file('a.onnx.workbench.json'), '{');
  const reader = readerAwake();
  reader.get(file('a.onnx'));
  await expect.poll(() => read.length).toBe(1);
  expect(reader.known(file('a.onnx'))).toEqual({
    problems: [{ severity: 'error', code: 'model-empty', message: 'a.onnx is empty.' }],
    beside: { settings: file('a.onnx.workbench.json'), data: [] },
  });
});

test('a bug is told and a file that is gone is not; neither is asked about over and over', async () => {
  inspect.mockRejectedValue(new TypeError('a bug'));
  rmSync(file('b.onnx'));
  const reader = readerAwake();
  reader.get(file('a.onnx'));
  reader.get(file('b.onnx'));
  await expect.poll(() => read.length).toBe(2);
  expect(bugs).toEqual([new TypeError('a bug')]);
  expect(reader.get(file('a.onnx'))?.problems).toEqual([]);
  expect(reader.get(file('b.onnx'))?.problems).toEqual([]);
  expect(asked()).toEqual(['a.onnx']);
});

test('looking at everything anew reads also what has not changed', async () => {
  const reader = readerAwake();
  reader.get(file('a.onnx'));
  await expect.poll(() => read.length).toBe(1);
  reader.invalidateAll();
  reader.get(file('a.onnx'));
  await expect.poll(() => read.length).toBe(2);
  expect(asked()).toEqual(['a.onnx', 'a.onnx']);
});
