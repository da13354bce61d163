import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dtype } from '../../../src/contract/dtype';
import type { BindingOptions } from '../../../src/contract/binding-options';
import type { Sidecar } from '../../../src/contract/sidecar';
import type { Column } from '../../../src/data/table';
import type { InputSignature } from '../../../src/onnx/analysis';
import { bindBatch, type BoundBatch } from '../../../src/tensors/bind';
import { batchOf, headOf, inputOf, modelWith, numbers, ready, values, type TableColumns } from './small-tables';

interface Rest {
  readonly sidecar?: Sidecar;
  readonly options?: BindingOptions;
}

function bind(inputs: readonly InputSignature[], columns: TableColumns, rest: Rest = {}, sample = columns): BoundBatch {
  return bindBatch(ready(modelWith({ inputs }), sample, rest).plan, batchOf(columns));
}

function dataOf(bound: BoundBatch, input: string, run = 0): unknown {
  const data = bound.runs[run]?.feeds.get(input)?.data;
  return data && Array.from<unknown>(data);
}

const age = (dtype: Dtype, takesNaN = false): InputSignature => inputOf('age', [null, 1], { dtype, takesNaN });

describe('missing cells', () => {
  it.each<readonly [string, InputSignature, Column | string[], Rest, unknown, string]>([
    ['are NaN where the model takes it', age('float32', true), ['1', 'NA'], {}, [1, NaN], 'missing-as-nan'],
    ['are NaN in half precision', age('float16', true), ['1', ''], {}, [0x3c00, 0x7e00], 'missing-as-nan'],
    ['are NaN in numeric files', age('float32', true), numbers(1, NaN), {}, [1, NaN], 'missing-as-nan'],
    [
      'are NaN for null and for an absent key',
      age('float64', true),
      values(null, undefined),
      {},
      [NaN, NaN],
      'missing-as-nan',
    ],
    [
      'are NaN where --missing says so',
      age('float32'),
      ['1', ''],
      { options: { missing: 'nan' } },
      [1, NaN],
      'missing-as-nan',
    ],
    [
      "are the sidecar's value for the column",
      age('int64'),
      ['1', ''],
      { sidecar: { version: 1, missing: { age: 40, '*': 'error' } } },
      [1n, 40n],
      'missing-as-value',
    ],
    [
      "are the sidecar's value for all columns",
      age('float32'),
      numbers(1, NaN),
      { sidecar: { version: 1, missing: { '*': 0.5 } } },
      [1, 0.5],
      'missing-as-value',
    ],
    ['are empty text in a column of text', age('string'), ['a', ''], {}, ['a', ''], 'empty-text'],
    [
      'are what the rule says in a column of text',
      age('string'),
      values('a', null),
      { options: { missing: 'none' } },
      ['a', 'none'],
      'missing-as-value',
    ],
  ])('%s', (_, input, column, rest, fed, kind) => {
    const bound = bind([input], { age: column }, rest);
    expect(dataOf(bound, 'age')).toEqual(fed);
    expect(bound.tallies[0]).toMatchObject({ kind, column: 'age' });
    expect(bound.issues).toEqual([]);
  });

  it.each<readonly [string, InputSignature, Column | string[], Rest]>([
    ['the model has nothing that fills them', age('float32'), ['1', ''], {}],
    ['they are markers of pandas', age('float32'), ['1', 'n/a'], {}],
    ['they are integers, even where rules allow NaN', age('int64', true), ['1', ''], { options: { missing: 'nan' } }],
    ['they are booleans', age('bool', true), ['yes', ''], {}],
    ['they are null in a column of text', age('string'), values('a', null), {}],
    ['the flag says so', age('float32', true), ['1', ''], { options: { missing: 'error' } }],
    ['the sidecar says so', age('string'), ['a', ''], { sidecar: { version: 1, missing: { age: 'error' } } }],
  ])('are errors with their place where %s', (_, input, column, rest) => {
    const bound = bind([input], { age: column }, rest);
    expect(bound.issues).toMatchObject([
      { severity: 'error', code: 'missing-cell', row: 1, line: 3, column: 'age', input: 'age' },
    ]);
    expect([...bound.failed.keys()]).toEqual([1]);
  });

  it('are decided for each column of an input', () => {
    const X = inputOf('X', [null, 2], { takesNaN: [true, false] });
    const bound = bind([X], { a: ['', '1', ''], b: ['2', '', ''] });
    expect(bound.issues.map(({ row, column }) => [row, column])).toEqual([
      [1, 'b'],
      [2, 'b'],
    ]);
    expect(dataOf(bound, 'X')).toEqual([NaN, 2]);
  });

  it('leave text such as NA as it stands in a column of text', () => {
    expect(dataOf(bind([age('string')], { age: ['NA', 'null'] }), 'age')).toEqual(['NA', 'null']);
  });
});

