import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ignoredByGit } from '../../../../src/extension/pick/git-ignored';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'git-ignored-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('names the files that .gitignore names', async () => {
  execFileSync('git', ['init', '--quiet', folder]);
  writeFileSync(join(folder, '.gitignore'), 'build/\n*.tmp.csv\n');
  const paths = ['build/a.csv', 'b.tmp.csv', 'c.csv', 'größe.csv'].map((name) => join(folder, name));
  expect(await ignoredByGit(folder, paths)).toEqual(new Set(paths.slice(0, 2)));
});

test('starts no program that the configuration of the repository names', async () => {
  execFileSync('git', ['init', '--quiet', folder]);
  writeFileSync(join(folder, 'a.csv'), 'a\n');
  const git = (...words: string[]): unknown => execFileSync('git', words, { cwd: folder, stdio: 'ignore' });
  git('add', 'a.csv');
  const marker = join(folder, 'started');
  const monitor = join(folder, 'monitor.sh');
  writeFileSync(monitor, `#!/bin/sh\ntouch "${marker}"\n`, { mode: 0o755 });
  git('config', 'core.fsmonitor', monitor);
  git('update-index', '--fsmonitor');
  rmSync(marker, { force: true });
  await ignoredByGit(folder, [join(folder, 'a.csv')]);
  expect(existsSync(marker)).toBe(false);
});

test('names nothing outside a repository, and nothing in a folder that is not there', async () => {
  expect(await ignoredByGit(folder, [join(folder, 'a.csv')])).toEqual(new Set());
  expect(await ignoredByGit(join(folder, 'gone'), [join(folder, 'gone', 'a.csv')])).toEqual(new Set());
});
