import path from 'node:path';
import { expect, test } from 'vitest';
import { fileHistory } from '../../../src/versions/git-history';
import { createRepository } from '../../support/git-repository';
import { temporaryFolder } from '../../support/temporary-folder';

test('the history of a file tells each commit that changed it, newest first, under its name of that time', async () => {
  const { root, git, commit } = await createRepository(path.join(temporaryFolder(), 'repository'));
  const first = await commit('First: "quoted"\n\nwith a body', { 'a b.onnx': 'one '.repeat(50) });
  await commit('Not about the model', { 'README.md': 'words' });
  await git('mv', 'a b.onnx', 'ä.onnx');
  const second = await commit('Renamed', {});
  const third = await commit('Changed', { 'ä.onnx': 'two' });
  const history = await fileHistory(path.join(root, 'ä.onnx'), 10);
  expect(history).toMatchObject([
    { commit: third, path: 'ä.onnx', message: 'Changed', author: 'Ada' },
    { commit: second, path: 'ä.onnx', message: 'Renamed' },
    { commit: first, path: 'a b.onnx', message: 'First: "quoted"' },
  ]);
  expect(history.map(({ blob }) => blob?.length)).toEqual([40, 40, 40]);
  expect(await fileHistory(path.join(root, 'ä.onnx'), 1)).toHaveLength(1);
});

test('there is no history outside a repository, nor of a file that was never committed', async () => {
  const folder = temporaryFolder();
  expect(await fileHistory(path.join(folder, 'wine.onnx'), 10)).toEqual([]);
  const { root } = await createRepository(path.join(folder, 'repository'));
  expect(await fileHistory(path.join(root, 'wine.onnx'), 10)).toEqual([]);
});
