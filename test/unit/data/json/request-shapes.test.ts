import { describe, expect, it } from 'vitest';
import type { Value } from '../../../../src/data/table';
import { readJson } from './read-json';

describe('request shapes', () => {
  it.each<[string, unknown, string, string[], Value[][]]>([
    [
      'records',
      [{ a: 1 }, { b: 'x', a: 2 }],
      'records',
      ['a', 'b'],
      [
        [1, undefined],
        [2, 'x'],
      ],
    ],
    [
      'columns',
      { a: [1, 2], b: ['x', null] },
      'columns',
      ['a', 'b'],
      [
        [1, 'x'],
        [2, null],
      ],
    ],
    [
      'columns by pandas index',
      { a: { 0: 1, 1: 2 }, b: { 0: 3, 1: 4 } },
      'columns',
      ['a', 'b'],
      [
        [1, 3],
        [2, 4],
      ],
    ],
    [
      'bare rows',
      [
        [1, 2],
        [3, 4],
      ],
      'rows',
      ['', ''],
      [
        [1, 2],
        [3, 4],
      ],
    ],
    ['one bare row', [1, 2, 3], 'rows', ['', '', ''], [[1, 2, 3]]],
    ['one record', { a: 1, b: 'x' }, 'record', ['a', 'b'], [[1, 'x']]],
    ['one record with a list', { text: 'x', ids: [1, 2, 3] }, 'record', ['text', 'ids'], [['x', [1, 2, 3]]]],
    ['features: a list', { features: [1, 2] }, 'features', ['', ''], [[1, 2]]],
    [
      'features: rows',
      {
        features: [
          [1, 2],
          [3, 4],
        ],
      },
      'features',
      ['', ''],
      [
        [1, 2],
        [3, 4],
      ],
    ],
    ['features: an object', { features: { a: 1, b: 2 } }, 'features', ['a', 'b'], [[1, 2]]],
    [
      'instances: rows',
      {
        instances: [
          [1, 2],
          [3, 4],
        ],
        signature_name: 's',
      },
      'instances',
      ['', ''],
      [
        [1, 2],
        [3, 4],
      ],
    ],
    ['instances: records', { instances: [{ a: 1 }, { a: 2 }] }, 'instances', ['a'], [[1], [2]]],
    ['instances: scalars', { instances: [1, 2] }, 'instances', [''], [[1], [2]]],
    [
      'instances: images',
      {
        instances: [
          [[1], [2]],
          [[3], [4]],
        ],
      },
      'instances',
      [''],
      [[[[1], [2]]], [[[3], [4]]]],
    ],
    ['rows of different lengths', [[1, 2], [3]], 'rows', [''], [[[1, 2]], [[3]]]],
    [
      'inputs: rows',
      {
        inputs: [
          [1, 2],
          [3, 4],
        ],
      },
      'inputs',
      ['', ''],
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [
      'inputs: tensors by name',
      { inputs: { a: [1, 2], b: [[1], [2]] } },
      'inputs',
      ['a', 'b'],
      [
        [1, [1]],
        [2, [2]],
      ],
    ],
    ['inputs: records', { inputs: [{ a: 1 }] }, 'inputs', ['a'], [[1]]],
    [
      'dataframe_split',
      { dataframe_split: { columns: ['a', 'b'], index: [7], data: [[1, 2]] } },
      'dataframe_split',
      ['a', 'b'],
      [[1, 2]],
    ],
    ['dataframe_split without its wrapper', { columns: ['a', 'b'], data: [[1, 2]] }, 'split', ['a', 'b'], [[1, 2]]],
    ['dataframe_records', { dataframe_records: [{ a: 1 }] }, 'dataframe_records', ['a'], [[1]]],
    [
      'a column called features',
      { features: [1, 2], age: [3, 4] },
      'columns',
      ['features', 'age'],
      [
        [1, 3],
        [2, 4],
      ],
    ],
    ['a number called instances', { instances: 3 }, 'record', ['instances'], [[3]]],
  ])('%s', async (_, json, shape, columns, rows) => {
    const table = await readJson(json);
    expect(table.head.shape).toBe(shape);
    expect(table.head.columns).toEqual(columns);
    expect(table.head.named).toBe(columns.some((name) => name !== ''));
    expect(table.rows).toEqual(rows);
    expect(table.issues).toEqual([]);
  });

  it('takes as many tensors by name as there are', async () => {
    const names = Array.from({ length: 200_000 }, (_, index) => `c${index}`);
    const table = await readJson({ inputs: Object.fromEntries(names.map((name) => [name, [1]])) });
    expect(table.head.columns).toEqual(names);
    expect(table.rows).toHaveLength(1);
  });

  it('keeps keys that are names of Object.prototype', async () => {
    const table = await readJson('[{"__proto__": 1, "constructor": 2}, {"toString": 3}]');
    expect(table.head.columns).toEqual(['__proto__', 'constructor', 'toString']);
    expect(table.rows).toEqual([
      [1, 2, undefined],
      [undefined, undefined, 3],
    ]);
  });

  it('puts scalars beside tensors by name into the constants', async () => {
    const table = await readJson({ inputs: { smooth: true, scale: [2.5], x: [[1], [2]] } });
    expect(table.head.columns).toEqual(['x']);
    expect(table.head.constants).toMatchObject([
      { name: 'smooth', dtype: 'bool', dims: [] },
      { name: 'scale', dtype: 'float64', dims: [1] },
    ]);
  });
});
