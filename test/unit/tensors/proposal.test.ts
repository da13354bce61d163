import { describe, expect, it } from 'vitest';
import type { DroppedAs } from '../../../src/contract/predict';
import { classifierWith, inputOf, modelWith, ready, stopped, values, type TableColumns } from './small-tables';

const features = { x1: ['0.5', '0.25', '7', '1'], x2: ['3', '3', '4', '1'], x3: ['9.5', '8.5', '9', '9'] };
const regressor = modelWith({});
const classifier = classifierWith(['cat', 'dog']);
const binary = classifierWith([0, 1]);

type Case = readonly [
  string,
  Parameters<typeof ready>[0],
  TableColumns,
  Readonly<Record<string, DroppedAs>>,
  string | undefined,
];

describe('--map auto', () => {
  it.each<Case>([
    [
      'drops predictions',
      regressor,
      { ...features, y_pred: ['1', '2', '3', '4'] },
      { y_pred: 'prediction' },
      undefined,
    ],
    [
      'drops probabilities with a class behind, and their score',
      classifier,
      {
        ...features,
        prediction: ['cat', 'dog', 'cat', 'dog'],
        score: ['.9', '.8', '.7', '.6'],
        proba_cat: ['.9', '.2', '.7', '.4'],
        p_1: ['.1', '.8', '.3', '.6'],
      },
      { prediction: 'prediction', proba_cat: 'prediction', p_1: 'prediction', score: 'prediction' },
      undefined,
    ],
    [
      'keeps a feature that is called score or starts like a probability',
      classifier,
      {
        score: ['3', '1', '2', '9'],
        p_width: ['1.5', '1.5', '2', '2'],
        x3: features.x3,
        y_pred: ['cat', 'dog', 'cat', 'dog'],
        proba_cat: ['.9', '.2', '.7', '.4'],
      },
      { y_pred: 'prediction', proba_cat: 'prediction' },
      undefined,
    ],
    [
      'drops indexes by name',
      regressor,
      {
        '': ['4', '2', '2', '1'],
        'Unnamed: 0': ['1', '1', '2', '2'],
        'Unnamed: 0.1': ['1', '1', '2', '2'],
        index: ['1.5', '1', '1', '1'],
        __index_level_0__: ['1', '1', '1', '1'],
        ...features,
      },
      { '': 'index', 'Unnamed: 0': 'index', 'Unnamed: 0.1': 'index', index: 'index', __index_level_0__: 'index' },
      undefined,
    ],
    [
      'takes the column of class labels for the target',
      classifier,
      { ...features, pet: ['cat', 'dog', '', 'cat'] },
      { pet: 'target' },
      'pet',
    ],
    [
      'knows labels written as other numbers',
      binary,
      { ...features, bought: ['1.0', '0.0', '1', 'True'] },
      { bought: 'target' },
      'bought',
    ],
    [
      'takes the usual name of several',
      binary,
      { x1: features.x1, churned: ['1', '0', '1', '0'], y: ['1', '1', '0', '0'], x2: features.x2 },
      { y: 'target' },
      'y',
    ],
    [
      'drops text, dates and leading zeros',
      regressor,
      {
        day: ['2024-01-02', '2024-01-03', '2024-01-04', '2024-01-05'],
        ...features,
        code: ['007', '008', '009', '010'],
        note: ['a', 'b', '', ''],
      },
      { day: 'text', code: 'text', note: 'text' },
      undefined,
    ],
    [
      'drops distinct integers as ids',
      classifier,
      { customer: ['811', '604', '907', '312'], ...features },
      { customer: 'id' },
      undefined,
    ],
    [
      'drops what is called an id before other distinct integers',
      regressor,
      { x1: ['10', '30', '20', '40'], x2: features.x2, x3: features.x3, house_id: ['9', '3', '7', '1'] },
      { house_id: 'id' },
      undefined,
    ],
    [
      'drops a running number before other distinct integers',
      regressor,
      { x1: ['10', '30', '20', '40'], x2: features.x2, x3: features.x3, listing: ['88001', '88002', '88005', '88009'] },
      { listing: 'id' },
      undefined,
    ],
    [
      'takes the last of one column too many for the target of a regressor',
      regressor,
      { ...features, price: ['1.5', '2.5', '', '1.5'] },
      { price: 'target' },
      'price',
    ],
    [
      'or the one with a usual name',
      regressor,
      { target: ['1.5', '2.5', '1', '1'], ...features },
      { target: 'target' },
      'target',
    ],
    [
      'takes whole prices for the target, not for ids',
      regressor,
      { listing: ['1', '2', '3', '4'], ...features, price: ['300', '100', '200', '400'] },
      { listing: 'id', price: 'target' },
      'price',
    ],
  ])('%s', (_, model, columns, dropped, target) => {
    const result = ready(model, columns, { options: { map: 'auto' } });
    expect(Object.fromEntries((result.proposal?.dropped ?? []).map(({ column, as }) => [column, as]))).toEqual(dropped);
    expect(result.bindings[0]).toEqual({
      input: 'X',
      columns: Object.keys(columns).filter((name) => !Object.hasOwn(dropped, name)),
      source: 'auto',
    });
    expect(result.truthColumns).toEqual(target === undefined ? undefined : [target]);
  });

  it('drops the id that the sidecar names', () => {
    const result = ready(
      regressor,
      { ...features, ref: ['1.5', '1.5', '2', '2'] },
      { options: { map: 'auto' }, sidecar: { version: 1, id: 'ref' } },
    );
    expect(result.proposal?.dropped).toMatchObject([{ column: 'ref', as: 'index' }]);
  });
  it('drops the truth that the user names', () => {
    const columns = { truth: ['1', '5', '6', '9'], ...features };
    const result = ready(regressor, columns, { options: { map: 'auto', truth: 'truth' } });
    expect(result.proposal?.dropped).toMatchObject([{ column: 'truth', as: 'target' }]);
    expect(result.truthColumns).toEqual(['truth']);
  });
  it('keeps text whose category codes are known', () => {
    const columns = {
      plan: ['pro', 'basic', 'pro', 'basic'],
      x2: features.x2,
      x3: features.x3,
      note: ['a', 'b', 'c', 'd'],
    };
    const result = ready(regressor, columns, {
      options: { map: 'auto' },
      sidecar: { version: 1, categories: { plan: ['basic', 'pro'] } },
    });
    expect(result.bindings[0]?.columns).toEqual(['plan', 'x2', 'x3']);
  });
  it('keeps text for an input of strings', () => {
    const model = modelWith({ inputs: [inputOf('X', [null, 2], { dtype: 'string' })] });
    const result = ready(model, { index: ['1', '2'], a: ['x', 'y'], b: ['1', 'z'] }, { options: { map: 'auto' } });
    expect(result.bindings[0]?.columns).toEqual(['a', 'b']);
  });
  it('feeds the pixels behind a target to an input of several axes', () => {
    const model = modelWith({
      inputs: [inputOf('images', ['N', 1, 2, 2])],
      outputs: [
        { kind: 'tensor', name: 'output0', dtype: 'float32', shape: ['N', 3], probabilities: true, rowAxis: true },
      ],
    });
    const columns = {
      class: ['2', '0', '1'],
      p0: ['0', '0', '0'],
      p1: ['9', '8', '7'],
      p2: ['5', '5', '5'],
      p3: ['4', '4', '6'],
    };
    const result = ready(model, columns, { options: { map: 'auto' } });
    expect(result.bindings[0]?.columns).toEqual(['p0', 'p1', 'p2', 'p3']);
    expect(result.truthColumns).toEqual(['class']);
  });
});

