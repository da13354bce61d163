import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findLogPath, userLogFolder } from '../../../src/log/location';
import { temporaryFolder } from './support/log';

function place(root: string, ...entries: readonly string[]): void {
  for (const entry of entries) {
    const path = join(root, entry);
    if (entry.endsWith('/')) mkdirSync(path, { recursive: true });
    else {
      mkdirSync(join(path, '..'), { recursive: true });
      writeFileSync(path, '');
    }
  }
}

describe('where the log of a model is', () => {
  const cases: readonly { name: string; tree: readonly string[]; model: string; path: string; why: string }[] = [
    {
      name: 'a log folder beside the model',
      tree: ['repo/.git/', 'repo/models/.onnx-workbench/', 'repo/models/m.onnx'],
      model: 'repo/models/m.onnx',
      path: 'repo/models/.onnx-workbench/log.db',
      why: 'folder',
    },
    {
      name: 'the nearest of two log folders',
      tree: ['repo/.onnx-workbench/', 'repo/a/.onnx-workbench/', 'repo/a/b/m.onnx'],
      model: 'repo/a/b/m.onnx',
      path: 'repo/a/.onnx-workbench/log.db',
      why: 'folder',
    },
    {
      name: 'a log folder above the Git root',
      tree: ['.onnx-workbench/', 'repo/.git/', 'repo/m.onnx'],
      model: 'repo/m.onnx',
      path: '.onnx-workbench/log.db',
      why: 'folder',
    },
    {
      name: 'the Git root',
      tree: ['repo/.git/', 'repo/a/b/m.onnx'],
      model: 'repo/a/b/m.onnx',
      path: 'repo/.onnx-workbench/log.db',
      why: 'git',
    },
    {
      name: 'a worktree or submodule, whose .git is a file',
      tree: ['repo/.git/', 'repo/sub/.git', 'repo/sub/m.onnx'],
      model: 'repo/sub/m.onnx',
      path: 'repo/sub/.onnx-workbench/log.db',
      why: 'git',
    },
    {
      name: 'a file called .onnx-workbench is no log folder',
      tree: ['repo/.git/', 'repo/a/.onnx-workbench', 'repo/a/m.onnx'],
      model: 'repo/a/m.onnx',
      path: 'repo/.onnx-workbench/log.db',
      why: 'git',
    },
    {
      name: 'a folder instead of a model begins at itself',
      tree: ['repo/a/.onnx-workbench/'],
      model: 'repo/a',
      path: 'repo/a/.onnx-workbench/log.db',
      why: 'folder',
    },
    {
      name: 'a model that does not exist',
      tree: ['repo/.git/'],
      model: 'repo/gone/m.onnx',
      path: 'repo/.onnx-workbench/log.db',
      why: 'git',
    },
    { name: 'no repository: the user folder', tree: ['a/m.onnx'], model: 'a/m.onnx', path: 'user/log.db', why: 'user' },
  ];

  it.each(cases)('$name', async ({ tree, model, path, why }) => {
    const root = temporaryFolder();
    place(root, ...tree);
    const found = await findLogPath({ model: join(root, model), env: {}, userFolder: join(root, 'user') });
    const fallback = why === 'user' ? null : join(root, 'user', 'log.db');
    expect(found).toEqual({ path: join(root, path), why, fallback });
  });

  it('--log comes before ONNX_WORKBENCH_LOG, which comes before everything else', async () => {
    const root = temporaryFolder();
    place(root, '.onnx-workbench/', 'm.onnx');
    const search = { model: join(root, 'm.onnx'), userFolder: join(root, 'user') };
    const env = { ONNX_WORKBENCH_LOG: join(root, 'env.db') };
    const explicit = join(root, 'flag.db');
    expect(await findLogPath({ ...search, env, explicit })).toEqual({ path: explicit, why: 'flag', fallback: null });
    expect(await findLogPath({ ...search, env })).toEqual({
      path: join(root, 'env.db'),
      why: 'environment',
      fallback: null,
    });
  });

  it.each<[NodeJS.Platform, Record<string, string>, string]>([
    ['linux', {}, '/home/ada/.local/state/onnx-workbench'],
    ['linux', { XDG_STATE_HOME: '/var/state' }, '/var/state/onnx-workbench'],
    ['darwin', { XDG_STATE_HOME: '/var/state' }, '/home/ada/Library/Application Support/onnx-workbench'],
    ['win32', { LOCALAPPDATA: '/local' }, '/local/onnx-workbench'],
    ['win32', {}, '/home/ada/AppData/Local/onnx-workbench'],
  ])('the user folder on %s with %o', (platform, env, folder) => {
    expect(userLogFolder(env, platform, '/home/ada').replaceAll('\\', '/')).toBe(folder);
  });
});
