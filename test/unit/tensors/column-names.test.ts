import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bindBatch } from '../../../src/tensors/bind';
import { batchOf, classifierWith, headOf, inputOf, modelWith, plan, ready, stopped, values } from './small-tables';

const abc = { a: ['1', '2'], b: ['3', '4'], c: ['5', '6'] };

describe('where the names of columns come from, in order', () => {
  const sources = {
    options: { columns: { '': ['c', 'b', 'a'] } },
    sidecar: { version: 1 as const, inputs: { X: { columns: ['b', 'a', 'c'] } } },
    beside: {
      lightgbm: { featureNames: ['c', 'a', 'b'], categories: {}, file: 'model.txt' },
      mlflow: { columns: ['b', 'c', 'a'], file: 'MLmodel' },
    },
  };
  const model = modelWith({ featureNames: ['a', 'c', 'b'] });

  it('takes the flag first', () => {
    expect(ready(model, abc, sources).bindings).toEqual([{ input: 'X', columns: ['c', 'b', 'a'], source: 'flag' }]);
  });
  it('then the sidecar', () => {
    const result = ready(model, abc, { ...sources, options: {} });
    expect(result.bindings).toEqual([{ input: 'X', columns: ['b', 'a', 'c'], source: 'sidecar' }]);
  });
  it("then the model's own feature_names", () => {
    const result = ready(model, abc, { beside: sources.beside });
    expect(result.bindings).toEqual([{ input: 'X', columns: ['a', 'c', 'b'], source: 'metadata' }]);
  });
  it("then LightGBM's model.txt", () => {
    const result = ready(modelWith({}), abc, { beside: sources.beside });
    expect(result.bindings).toEqual([{ input: 'X', columns: ['c', 'a', 'b'], source: 'model.txt' }]);
  });
  it("then MLflow's signature", () => {
    const result = ready(modelWith({}), abc, { beside: { mlflow: sources.beside.mlflow } });
    expect(result.bindings).toEqual([{ input: 'X', columns: ['b', 'c', 'a'], source: 'mlflow' }]);
  });
  it('then one column per input', () => {
    const result = ready(modelWith({ inputs: [inputOf('c', [null, 1]), inputOf('a', [null])] }), abc);
    expect(result.bindings.map(({ input, columns, source }) => [input, columns, source])).toEqual([
      ['c', ['c'], 'name'],
      ['a', ['a'], 'name'],
    ]);
  });
  it.each([
    ['name_0 ... name_k', { pic_0: ['1'], pic_1: ['2'], pic_2: ['3'], pic_3: ['4'] }, [null, 2, 2]],
    ['an index per axis', { pic_0_0: ['1'], pic_0_1: ['2'], pic_1_0: ['3'], pic_1_1: ['4'] }, [null, 2, 2]],
    ['as many as there are, for a free axis', { pic_0: ['1'], pic_1: ['2'], pic_2: ['3'], pic_3: ['4'] }, ['N', 'T']],
  ] as const)('then numbered columns: %s', (_, columns, shape) => {
    const result = ready(modelWith({ inputs: [inputOf('pic', shape)] }), { ...columns, other: ['x'] });
    expect(result.bindings[0]).toEqual({ input: 'pic', columns: Object.keys(columns), source: 'name' });
    expect(result.issues.map(({ code }) => code)).toEqual(['unused-columns']);
  });
});

