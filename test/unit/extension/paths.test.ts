import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { fullPath, shortPath } from '../../../src/extension/paths';

const work = resolve('/project');

test.each([
  [work, join(work, 'a.csv'), 'a.csv'],
  [work, join(work, 'data', 'a.csv'), join('data', 'a.csv')],
  [work, resolve('/other/a.csv'), resolve('/other/a.csv')],
  [work, work, work],
])('in %s the file %s is called %s', (folder, path, short) => {
  expect(shortPath(folder, path)).toBe(short);
  expect(fullPath(folder, short)).toBe(path);
});