describe('categories', () => {
  const sidecar: Sidecar = { version: 1, categories: { age: ['young', 'old', '3', 'true'] } };
  it('become their codes, also where they are written as other numbers', () => {
    expect(dataOf(bind([age('float32')], { age: ['old', 'young', '3.0', 'True'] }, { sidecar }), 'age')).toEqual([
      1, 0, 2, 3,
    ]);
    expect(dataOf(bind([age('int64')], { age: values('old', 3, true) }, { sidecar }), 'age')).toEqual([1n, 2n, 3n]);
  });
  it('that are unknown are NaN where the model takes it, counted with rows and values', () => {
    const bound = bind([age('float32', true)], { age: ['old', 'ancient', ''] }, { sidecar });
    expect(dataOf(bound, 'age')).toEqual([1, NaN, NaN]);
    expect(bound.tallies).toMatchObject([
      { kind: 'unknown-category', count: 1, rows: [1], values: ["'ancient'"] },
      { kind: 'missing-as-nan', count: 1, rows: [2] },
    ]);
  });
  it('that are unknown are errors elsewhere', () => {
    expect(bind([age('float32')], { age: ['old', 'ancient'] }, { sidecar }).issues).toMatchObject([
      { code: 'unknown-category', row: 1, column: 'age' },
    ]);
  });
});

describe('rows that do not fit', () => {
  const X = inputOf('X', [null, 2]);
  const columns = { a: ['1', 'oops', '3', '4'], b: ['5', '6', '7', 'what'] };
  it('are left out, and the others still run', () => {
    const bound = bind([X], columns);
    expect([...bound.failed.keys()]).toEqual([1, 3]);
    expect(Array.from(bound.fed ?? [])).toEqual([0, 2]);
    expect(bound.runs).toHaveLength(1);
    expect(bound.runs[0]).toMatchObject({ start: 0, rows: 2 });
    expect(dataOf(bound, 'X')).toEqual([1, 5, 3, 7]);
  });
  it('give at most twenty issues, and every failed row', () => {
    const many = {
      a: Array.from({ length: 50 }, (_, row) => (row < 2 ? '1' : 'x')),
      b: Array.from({ length: 50 }, () => '1'),
    };
    const bound = bind([X], many, {}, { a: ['1'], b: ['1'] });
    expect(bound.issues).toHaveLength(20);
    expect(bound.failed.size).toBe(48);
  });
  it('that could not be read are not complained of twice', () => {
    const { plan } = ready(modelWith({ inputs: [X] }), { a: ['1'], b: ['2'] });
    const unread = { severity: 'error' as const, code: 'ragged-row', message: 'Row 1 has 1 field.', row: 1, line: 3 };
    const bound = bindBatch(plan, { ...batchOf({ a: ['1', ''], b: ['2', ''] }), issues: [unread] });
    expect(bound.issues).toEqual([unread]);
    expect(dataOf(bound, 'X')).toEqual([1, 2]);
  });
});

describe('numeric files', () => {
  it('keep the digits of integers that a double cannot hold', () => {
    const column: Column = {
      kind: 'number',
      values: Float64Array.of(9007199254740992),
      text: () => '9007199254740993',
    };
    expect(dataOf(bind([inputOf('account', [null], { dtype: 'int64' })], { account: column }), 'account')).toEqual([
      9007199254740993n,
    ]);
  });
  it('refuse what float32 cannot hold', () => {
    expect(bind([age('float32')], { age: numbers(1, 1e39) }).issues).toMatchObject([{ code: 'out-of-range', row: 1 }]);
  });
  it('give the same tensor as the general reader', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true, min: -3e38, max: 3e38 }), { minLength: 1 }),
        (drawn) => {
          const cells = drawn.map((cell) => (cell === 0 ? 0 : cell));
          const fast = bind([age('float32')], { age: numbers(...cells) });
          const general = bind([age('float32')], { age: cells.map(String) });
          expect(dataOf(fast, 'age')).toEqual(dataOf(general, 'age'));
        },
      ),
    );
  });
});

