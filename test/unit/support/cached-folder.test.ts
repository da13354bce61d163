import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { cachedFolder } from '../../support/vscode-host/cached-folder.ts';

let cache: string;

beforeEach(async () => {
  cache = await mkdtemp(path.join(tmpdir(), 'cached-folder-'));
  vi.stubEnv('XDG_CACHE_HOME', cache);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(cache, { recursive: true, force: true });
});

describe('cachedFolder', () => {
  test('fills once, however many ask at the same time', async () => {
    const fill = vi.fn((folder: string) => writeFile(path.join(folder, 'content'), 'whole'));
    const folders = await Promise.all([1, 2, 3].map(() => cachedFolder('tool-1.0', fill)));
    expect(new Set(folders)).toEqual(new Set([path.join(cache, 'onnx-workbench', 'tool-1.0')]));
    expect(fill).toHaveBeenCalledTimes(1);
    expect(await readdir(folders[0] ?? '')).toEqual(['content']);
  });

  test('shows nothing of a fill that failed, and tries again in an empty folder', async () => {
    const seen: string[][] = [];
    const folder = await cachedFolder('tool-2.0', async (empty) => {
      seen.push(await readdir(empty));
      await writeFile(path.join(empty, `attempt-${String(seen.length)}`), '');
      if (seen.length === 1) throw new Error('the network went away');
    });
    expect(seen).toEqual([[], []]);
    expect(await readdir(folder)).toEqual(['attempt-2']);
  });
});
