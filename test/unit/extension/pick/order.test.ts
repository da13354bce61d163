import { expect, test } from 'vitest';
import type { Fit } from '../../../../src/contract/engine';
import { folderDistance, orderCandidates } from '../../../../src/extension/pick/order';

const model = '/work/models/wine.onnx';

function names(
  candidates: readonly { readonly path: string; readonly ignoredByGit?: boolean; readonly fit?: Fit['fit'] }[],
): string[] {
  const full = candidates.map(({ path, ignoredByGit = false, fit }) => ({
    path,
    ignoredByGit,
    ...(fit && { fit: { file: path, fit, why: '' } }),
  }));
  return orderCandidates(full, model).map(({ path }) => path);
}

test('what fits comes first, what fits once a proposal is accepted second, what does not fit last', () => {
  expect(
    names([
      { path: '/work/models/a.csv', fit: 'no' },
      { path: '/work/models/b.csv' },
      { path: '/work/models/c.csv', fit: 'proposal' },
      { path: '/work/far/away/d.csv', fit: 'ready' },
    ]),
  ).toEqual(['/work/far/away/d.csv', '/work/models/c.csv', '/work/models/b.csv', '/work/models/a.csv']);
});

test('a file of the same name comes before a nearer one, whatever its endings', () => {
  expect(names([{ path: '/work/models/a.csv' }, { path: '/work/data/Wine.csv.gz' }])).toEqual([
    '/work/data/Wine.csv.gz',
    '/work/models/a.csv',
  ]);
});

test('nearer comes first, then the alphabet', () => {
  expect(
    names([
      { path: '/work/data/deep/a.csv' },
      { path: '/work/data/c.csv' },
      { path: '/work/data/b.csv' },
      { path: '/work/models/z.csv' },
    ]),
  ).toEqual(['/work/models/z.csv', '/work/data/b.csv', '/work/data/c.csv', '/work/data/deep/a.csv']);
});

test('what Git ignores comes after what it does not', () => {
  expect(names([{ path: '/work/models/a.csv', ignoredByGit: true }, { path: '/work/data/deep/b.csv' }])).toEqual([
    '/work/data/deep/b.csv',
    '/work/models/a.csv',
  ]);
});

test.each([
  ['/a/b', '/a/b', 0],
  ['/a/b', '/a/b/c', 1],
  ['/a/b', '/a/c', 2],
  ['/a/b/c', '/a', 2],
])('from %s to %s it is %i steps', (from, to, steps) => {
  expect(folderDistance(from, to)).toBe(steps);
});
