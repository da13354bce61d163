import { relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { GoldenCase } from '../../../../src/contract/golden';
import { groupTests } from '../../../../src/extension/testing/test-groups';

const inWork = (path: string): string => relative('/work', path);

function onnx(folder: string, name: string): GoldenCase {
  return { kind: 'onnx', name, path: folder, model: `/work/${folder}/model.onnx`, inputs: [], outputs: [] };
}

function setting(model: string, name: string, index = 0): GoldenCase {
  return {
    kind: 'settings',
    name,
    path: model,
    model: `/work/${model}`,
    place: { file: `/work/${model}.workbench.json`, keys: ['tests', index] },
    folder: '/work',
    data: 'rows.csv',
    expected: 'expected.csv',
    gates: [],
  };
}

describe('golden tests in groups', () => {
  it('stand beneath their model, whose label says where it lies', () => {
    const [group] = groupTests([setting('a/b/wine.onnx', 'one'), setting('a/b/wine.onnx', 'two', 1)], inWork);
    expect(group).toMatchObject({ label: 'a/b/wine.onnx', single: false });
    expect(group?.tests.map(({ test }) => test.name)).toEqual(['one', 'two']);
  });

  it("are the group where a folder in ONNX's own layout has one", () => {
    const groups = groupTests([onnx('node/test_abs', 'test_abs'), onnx('test_top', 'test_top')], inWork);
    expect(groups).toMatchObject([
      { label: 'node/test_abs', single: true },
      { label: 'test_top', single: true },
    ]);
  });

  it('keep their ids when others come before them, and have different ones where two share a name', () => {
    const ids = (...tests: GoldenCase[]): string[] => groupTests(tests, inWork)[0]?.tests.map(({ id }) => id) ?? [];
    const [first] = ids(setting('m.onnx', 'mine'));
    expect(ids(setting('m.onnx', 'new'), setting('m.onnx', 'mine', 1))).toContain(first);
    const twice = ids(setting('m.onnx', 'mine'), setting('m.onnx', 'mine', 1));
    expect(new Set(twice).size).toBe(2);
  });
});
