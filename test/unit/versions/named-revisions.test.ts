import path from 'node:path';
import { expect, test } from 'vitest';
import { headCommit } from '../../../src/versions/head-commit';
import { namedRevisions } from '../../../src/versions/named-revisions';
import { repositoryOf } from '../../../src/versions/repository';
import { createRepository } from '../../support/git-repository';
import { temporaryFolder } from '../../support/temporary-folder';

test('branches, those of servers and tags are listed, with date and message; not what stands for another', async () => {
  const folder = temporaryFolder();
  const server = await createRepository(path.join(folder, 'server'));
  await server.commit('First: "quoted"', { 'a.onnx': 'one' });
  await server.git('branch', 'feature/x');
  const clone = path.join(folder, 'clone');
  await server.git('clone', '--quiet', server.root, clone);
  await server.git('-C', clone, 'tag', '-a', 'v1', '-m', 'The first release');
  await server.git('-C', clone, 'tag', 'light');
  const listed = await namedRevisions(await repositoryOf(clone), 100);
  const told = listed.map(({ kind, name, message }) => `${kind} ${name}: ${message}`).sort();
  expect(told).toEqual([
    'branch main: First: "quoted"',
    'remote origin/feature/x: First: "quoted"',
    'remote origin/main: First: "quoted"',
    'tag light: First: "quoted"',
    'tag v1: The first release',
  ]);
  expect(listed.every(({ date }) => !Number.isNaN(Date.parse(date)))).toBe(true);
  expect((await namedRevisions(await repositoryOf(clone), 2)).length).toBeLessThanOrEqual(2);
});

test('a repository without a commit has none, and no commit that it stands on', async () => {
  const { root } = await createRepository(path.join(temporaryFolder(), 'empty'));
  expect(await namedRevisions(await repositoryOf(root), 10)).toEqual([]);
  expect(await headCommit(root)).toBeUndefined();
});
