import { describe, expect, it } from 'vitest';
import { collectText, issueOf } from '../support/collect';
import type { Collected } from '../support/collect';
import type { Value } from '../../../../src/data/table';

function read(json: unknown, name = 'x.json'): Promise<Collected> {
  return collectText(typeof json === 'string' ? json : JSON.stringify(json), {}, 2, 1 << 16, name);
}

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
    const table = await read(json);
    expect(table.head.shape).toBe(shape);
    expect(table.head.columns).toEqual(columns);
    expect(table.head.named).toBe(columns.some((name) => name !== ''));
    expect(table.rows).toEqual(rows);
    expect(table.issues).toEqual([]);
  });

  it('keeps keys that are names of Object.prototype', async () => {
    const table = await read('[{"__proto__": 1, "constructor": 2}, {"toString": 3}]');
    expect(table.head.columns).toEqual(['__proto__', 'constructor', 'toString']);
    expect(table.rows).toEqual([
      [1, 2, undefined],
      [undefined, undefined, 3],
    ]);
  });

  it('puts scalars beside tensors by name into the constants', async () => {
    const table = await read({ inputs: { smooth: true, scale: [2.5], x: [[1], [2]] } });
    expect(table.head.columns).toEqual(['x']);
    expect(table.head.constants).toMatchObject([
      { name: 'smooth', dtype: 'bool', dims: [] },
      { name: 'scale', dtype: 'float64', dims: [1] },
    ]);
  });
});

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
    const table = await read(v2(input));
    expect(table.kinds).toEqual(['tensor']);
    expect(table.rows.map(([value]) => value)).toEqual(rows);
    expect(table.head).toMatchObject({ columns: ['x'], shape: 'v2', rows: rows.length });
    expect(dtype).toBeTypeOf('string');
  });

  it('keeps the digits of int64', async () => {
    const table = await read(
      '{"inputs": [{"name": "n", "shape": [1], "datatype": "INT64", "data": [9223372036854775807]}]}',
    );
    expect(table.rows).toEqual([[9223372036854775807n]]);
  });

  it('leaves nulls to the binding', async () => {
    const table = await read(v2({ shape: [3, 1], data: [1, null, 3] }));
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
      expect((await read(v2(input))).head.shape).toBe('inputs');
      return;
    }
    const issue = await issueOf(read(v2(input)));
    expect(issue).toMatchObject({ code, input: 'x', file: 'x.json' });
    expect(issue.message).toContain(says);
  });

  it('names tensors that differ in their rows', async () => {
    const issue = await issueOf(read(v2({ shape: [3], data: [1, 2, 3] }, { name: 'y', shape: [2], data: [1, 2] })));
    expect(issue).toMatchObject({ code: 'rows-differ', input: 'y' });
  });
});

describe('what is wrong, and where', () => {
  it.each<[string, string, object]>([
    ['', 'empty-file', {}],
    ['[]', 'no-rows', {}],
    ['[{}]', 'no-columns', {}],
    ['{}', 'no-columns', {}],
    ['3', 'not-a-table', {}],
    ['{"a": [1, 2], "b": [1]}', 'column-lengths-differ', { column: 'b' }],
    ['{"instances": [[1]], "features": [1]}', 'ambiguous-json', {}],
    ['[{"a": 1},\n{"a": NaN}]', 'bare-nan', { line: 2 }],
    ['[{"a": 1},\n{"a": -Infinity}]', 'bare-nan', { line: 2 }],
    ['[{"a": 1},\n{"a": 2', 'truncated-json', { line: 2 }],
    ['[{"a": 1},\n{"a": "x', 'truncated-json', { line: 2 }],
    ['[{"a": 1},\n{a: 2}]', 'bad-json', { line: 2 }],
    ['[{"a": 1}\n{"a": 2}]', 'bad-json', { line: 2 }],
    ['[{"a": 1}]\n]', 'bad-json', { line: 2 }],
    ["{'a': 1}", 'bad-json', { line: 1 }],
    ['{"dataframe_split": {"columns": ["a", "a"], "data": [[1, 2]]}}', 'duplicate-column', { column: 'a' }],
  ])('%j: %s', async (text, code, place) => {
    const issue = await issueOf(read(text));
    expect(issue).toMatchObject({ code, file: 'x.json', ...place });
    expect(issue.message).toContain('x.json');
  });

  it('names the column of a syntax error', async () => {
    expect((await issueOf(read('[{"a": 1},\n {"a": ?}]'))).message).toContain("'?' cannot stand at line 2, column 8");
  });

  it.each<[unknown, object]>([
    [[{ a: 1 }, [2]], { code: 'mixed-rows', row: 1 }],
    [{ dataframe_split: { columns: ['a', 'b'], data: [[1, 2], [3]] } }, { code: 'ragged-row', row: 1 }],
    [
      {
        instances: [
          [
            [1, 2],
            [3, 4],
          ],
          [[1, 2], [3]],
        ],
      },
      { code: 'ragged-row', row: 1 },
    ],
  ])('a row that does not fit leaves the others: %j', async (json, issue) => {
    const table = await read(json);
    expect(table.rows).toHaveLength(2);
    expect(table.issues).toMatchObject([{ severity: 'error', file: 'x.json', ...issue }]);
  });

  it('says which keys beside a request it does not read', async () => {
    expect((await read({ instances: [[1]], colour: 'red' })).head.issues).toMatchObject([
      { severity: 'warning', code: 'ignored-key' },
    ]);
  });

  it('tells a byte that is not UTF-8', async () => {
    const bytes = Buffer.concat([Buffer.from('[\n{"a": "'), Buffer.from([0xe9]), Buffer.from('"}]')]);
    expect(await issueOf(collectText(bytes, {}, 7, 4, 'x.json'))).toMatchObject({ code: 'not-utf-8', line: 2 });
  });
});