describe('feature names', () => {
  it('feed several inputs one after another where sizes add up', () => {
    const inputs = [inputOf('two', [null, 2]), inputOf('one', [null, 1])];
    const result = ready(modelWith({ inputs, featureNames: ['c', 'a', 'b'] }), abc);
    expect(result.bindings.map(({ columns }) => columns)).toEqual([['c', 'a'], ['b']]);
  });
  it('do not reorder inputs that are columns themselves', () => {
    const inputs = [inputOf('a', [null, 1]), inputOf('b', [null, 1])];
    const result = ready(modelWith({ inputs }), abc, { beside: { mlflow: { columns: ['b', 'a'], file: 'MLmodel' } } });
    expect(result.bindings.map(({ input, columns }) => [input, columns[0]])).toEqual([
      ['a', 'a'],
      ['b', 'b'],
    ]);
  });
  it('that the file lacks stop the plan, with a suggestion', () => {
    const { issues } = stopped(modelWith({ featureNames: ['a', 'B', 'd'] }), abc);
    expect(issues[0]).toMatchObject({ code: 'missing-columns', input: 'X' });
    expect(issues[0]?.message).toContain("'B', 'd'");
    expect(issues[0]?.message).toContain("Did you mean 'b' for 'B'?");
    expect(issues[0]?.message).toContain("'a', 'b', 'c'");
  });
  it.each([[['Column_0', 'Column_1', 'Column_2']], [['f0', 'f1', 'f2']], [['0', '1', '2']]])(
    'made up by a library (%s) are none',
    (featureNames) => {
      const result = ready(modelWith({ featureNames }), abc);
      expect(result.bindings[0]?.source).toBe('position');
    },
  );
  it.each([
    ['more', ['a', 'b', 'c', 'd'], [inputOf('X', [null, 3])], "the input 'X' takes 3 values"],
    ['fewer', ['a', 'b'], [inputOf('X', [null, 3])], "the input 'X' takes 3 values"],
    ['more, where the plan stops,', ['a', 'b', 'c', 'd'], [inputOf('X', [null, 2])], "the input 'X' takes 2 values"],
  ])('that are %s than the inputs take are not used, which is said', (_title, featureNames, inputs, takes) => {
    const { issues } = plan(modelWith({ inputs, featureNames }), abc);
    const notice = issues.find(({ code }) => code === 'feature-names-count');
    expect(notice).toMatchObject({ severity: 'warning' });
    expect(notice?.message).toContain(`has ${featureNames.length} names, but ${takes}`);
  });
  it('are not spoken of where somebody has said which column is which', () => {
    const options = { columns: { '': ['a', 'b', 'c'] } };
    expect(ready(modelWith({ featureNames: ['a'] }), abc, { options }).issues).toEqual([]);
  });
  it('of LightGBM have underscores for spaces', () => {
    const featureNames = ['mean_area', 'b', 'c'];
    const columns = { c: ['1'], 'mean area': ['2'], b: ['3'] };
    const result = ready(modelWith({}), columns, {
      beside: { lightgbm: { featureNames, categories: {}, file: 'model.txt' } },
    });
    expect(result.bindings[0]?.columns).toEqual(['mean area', 'b', 'c']);
  });
});

describe('inputs that the file does not name', () => {
  it('are named together with the columns there are', () => {
    const inputs = [
      inputOf('a', [null, 1]),
      inputOf('visits', [null, 1]),
      inputOf('city', [null, 1], { dtype: 'string' }),
    ];
    const { issues } = stopped(modelWith({ inputs }), abc);
    expect(issues).toHaveLength(1);
    expect(issues[0]?.message).toContain("the inputs 'visits', 'city'; its columns are 'a', 'b', 'c'");
  });
  it('ask for a value where they take one for the whole run', () => {
    const inputs = [inputOf('X', [null, 3]), inputOf('smooth', [], { dtype: 'bool' })];
    expect(stopped(modelWith({ inputs }), abc).issues[0]).toMatchObject({ code: 'input-needs-value', input: 'smooth' });
  });
  it.each([
    ['--set', { options: { set: { smooth: 'true' } } }],
    ['the sidecar', { sidecar: { version: 1 as const, inputs: { smooth: { value: true } } } }],
    [
      'a tensor of the file',
      { head: headOf(abc, { constants: [{ name: 'smooth', dtype: 'bool', dims: [], data: Uint8Array.of(1) }] }) },
    ],
  ] as const)('take a constant from %s', (_, rest) => {
    const inputs = [inputOf('X', [null, 3]), inputOf('smooth', [], { dtype: 'bool' })];
    const result = ready(modelWith({ inputs }), abc, rest);
    expect(result.bindings[1]).toEqual({ input: 'smooth', columns: [], source: 'constant' });
    const feed = bindBatch(result.plan, batchOf(abc)).runs[0]?.feeds.get('smooth');
    expect(feed).toEqual({ dtype: 'bool', dims: [], data: Uint8Array.of(1) });
  });
  it('repeat a constant for every row where the input has rows', () => {
    const inputs = [inputOf('X', [null, 3]), inputOf('w', ['N', 2])];
    const result = ready(modelWith({ inputs }), abc, { options: { set: { w: '[7, 8]' } } });
    const feed = bindBatch(result.plan, batchOf(abc)).runs[0]?.feeds.get('w');
    expect(feed).toEqual({ dtype: 'float32', dims: [2, 2], data: Float32Array.of(7, 8, 7, 8) });
  });
  it('refuse a constant of another shape or type', () => {
    const inputs = [inputOf('X', [null, 3]), inputOf('smooth', [], { dtype: 'int64' })];
    for (const smooth of ['[1, 2]', '1.5', 'often']) {
      expect(stopped(modelWith({ inputs }), abc, { options: { set: { smooth } } }).issues[0]?.code).toBe(
        'bad-constant',
      );
    }
  });
  it('take a column that says the same in every row for a scalar, and no other', () => {
    const inputs = [inputOf('a', [null]), inputOf('b', [], { dtype: 'int64' })];
    const result = ready(modelWith({ inputs }), { a: ['1', '2'], b: ['3', '3'] });
    const later = bindBatch(result.plan, batchOf({ a: ['1', '2'], b: ['3', '4'] }, 2));
    expect([...later.failed.keys()]).toEqual([3]);
    expect(stopped(modelWith({ inputs }), abc).issues[0]?.code).toBe('scalar-input');
  });
});

