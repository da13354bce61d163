import { existsSync, linkSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { markUsed, pruneCache, versionCache } from '../../../src/versions/version-cache';
import { temporaryFolder } from '../../support/temporary-folder';

describe('the folder that keeps copies', () => {
  test.for([
    ['linux', {}, '/home/ada/.cache'],
    ['linux', { XDG_CACHE_HOME: '/fast' }, '/fast'],
    ['linux', { XDG_CACHE_HOME: '' }, '/home/ada/.cache'],
    ['darwin', {}, '/home/ada/Library/Caches'],
    ['win32', { LOCALAPPDATA: '/local' }, '/local'],
  ] as const)('is that of the user on %s with %o', ([platform, env, folder]) => {
    expect(versionCache(env, platform, '/home/ada')).toBe(path.join(folder, 'onnx-workbench', 'versions'));
  });
});

describe('what copies take', () => {
  const now = new Date('2026-11-23T12:00:00Z');
  let cache: string;

  beforeEach(() => {
    cache = temporaryFolder();
  });

  function keep(place: string, bytes: number, hoursAgo: number): string {
    const file = path.join(cache, place, 'models', 'wine.onnx');
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, Buffer.alloc(bytes));
    const used = new Date(now.getTime() - hoursAgo * 3_600_000);
    utimesSync(path.join(cache, place), used, used);
    return file;
  }

  test('is bounded: those used long ago go first', async () => {
    const oldest = keep('models/a', 600, 30);
    const older = keep('saved/b', 600, 20);
    const newest = keep('models/c', 600, 10);
    expect(await pruneCache(cache, 1200, now.getTime())).toBe(1200);
    expect([oldest, older, newest].map((file) => existsSync(file))).toEqual([false, true, true]);
  });

  test('counts a content with two names once, and it is there until both are gone', async () => {
    const file = keep('models/a', 600, 30);
    mkdirSync(path.join(cache, 'blobs'));
    linkSync(file, path.join(cache, 'blobs', 'abc'));
    keep('models/b', 600, 20);
    expect(await pruneCache(cache, 1200, now.getTime() + 10 * 3_600_000)).toBe(1200);
    expect(existsSync(file)).toBe(true);
  });

  test('is never taken from what was used within the hour', async () => {
    const file = keep('models/a', 600, 30);
    await markUsed(cache, file, now);
    expect(await pruneCache(cache, 100, now.getTime())).toBe(600);
    expect(await pruneCache(cache, 100, now.getTime() + 2 * 3_600_000)).toBe(0);
    expect(existsSync(file)).toBe(false);
  });

  test('is nothing where there is no cache yet', async () => {
    expect(await pruneCache(path.join(cache, 'none'))).toBe(0);
  });
});