describe('without names and with more columns than the input takes', () => {
  it('the plan stops with a proposal', () => {
    const { proposal, issues } = stopped(classifier, {
      id: ['1', '2', '3', '4'],
      ...features,
      pet: ['cat', 'dog', 'dog', 'cat'],
    });
    expect(proposal).toMatchObject({
      columns: ['x1', 'x2', 'x3'],
      dropped: [
        { column: 'pet', as: 'target' },
        { column: 'id', as: 'id' },
      ],
    });
    expect(issues[0]).toMatchObject({ code: 'accept-columns', severity: 'error' });
  });
  it.each<readonly [string, Parameters<typeof ready>[0], TableColumns]>([
    [
      'two columns could be the target',
      binary,
      { ...features, churn: ['1', '0', '1', '0'], bought: ['1', '1', '0', '0'] },
    ],
    [
      'two columns too many are plain numbers',
      regressor,
      { ...features, x4: ['1.5', '1', '1', '1'], x5: ['1.5', '1', '1', '1'] },
    ],
    ['one is too many for a classifier', classifier, { ...features, x4: ['1.5', '1', '1', '1'] }],
    [
      'too few are numbers',
      regressor,
      { x1: features.x1, a: ['u', 'v', 'w', 'x'], b: ['u', 'v', 'w', 'x'], c: ['u', 'v', 'w', 'x'] },
    ],
  ])('it asks, even with --map auto, where %s', (_, model, columns) => {
    expectAsked(model, columns);
  });
  it('says how many columns the input takes where there are fewer', () => {
    const { issues } = stopped(regressor, { x1: features.x1, x2: features.x2 }, { options: { map: 'auto' } });
    expect(issues[0]?.message).toContain("The input 'X' takes 3 columns; data.csv has 2");
  });
});

it('stops where a column that feeds numbers holds text, and never makes up codes', () => {
  const columns = { x1: ['gold', 'silver', 'gold', ''], x2: features.x2, x3: features.x3 };
  expect(stopped(regressor, columns).issues[0]).toMatchObject({ code: 'text-column', column: 'x1', row: 0, line: 2 });
});

it('takes values of typed files for what they are', () => {
  const columns = {
    id: values(5n, 3n, 4n),
    a: values(1, 2, 3.5),
    b: values(true, false, null),
    c: values('x', 'y', 'z'),
    d: values(1, 1, 2),
  };
  expect(ready(regressor, columns, { options: { map: 'auto' } }).bindings[0]?.columns).toEqual(['a', 'b', 'd']);
});

function expectAsked(model: Parameters<typeof ready>[0], columns: TableColumns): void {
  const { issues, proposal } = stopped(model, columns, { options: { map: 'auto' } });
  expect(issues[0]?.code).toBe('choose-columns');
  expect(proposal).toBeUndefined();
}