describe('nested cells', () => {
  const image = inputOf('image', ['N', 1, 2, 2]);
  it.each<readonly [string, Column]>([
    [
      'lists of the shape of a row',
      values(
        [
          [
            [1, 2],
            [3, 4],
          ],
        ],
        [
          [
            [5, 6],
            [7, 8],
          ],
        ],
      ),
    ],
    ['flat lists', values([1, 2, 3, 4], [5, 6, 7, 8])],
    [
      'lists without the axes of size 1',
      values(
        [
          [1, 2],
          [3, 4],
        ],
        [
          [5, 6],
          [7, 8],
        ],
      ),
    ],
    [
      'rows of a tensor',
      { kind: 'tensor', dtype: 'int64', rowShape: [1, 2, 2], values: BigInt64Array.of(1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n) },
    ],
  ])('may be %s', (_, column) => {
    const bound = bind([image], { image: column });
    expect(bound.runs[0]?.feeds.get('image')?.dims).toEqual([2, 1, 2, 2]);
    expect(dataOf(bound, 'image')).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });
  it('say where a list has another length', () => {
    const bound = bind([image], {
      image: values(
        [
          [
            [1, 2],
            [3, 4],
          ],
        ],
        [[[1, 2], [3]]],
      ),
    });
    expect(bound.issues[0]).toMatchObject({ code: 'shape-mismatch', row: 1, input: 'image' });
    expect(bound.issues[0]?.message).toContain('data[0][1] has 1 values where 2 are wanted');
  });
  it('run at their own length, neighbours of one length together', () => {
    const inputs = [inputOf('ids', ['N', 'T'], { dtype: 'int64' }), inputOf('mask', ['N', 'T'], { dtype: 'int64' })];
    const ids = values([1, 2], [3, 4], [5]);
    const bound = bind(inputs, { ids, mask: values([1, 1], [1, 0], [1]) });
    expect(bound.runs.map(({ start, rows, feeds }) => [start, rows, feeds.get('mask')?.dims])).toEqual([
      [0, 2, [2, 2]],
      [2, 1, [1, 1]],
    ]);
    const uneven = bind(inputs, { ids, mask: values([1, 1], [1], [1]) });
    expect(uneven.issues).toMatchObject([{ code: 'shape-mismatch', row: 1, input: 'mask' }]);
    expect(uneven.runs.map(({ rows }) => rows)).toEqual([1, 1]);
  });
  it('stand beside plain columns', () => {
    const columns = { a: ['1'], v: values([2, 3]), b: ['4'] };
    const options = { columns: { '': ['a', 'v', 'b'] } };
    expect(dataOf(bind([inputOf('X', [null, 4])], columns, { options }), 'X')).toEqual([1, 2, 3, 4]);
    expect(
      bind([inputOf('X', [null, 4])], { ...columns, v: values([2, 3, 9]) }, { options }, columns).issues,
    ).toMatchObject([{ code: 'shape-mismatch', row: 0, column: 'v' }]);
  });
  it('do not overflow the stack', () => {
    let deep: readonly unknown[] = [];
    for (let depth = 0; depth < 50_000; depth++) deep = [deep];
    expect(bind([image], { image: values([1, 2, 3, 4], deep as never) }).failed.size).toBe(1);
  });
});

describe('runs', () => {
  const columns = { a: ['1', '2', '3'], b: ['4', '5', '6'] };
  it('are one per row where the batch is fixed to 1', () => {
    const model = modelWith({ inputs: [inputOf('X', [1, 2])], fixedBatch: true });
    const bound = bindBatch(ready(model, columns).plan, batchOf(columns));
    expect(bound.runs.map(({ start, rows, feeds }) => [start, rows, feeds.get('X')?.dims])).toEqual([
      [0, 1, [1, 2]],
      [1, 1, [1, 2]],
      [2, 1, [1, 2]],
    ]);
    expect(dataOf(bound, 'X', 2)).toEqual([3, 6]);
  });
  it('are filled up where the batch is fixed to more', () => {
    const bound = bind([inputOf('X', [2, 2])], columns);
    expect(bound.runs.map(({ start, rows, feeds }) => [start, rows, feeds.get('X')?.dims])).toEqual([
      [0, 2, [2, 2]],
      [2, 1, [2, 2]],
    ]);
    expect(dataOf(bound, 'X', 1)).toEqual([3, 6, 3, 6]);
  });
  it('are none where no row fits', () => {
    expect(bind([inputOf('X', [null, 2])], { a: ['x'], b: ['y'] }, {}, columns).runs).toEqual([]);
  });
});

it('never throws for what cells hold', () => {
  const { plan } = ready(
    modelWith({
      inputs: [
        inputOf('X', [null, 2]),
        inputOf('n', ['N', 'T'], { dtype: 'int64' }),
        inputOf('s', [null], { dtype: 'string' }),
      ],
      featureNames: [],
    }),
    {
      X: values([1, 2]),
      n: values([1, 2]),
      s: ['t'],
    },
  );
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.anything(), fc.anything(), fc.anything()), { minLength: 1, maxLength: 6 }),
      (rows) => {
        const columns = {
          X: values(...rows.map(([x]) => x as never)),
          n: values(...rows.map(([, n]) => n as never)),
          s: values(...rows.map(([, , s]) => s as never)),
        };
        const bound = bindBatch(plan, batchOf(columns));
        const fed = bound.runs.reduce((all, run) => all + run.rows, 0);
        expect(fed + bound.failed.size).toBe(rows.length);
      },
    ),
  );
});

it('names columns of unnamed rows by their place', () => {
  const unnamed = { '0': ['1', 'x'], '1': ['2', '3'] };
  const head = headOf(unnamed, { named: false, columns: ['', ''] });
  const result = ready(modelWith({ inputs: [inputOf('X', [null, 2])] }), unnamed, { head });
  expect(bindBatch(result.plan, batchOf(unnamed)).issues[0]).toMatchObject({ column: '0', row: 1 });
});
