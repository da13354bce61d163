import { expect, test } from 'vitest';
import type { Fit } from '../../../../src/contract/engine';
import { folderDistance, orderCandidates } from '../../../../src/extension/pick/order';

const model = '/project/models/wine.onnx';

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
      { path: '/project/models/a.csv', fit: 'no' },
      { path: '/project/models/b.csv' },
      { path: '/project/models/c.csv', fit: 'proposal' },
      { path: '/project/far/away/d.csv', fit: 'ready' },
    ]),
  ).toEqual(['/project/far/away/d.csv', '/project/models/c.csv', '/project/models/b.csv', '/project/models/a.csv']);
});

test('a file of the same name comes before a nearer one, whatever its endings', () => {
  expect(names([{ path: '/project/models/a.csv' }, { path: '/project/data/Wine.csv.gz' }])).toEqual([
    '/project/data/Wine.csv.gz',
    '/project/models/a.csv',
  ]);
});

test('nearer comes first, then the alphabet', () => {
  expect(
    names([
      { path: '/project/data/deep/a.csv' },
      { path: '/project/data/c.csv' },
      { path: '/project/data/b.csv' },
      { path: '/project/models/z.csv' },
    ]),
  ).toEqual(['/project/models/z.csv', '/project/data/b.csv', '/project/data/c.csv', '/project/data/deep/a.csv']);
});

test('what Git ignores comes after what it does not', () => {
  expect(names([{ path: '/project/models/a.csv', ignoredByGit: true }, { path: '/project/data/deep/b.csv' }])).toEqual([
    '/project/data/deep/b.csv',
    '/project/models/a.csv',
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