describe('JSON Lines', () => {
  const lines = '{"a": 1}\n\n{"a": 12345678901234567890, "b": "x"}\r\n[3]\n{"a": 4}';

  it('reads a record per line, and says where each begins', async () => {
    const table = await read(lines, 'x.jsonl');
    expect(table.head).toMatchObject({ format: 'jsonl', columns: ['a', 'b'] });
    expect(table.rows).toEqual([
      [1, undefined],
      [12345678901234567890n, 'x'],
      [undefined, undefined],
      [4, undefined],
    ]);
    expect(table.lines).toEqual([1, 3, 4, 5]);
    expect(table.issues).toMatchObject([{ code: 'mixed-rows', row: 2, line: 4 }]);
  });

  it('are found in a file called .json and on standard input', async () => {
    for (const name of ['x.json', '-']) expect((await read('{"a": 1}\n{"a": 2}\n', name)).rows).toEqual([[1], [2]]);
  });

  it('names the line that is not JSON', async () => {
    for (const chunkBytes of [3, 1000]) {
      const issue = await issueOf(collectText('{"a": 1}\n\n{"a": oops}\n', {}, 7, chunkBytes, 'x.jsonl'));
      expect(issue).toMatchObject({ code: 'bad-json', row: 1, line: 3 });
    }
  });

  it('reports a key that comes after the deciding rows', async () => {
    const text = '{"a": 1}\n'.repeat(10_001) + '{"a": 1, "late": 2}\n{"late": 3}\n';
    const issues = (await read(text, 'x.jsonl')).issues;
    expect(issues).toMatchObject([
      { severity: 'warning', code: 'late-key', row: 10_001, line: 10_002, column: 'late' },
    ]);
  });
});

describe('a list too large to be parsed at once', () => {
  const record = (index: number): string =>
    `{"n": ${9007199254740993n + BigInt(index)}, "text": "ü\\u00e9 ${'x'.repeat(500)}", "v": [1, 2.5, null]}`;
  const records = Array.from({ length: 18_000 }, (_, index) => record(index));
  const text = `[\n${records.join(',\n')}\n]\n`;

  it('is read element by element, with the same values', async () => {
    const table = await collectText(text, {}, 4096, 1 << 16, 'x.json');
    expect(table.rows).toHaveLength(records.length);
    expect(table.rows[17_999]).toEqual([9007199254758992n, `üé ${'x'.repeat(500)}`, [1, 2.5, null]]);
    expect(table.head.shape).toBe('records');
  });

  it.each([
    ['{"n": NaN}', 'bare-nan', 1],
    ['{"n": 1', 'truncated-json', 2],
    ['{"n": ?}', 'bad-json', 1],
    ['{"n" 1}', 'bad-json', 1],
  ])('says where %j spoils it', async (bad, code, after) => {
    const broken = `[\n${records.join(',\n')},\n${bad}\n` + (code === 'truncated-json' ? '' : ']');
    const issue = await issueOf(collectText(broken, {}, 4096, 1 << 16, 'x.json'));
    expect(issue).toMatchObject({ code, line: records.length + 1 + after });
  });
});