describe('columns that flag or sidecar name', () => {
  it('may feed a scalar input', () => {
    const inputs = [inputOf('a', [null]), inputOf('mode', [], { dtype: 'int64' })];
    const sidecar = { version: 1 as const, inputs: { mode: { columns: ['setting'] } } };
    const result = ready(modelWith({ inputs }), { a: ['1', '2'], setting: ['3', '3'] }, { sidecar });
    expect(result.bindings[1]).toEqual({ input: 'mode', columns: ['setting'], source: 'sidecar' });
  });
  it('may hold numbers with leading zeros', () => {
    const columns = { a: ['01', '02'], b: ['1', '2'], c: ['3', '4'] };
    const bound = bindBatch(ready(modelWith({ featureNames: ['a', 'b', 'c'] }), columns).plan, batchOf(columns));
    expect(bound.runs[0]?.feeds.get('X')?.data).toEqual(Float32Array.of(1, 1, 3, 2, 2, 4));
  });
  it('give way to a tensor or a nested list of the name of the input', () => {
    const sidecar = { version: 1 as const, inputs: { X: { columns: ['a', 'b', 'c'] } } };
    const result = ready(modelWith({}), { X: values([1, 2, 3]) }, { sidecar });
    expect(result.bindings[0]).toEqual({ input: 'X', columns: ['X'], source: 'name' });
  });
  it('feed the only input that no constant feeds', () => {
    const inputs = [inputOf('X', [null, 2]), inputOf('w', [null, 1])];
    const result = ready(modelWith({ inputs }), abc, { options: { columns: { '': ['a', 'b'] }, set: { w: '1' } } });
    expect(result.bindings[0]).toEqual({ input: 'X', columns: ['a', 'b'], source: 'flag' });
    expect(stopped(modelWith({ inputs }), abc, { options: { columns: { '': ['a', 'b'] } } }).issues[0]?.code).toBe(
      'which-input',
    );
  });
});

describe('what the plan says', () => {
  it('names unused columns', () => {
    const result = ready(modelWith({ featureNames: ['a', 'b'], inputs: [inputOf('X', [null, 2])] }), abc);
    expect(result.issues).toMatchObject([{ code: 'unused-columns', severity: 'info' }]);
    expect(result.issues[0]?.message).toContain("'c'");
  });
  it('warns of columns by position', () => {
    expect(ready(modelWith({}), abc).issues).toMatchObject([
      { code: 'columns-by-position', severity: 'warning', input: 'X' },
    ]);
  });
  it('says that data for an initializer is ignored', () => {
    const result = ready(modelWith({ initializers: ['W'] }), { ...abc, W: ['1', '2'] });
    expect(result.bindings[0]?.columns).toEqual(['a', 'b', 'c']);
    expect(result.issues.map(({ code }) => code)).toContain('initializer-has-data');
  });
  it('says that a fixed batch runs row by row', () => {
    const model = modelWith({ inputs: [inputOf('X', [1, 3])], fixedBatch: true });
    expect(ready(model, abc).issues.map(({ code }) => code)).toContain('fixed-batch');
  });
  it('rejects flags for inputs and dimensions that do not exist', () => {
    expect(stopped(modelWith({}), abc, { options: { set: { Y: '1' } } }).issues[0]?.code).toBe('unknown-input');
    expect(stopped(modelWith({}), abc, { options: { columns: { Y: ['a'] } } }).issues[0]?.code).toBe('unknown-input');
    expect(stopped(modelWith({}), abc, { options: { dims: { T: 1 } } }).issues[0]?.code).toBe('unknown-dim');
    expect(stopped(modelWith({}), abc, { options: { columns: { '': ['a', 'b', 'd'] } } }).issues[0]?.code).toBe(
      'missing-columns',
    );
    expect(stopped(modelWith({}), abc, { options: { columns: { '': ['a', 'b'] } } }).issues[0]?.code).toBe(
      'column-count',
    );
  });
  it('never takes names of columns for those of objects', () => {
    const columns = { constructor: ['1'], __proto__x: ['2'], toString: ['3'] };
    const inputs = Object.keys(columns).map((name) => inputOf(name, [null, 1]));
    expect(ready(modelWith({ inputs }), columns).bindings.map(({ source }) => source)).toEqual([
      'name',
      'name',
      'name',
    ]);
    expect(plan(modelWith({ inputs: [inputOf('hasOwnProperty', [null, 1])] }), abc).kind).toBe('stopped');
  });
});

