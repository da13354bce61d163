import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { changedModels } from '../../../src/versions/changed-models';
import { createRepository } from '../../support/git-repository';
import { temporaryFolder } from '../../support/temporary-folder';

test('models that are other than HEAD has them, from any folder of the repository', async () => {
  const { root, git, commit } = await createRepository(path.join(temporaryFolder(), 'repository'));
  const at = (...names: readonly string[]): string => path.join(root, ...names);
  expect(await changedModels(root)).toEqual([]);
  const names = ['a.onnx', 'deep/B.ONNX', 'deep/ä b.onnx', 'gone.onnx', 'same.onnx', 'rows.csv'];
  await commit('All of them', Object.fromEntries(names.map((name) => [name, name.repeat(50)])));
  expect(await changedModels(root)).toEqual([]);
  for (const name of ['a.onnx', 'deep/B.ONNX', 'rows.csv', 'new.onnx']) await writeFile(at(name), 'another');
  await git('add', 'deep/B.ONNX');
  await git('mv', 'deep/ä b.onnx', 'moved.onnx');
  await rm(at('gone.onnx'));
  const changed = [at('a.onnx'), at('deep/B.ONNX'), at('moved.onnx')];
  expect((await changedModels(root)).toSorted()).toEqual(changed.toSorted());
  expect((await changedModels(at('deep'))).toSorted()).toEqual(changed.toSorted());
});

test('none outside a repository', async () => {
  expect(await changedModels(temporaryFolder())).toEqual([]);
});
