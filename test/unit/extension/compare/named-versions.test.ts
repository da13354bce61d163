import { expect, test } from 'vitest';
import type { ComparisonSubject, SubjectSide } from '../../../../src/contract/compare-page';
import { compareCommand } from '../../../../src/contract/compare-command';
import { withNamedVersions } from '../../../../src/extension/compare/named-versions';
import { compareRequest } from '../../../../src/extension/compare/request';

const MODEL = '/work/models/wine.onnx';
const today: SubjectSide = { side: { kind: 'model', path: MODEL }, name: 'wine.onnx' };
const other: SubjectSide = { side: { kind: 'model', path: '/work/beer.onnx' }, name: 'beer.onnx' };
const copy = { kind: 'model', path: '/cache/0a1b/wine.onnx', label: 'wine.onnx @ then' } as const;
const atHead: SubjectSide = {
  side: copy,
  name: copy.label,
  version: { kind: 'git', path: MODEL, revision: 'HEAD' },
};
const saved: SubjectSide = {
  side: copy,
  name: copy.label,
  version: { kind: 'saved', path: MODEL, name: 'the good one' },
};

test.each([
  ['a commit, by its path in the folder', atHead, today, ['git:HEAD:models/wine.onnx', 'models/wine.onnx']],
  ['a commit as the candidate', today, atHead, ['models/wine.onnx', 'git:HEAD:models/wine.onnx']],
  ['a saved version of the other side', saved, today, ['version:the good one', 'models/wine.onnx']],
  ['a saved version of what a commit has', atHead, saved, ['git:HEAD:models/wine.onnx', 'version:the good one']],
  ['a saved version of another model, by its copy', saved, other, ['/cache/0a1b/wine.onnx', 'beer.onnx']],
  ['two saved versions, by their copies', saved, saved, ['/cache/0a1b/wine.onnx', '/cache/0a1b/wine.onnx']],
])('the terminal is told %s', (_case, baseline, candidate, words) => {
  const subject: ComparisonSubject = { baseline, candidate, data: '/work/rows.csv', folder: '/work', options: {} };
  const command = compareCommand(withNamedVersions(compareRequest(subject), subject));
  expect(command.words.slice(1, 3)).toEqual(words);
});