describe('rows without names', () => {
  const unnamed = { '0': ['1'], '1': ['2'], '2': ['3'] };
  const head = headOf(unnamed, { named: false, columns: ['', '', ''] });
  it('are bound by position, with the warning', () => {
    const result = ready(modelWith({}), unnamed, { head });
    expect(result.bindings[0]).toEqual({ input: 'X', columns: ['0', '1', '2'], source: 'position' });
    expect(result.issues.map(({ code }) => code)).toEqual(['columns-by-position']);
  });
  it('have the names that the model gives its features', () => {
    expect(ready(modelWith({ featureNames: ['x', 'y', 'z'] }), unnamed, { head }).bindings[0]?.columns).toEqual([
      'x',
      'y',
      'z',
    ]);
  });
  it('feed several inputs where the sizes add up', () => {
    const inputs = [inputOf('p', [null, 1]), inputOf('q', [null, 2])];
    const bound = bindBatch(ready(modelWith({ inputs }), unnamed, { head }).plan, batchOf(unnamed));
    expect(bound.runs[0]?.feeds.get('q')?.data).toEqual(Float32Array.of(2, 3));
  });
  it('must have as many values as the input takes', () => {
    const { issues } = stopped(modelWith({ inputs: [inputOf('X', [null, 4])] }), unnamed, { head });
    expect(issues[0]?.message).toContain("rows of 3 values; the input 'X' wants 4");
  });
});

describe('sizes that the model leaves open', () => {
  it('are settled by the columns', () => {
    const result = ready(modelWith({ inputs: [inputOf('X', ['N', 'T'])] }), abc);
    expect(bindBatch(result.plan, batchOf(abc)).runs[0]?.feeds.get('X')?.dims).toEqual([2, 3]);
  });
  it('take no index along', () => {
    const model = modelWith({ inputs: [inputOf('X', ['N', 'T'])] });
    const columns = { '': ['7', '8'], ...abc };
    expect(stopped(model, columns).proposal?.columns).toEqual(['a', 'b', 'c']);
    expect(ready(model, columns, { options: { map: 'auto' } }).bindings[0]?.columns).toEqual(['a', 'b', 'c']);
  });
  it('may be all of the shape, which nested lists then settle', () => {
    const columns = { X: values([[1, 2]], [[3, 4]]) };
    const bound = bindBatch(ready(modelWith({ inputs: [inputOf('X', null)] }), columns).plan, batchOf(columns));
    expect(bound.runs[0]?.feeds.get('X')?.dims).toEqual([2, 1, 2]);
  });
  it('are asked for where two are open', () => {
    const model = modelWith({ inputs: [inputOf('X', ['N', 'H', 'W'])] });
    expect(stopped(model, abc, { options: { columns: { '': ['a', 'b', 'c'] } } }).issues[0]?.message).toContain(
      '--dim',
    );
    const options = { columns: { '': ['a', 'b', 'c'] }, dims: { H: 3, W: 1 } };
    expect(bindBatch(ready(model, abc, { options }).plan, batchOf(abc)).runs[0]?.feeds.get('X')?.dims).toEqual([
      2, 3, 1,
    ]);
  });
  it('must agree between inputs', () => {
    const inputs = [inputOf('p', ['N', 'T']), inputOf('q', ['N', 'T'])];
    const options = { columns: { p: ['a', 'b'], q: ['c'] } };
    expect(stopped(modelWith({ inputs }), abc, { options }).issues[0]?.code).toBe('dims-disagree');
  });
});

it('feeds the same numbers whatever the order of the columns, when bound by name', () => {
  const names = ['a', 'b', 'c', 'd', 'e'];
  const model = modelWith({ inputs: [inputOf('X', [null, 3])], featureNames: ['d', 'a', 'e'] });
  fc.assert(
    fc.property(
      fc.shuffledSubarray(names, { minLength: names.length }),
      fc.array(fc.double({ noNaN: true }), { minLength: 5, maxLength: 5 }),
      (order, row) => {
        const columns = Object.fromEntries(order.map((name) => [name, values(row[names.indexOf(name)])]));
        const bound = bindBatch(ready(model, columns).plan, batchOf(columns));
        if (bound.failed.size > 0) return;
        expect(bound.runs[0]?.feeds.get('X')?.data).toEqual(Float32Array.of(row[3] ?? 0, row[0] ?? 0, row[4] ?? 0));
      },
    ),
  );
});

it('finds the target among unused columns under --map auto', () => {
  const model = classifierWith(['yes', 'no'], { featureNames: ['a', 'b', 'c'] });
  const columns = { ...abc, id: ['7', '8'], bought: ['yes', 'no'] };
  expect(ready(model, columns, { options: { map: 'auto' } }).truthColumns).toEqual(['bought']);
  expect(ready(model, columns).truthColumns).toBeUndefined();
  expect(ready(model, columns, { options: { truth: 'bought' } }).truthColumns).toEqual(['bought']);
});
