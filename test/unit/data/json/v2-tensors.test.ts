import { describe, expect, it } from 'vitest';
import type { Value } from '../../../../src/data/table';
import { issueOf } from '../support/collect';
import { readJson } from './read-json';

function v2(...inputs: object[]): object {
  return { id: '1', inputs: inputs.map((input) => ({ name: 'x', datatype: 'FP32', ...input })) };
}

describe('V2 tensors', () => {
  it.each<[string, object, string, Value[]]>([
    [
      'flat',
      { shape: [2, 2], data: [1, 2, 3, 4] },
      'float32',
      [
        [1, 2],
        [3, 4],
      ],
    ],
    ['nested', { shape: [2, 1, 2], data: [[[1, 2]], [[3, 4]]] }, 'float32', [[[1, 2]], [[3, 4]]]],
    ['text', { shape: [2], datatype: 'BYTES', data: ['a', ''] }, 'string', ['a', '']],
    ['truth', { shape: [2], datatype: 'BOOL', data: [true, false] }, 'bool', [1, 0]],
    ['halves', { shape: [2], datatype: 'FP16', data: [1, -0.5] }, 'float16', [0x3c00, 0xb800]],
    ['unsigned bytes', { shape: [2], datatype: 'UINT8', data: [0, 255] }, 'uint8', [0, 255]],
    [
      'non-finite numbers as text',
      { shape: [3], datatype: 'FP64', data: ['NaN', '-Infinity', 1] },
      'float64',
      [NaN, -Infinity, 1],
    ],
  ])('%s', async (_, input, dtype, rows) => {
    const table = await readJson(v2(input));
    expect(table.kinds).toEqual(['tensor']);
    expect(table.rows.map(([value]) => value)).toEqual(rows);
    expect(table.dtypes).toEqual([dtype]);
    expect(table.head).toMatchObject({ columns: ['x'], shape: 'v2', rows: rows.length });
  });

  it('keeps the digits of int64', async () => {
    const table = await readJson(
      '{"inputs": [{"name": "n", "shape": [1], "datatype": "INT64", "data": [9223372036854775807]}]}',
    );
    expect(table.rows).toEqual([[9223372036854775807n]]);
  });

  it('leaves nulls to the binding', async () => {
    const table = await readJson(v2({ shape: [3, 1], data: [1, null, 3] }));
    expect(table.kinds).toEqual(['value']);
    expect(table.rows).toEqual([[1], [null], [3]]);
  });

  it.each<[object, string, string]>([
    [{ shape: [2, 2], data: [1, 2, 3] }, 'shape-data-mismatch', 'says shape [2, 2] (4 values) and holds 3'],
    [{ shape: [2, 2], data: [[1, 2], [3]] }, 'ragged-tensor', 'data[1] has 1 value where 2 are wanted'],
    [{ shape: [2, 2], data: [[1, 2], 3] }, 'ragged-tensor', 'data[1] is a single value'],
    [{ shape: [1e9, 1e9], data: [1] }, 'shape-data-mismatch', 'holds 1'],
    [{ shape: [-1], data: [] }, 'bad-tensor', 'shape'],
    [{ data: [1] }, 'inputs', ''],
    [{ shape: [1], datatype: 'FP8', data: [1] }, 'bad-tensor', "'FP8'"],
    [
      { shape: [2], datatype: 'INT64', data: [1, 3.5] },
      'bad-element',
      "'3.5' in input 'x' of x.json, data[1], is not a whole number",
    ],
    [{ shape: [1], datatype: 'UINT8', data: [256] }, 'bad-element', 'does not fit uint8'],
    [{ shape: [1], data: ['n/a?'] }, 'bad-element', "'n/a?'"],
    [{ shape: [1], datatype: 'BYTES', data: [1] }, 'bad-element', 'is not text'],
  ])('%j: %s', async (input, code, says) => {
    if (code === 'inputs') {
      expect((await readJson(v2(input))).head.shape).toBe('inputs');
      return;
    }
    const issue = await issueOf(readJson(v2(input)));
    expect(issue).toMatchObject({ code, input: 'x', file: 'x.json' });
    expect(issue.message).toContain(says);
  });

  it('names tensors that differ in their rows', async () => {
    const issue = await issueOf(readJson(v2({ shape: [3], data: [1, 2, 3] }, { name: 'y', shape: [2], data: [1, 2] })));
    expect(issue).toMatchObject({ code: 'rows-differ', input: 'y' });
  });
});
