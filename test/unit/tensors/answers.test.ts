import { describe, expect, it } from 'vitest';
import type { Sidecar } from '../../../src/contract/sidecar';
import type { TensorValue } from '../../../src/contract/tensor';
import type { PredictedBatch } from '../../../src/contract/predicted';
import type { ModelAnalysis } from '../../../src/onnx/analysis';
import { bindBatch, type BoundBatch } from '../../../src/tensors/bind';
import { interpretResults } from '../../../src/tensors/interpret';
import { planOutputs } from '../../../src/tensors/output-meaning';
import type { ClassNames } from '../../../src/tensors/plan-types';
import { batchOf, classifierWith, inputOf, modelWith, outputOf, ready } from './small-tables';

const float32 = (dims: readonly number[], ...data: readonly number[]): TensorValue => ({
  dtype: 'float32',
  dims,
  data: Float32Array.from(data),
});
const int64 = (dims: readonly number[], ...data: readonly number[]): TensorValue => ({
  dtype: 'int64',
  dims,
  data: BigInt64Array.from(data, BigInt),
});
const text = (...data: readonly string[]): TensorValue => ({ dtype: 'string', dims: [data.length], data: [...data] });

/** Rows bound from one column of texts; 'x' does not fit. */
function bound(model: ModelAnalysis, ...cells: readonly string[]): BoundBatch {
  const { plan } = ready({ ...model, inputs: [inputOf('a', model.fixedBatch ? [1] : [null])] }, { a: ['1'] });
  return bindBatch(plan, batchOf({ a: cells }));
}

interface Rest {
  readonly sidecar?: Sidecar;
  readonly names?: ClassNames;
}

function interpret(
  model: ModelAnalysis,
  outputs: Readonly<Record<string, TensorValue>>,
  rest: Rest = {},
): PredictedBatch {
  const rows = Object.values(outputs)[0]?.dims[0] ?? 1;
  const batch = bound(model, ...Array.from({ length: rows }, () => '1'));
  return interpretResults(planOutputs(model, rest.sidecar, rest.names), batch, [
    { start: 0, rows, outputs: new Map(Object.entries(outputs)) },
  ]);
}

const list = (values: Iterable<number> | undefined): number[] =>
  Array.from(values ?? [], (value) => Math.round(value * 1e6) / 1e6);

describe('a classifier', () => {
  const ints = classifierWith([0, 1, 2]);
  it('with a ZipMap fetches the tensor behind it', () => {
    expect(planOutputs(ints)).toMatchObject({
      fetches: ['output_label', 'probabilities'],
      expose: ['probabilities'],
      classes: [0, 1, 2],
    });
  });
  it('tells label, score, margin and one probability per class', () => {
    const predicted = interpret(ints, {
      output_label: int64([2], 1, 0),
      probabilities: float32([2, 3], 0.25, 0.5, 0.25, 0.75, 0.125, 0.125),
    });
    expect(predicted.labels).toEqual([1, 0]);
    expect(list(predicted.scores)).toEqual([0.5, 0.75]);
    expect(list(predicted.margins)).toEqual([0.25, 0.625]);
    expect(predicted.probabilities).toMatchObject({ classes: ['0', '1', '2'], dtype: 'float32' });
    expect(predicted.told).toEqual(['output_label', 'output_probability']);
    expect(predicted.outputs[1]).toMatchObject({ name: 'output_probability', keys: ['0', '1', '2'], rowShape: [3] });
  });
  it("keeps the model's own label where two classes tie, with a margin of 0", () => {
    const predicted = interpret(ints, { output_label: int64([1], 2), probabilities: float32([1, 3], 0.5, 0, 0.5) });
    expect([predicted.labels?.[0], predicted.scores?.[0], predicted.margins?.[0]]).toEqual([2, 0.5, 0]);
  });
  it('is shown by class names where they are known', () => {
    const names = { names: ['ant', 'bee', 'cat'], source: 'labels.txt' };
    const predicted = interpret(
      ints,
      { output_label: int64([1], 2), probabilities: float32([1, 3], 0, 0, 1) },
      { names },
    );
    expect(predicted.labels).toEqual(['cat']);
    expect(predicted.probabilities?.classes).toEqual(names.names);
    expect(planOutputs(ints, undefined, names).classes).toEqual(names.names);
  });
  it('ignores names of another number, and says so', () => {
    const meaning = planOutputs(ints, undefined, { names: ['ant'], source: 'labels.txt' });
    expect(meaning.classes).toEqual([0, 1, 2]);
    expect(meaning.issues).toMatchObject([{ code: 'class-names-do-not-fit', severity: 'warning' }]);
  });
  it('whose classes and probabilities differ in number shows plain numbers, and says so', () => {
    const predicted = interpret(ints, { output_label: int64([1], 2), probabilities: float32([1, 2], 0.5, 0.5) });
    expect(predicted.labels).toEqual([2]);
    expect(predicted.probabilities).toBeUndefined();
    expect(predicted.outputs[1]).toMatchObject({ rowShape: [2] });
    expect(predicted.outputs[1]?.keys).toBeUndefined();
    expect(predicted.issues).toMatchObject([{ code: 'class-count' }]);
  });
  it('with one output per class has them as one set of probabilities', () => {
    const column = (name: string, index: number): ReturnType<typeof outputOf> =>
      outputOf(name, [null], { classColumn: { index, class: name.slice(1) }, probabilities: true });
    const model = modelWith({
      outputs: [outputOf('output_label', [null], { dtype: 'string' }), column('sb', 1), column('sa', 0)],
      labelOutput: 'output_label',
    });
    const predicted = interpret(model, { output_label: text('b'), sb: float32([1], 0.75), sa: float32([1], 0.25) });
    expect(predicted.probabilities).toMatchObject({ classes: ['a', 'b'], values: Float32Array.of(0.25, 0.75) });
    expect(list(predicted.scores)).toEqual([0.75]);
  });
  it('without a label takes the arg max', () => {
    const model = modelWith({ outputs: [outputOf('probabilities', ['N', 3], { probabilities: true })] });
    const predicted = interpret(model, { probabilities: float32([2, 3], 0.2, 0.3, 0.5, 0.4, 0.4, 0.2) });
    expect(predicted.labels).toEqual([2, 0]);
    expect(planOutputs(model).classes).toEqual([0, 1, 2]);
    expect(
      interpret(
        model,
        { probabilities: float32([1, 3], 0, 1, 0) },
        { names: { names: ['x', 'y', 'z'], source: 'metadata' } },
      ).labels,
    ).toEqual(['y']);
  });
  it('with one probability for two known classes has that of the second', () => {
    const model = modelWith({ outputs: [outputOf('p', ['N', 1], { probabilities: true })] });
    const predicted = interpret(
      model,
      { p: float32([2, 1], 0.75, 0.25) },
      { names: { names: ['no', 'yes'], source: 'sidecar' } },
    );
    expect(predicted.labels).toEqual(['yes', 'no']);
    expect(list(predicted.probabilities?.values)).toEqual([0.25, 0.75, 0.75, 0.25]);
  });
  it('with one probability and no classes is a plain number', () => {
    const model = modelWith({ outputs: [outputOf('p', ['N', 1], { probabilities: true })] });
    const predicted = interpret(model, { p: float32([2, 1], 0.75, 0.25) });
    expect(predicted.labels).toBeUndefined();
    expect(list(predicted.scores)).toEqual([0.75, 0.25]);
  });
  it('has its outputs named by the sidecar', () => {
    const model = modelWith({ outputs: [outputOf('a', [null], { dtype: 'int64' }), outputOf('b', [null, 2])] });
    const predicted = interpret(
      model,
      { a: int64([1], 1), b: float32([1, 2], 0.25, 0.75) },
      { sidecar: { version: 1, outputs: { label: 'a', probabilities: 'b' } } },
    );
    expect(predicted.labels).toEqual([1]);
    expect(list(predicted.scores)).toEqual([0.75]);
    expect(planOutputs(model, { version: 1, outputs: { label: 'c' } }).issues).toMatchObject([
      { code: 'unknown-output' },
    ]);
  });
  it('without probabilities has names too, where something names them', () => {
    const model = modelWith({ outputs: [outputOf('label', [null], { dtype: 'int64' })] });
    expect(
      interpret(model, { label: int64([2], 1, 0) }, { names: { names: ['no', 'yes'], source: 'sidecar' } }).labels,
    ).toEqual(['yes', 'no']);
    expect(interpret(model, { label: int64([2], 1, 0) }).labels).toEqual([1, 0]);
  });
  it('never has probabilities for their numbers alone', () => {
    const model = modelWith({
      outputs: [outputOf('label', [null], { dtype: 'int64' }), outputOf('scores', [null, 2])],
    });
    const predicted = interpret(model, { label: int64([1], 1), scores: float32([1, 2], 0.25, 0.75) });
    expect(predicted.labels).toEqual([1]);
    expect(predicted.probabilities).toBeUndefined();
    expect(predicted.scores).toBeUndefined();
  });
  it('may have labels that a number cannot hold, and labels of bool', () => {
    const model = (dtype: 'int64' | 'bool'): ModelAnalysis =>
      modelWith({ outputs: [outputOf('label', [null], { dtype })], labelOutput: 'label' });
    const label: TensorValue = { dtype: 'int64', dims: [1], data: BigInt64Array.of(9007199254740993n) };
    expect(interpret(model('int64'), { label }).labels).toEqual(['9007199254740993']);
    expect(interpret(model('bool'), { label: { dtype: 'bool', dims: [1], data: Uint8Array.of(1) } }).labels).toEqual([
      true,
    ]);
  });
});

describe('a regressor', () => {
  it.each<readonly [string, TensorValue]>([
    ['[N, 1]', float32([2, 1], 1.5, -2)],
    ['[N]', float32([2], 1.5, -2)],
    ['half precision', { dtype: 'float16', dims: [2, 1], data: Uint16Array.of(0x3e00, 0xc000) }],
  ])('has one value a row: %s', (_, variable) => {
    const predicted = interpret(modelWith({}), { variable });
    expect(list(predicted.scores)).toEqual([1.5, -2]);
    expect(predicted.outputs[0]?.rowShape).toEqual([]);
    expect(predicted.told).toEqual(['variable']);
    expect(predicted.labels).toBeUndefined();
  });
  it('that declares one value and returns three has three', () => {
    const predicted = interpret(modelWith({}), { variable: float32([1, 3], 1, 2, 3) });
    expect(predicted.outputs[0]).toMatchObject({ rowShape: [3] });
    expect(predicted.scores).toBeUndefined();
  });
});

describe('outputs', () => {
  it('of any rank keep the shape of a row', () => {
    const model = modelWith({ outputs: [outputOf('maps', ['N', null, null])] });
    expect(interpret(model, { maps: float32([1, 2, 3], 1, 2, 3, 4, 5, 6) }).outputs[0]?.rowShape).toEqual([2, 3]);
  });
  it('without a row axis stand once for the batch', () => {
    const model = modelWith({ outputs: [outputOf('total', []), outputOf('line', ['N'])] });
    const batch = bound(model, '1', '2');
    const outputs = new Map([
      ['total', float32([], 7)],
      ['line', float32([2], 3, 4)],
    ]);
    const predicted = interpretResults(planOutputs(model), batch, [{ start: 0, rows: 2, outputs }]);
    expect(predicted.whole).toEqual([{ name: 'total', value: float32([], 7) }]);
    expect(predicted.outputs.map(({ name }) => name)).toEqual(['line']);
  });
  it('that declare one label and return one per row have a row axis', () => {
    const model = classifierWith([0, 1], {
      outputs: [outputOf('label', [1], { dtype: 'int64', rowAxis: false })],
      labelOutput: 'label',
    });
    expect(interpret(model, { label: int64([3], 0, 1, 1) }).labels).toEqual([0, 1, 1]);
  });
  it('that the runtime cannot return are left out, and that is said', () => {
    const model = modelWith({
      outputs: [{ kind: 'unsupported', name: 'boxes', type: 'seq(float32)' }, outputOf('y', ['N'])],
    });
    expect(planOutputs(model)).toMatchObject({ fetches: ['y'], issues: [{ code: 'unsupported-output' }] });
  });
});

describe('several runs', () => {
  it('are joined, with room for rows that failed', () => {
    const model = modelWith({});
    const batch = bound(model, '1', 'x', '3', '4');
    const answers = [
      { start: 0, rows: 1, outputs: new Map([['variable', float32([1, 1], 10)]]) },
      { start: 1, rows: 2, outputs: new Map([['variable', float32([2, 1], 30, 40)]]) },
    ];
    const predicted = interpretResults(planOutputs(model), batch, answers);
    expect(list(predicted.scores)).toEqual([10, 0, 30, 40]);
    expect([...predicted.failed.keys()]).toEqual([1]);
  });
  it('may lack rows whose run failed', () => {
    const model = modelWith({});
    const batch = bound(model, '1', '2');
    const issue = { severity: 'error', code: 'run', message: 'Broken.' } as const;
    const answers = [{ start: 1, rows: 1, outputs: new Map([['variable', float32([1, 1], 20)]]) }];
    const predicted = interpretResults(planOutputs(model), batch, answers, new Map([[0, issue]]));
    expect(list(predicted.scores)).toEqual([0, 20]);
    expect(predicted.failed.get(0)).toBe(issue);
  });
  it('of rows of different lengths give ragged outputs', () => {
    const model = modelWith({ outputs: [outputOf('y', ['N', 'T'])] });
    const answers = [
      { start: 0, rows: 1, outputs: new Map([['y', float32([1, 2], 1, 2)]]) },
      { start: 1, rows: 1, outputs: new Map([['y', float32([1, 1], 3)]]) },
    ];
    const predicted = interpretResults(planOutputs(model), bound(model, '1', '2'), answers);
    expect(predicted.ragged).toEqual([{ name: 'y', rows: [float32([2], 1, 2), float32([1], 3)] }]);
  });
  it('of a fixed batch are cut to the rows there are', () => {
    const model = modelWith({ outputs: [outputOf('y', [2, 1])] });
    const { plan } = ready({ ...model, inputs: [inputOf('a', [2])] }, { a: ['1'] });
    const batch = bindBatch(plan, batchOf({ a: ['1', '2', '3'] }));
    const answers = [
      { start: 0, rows: 2, outputs: new Map([['y', float32([2, 1], 1, 2)]]) },
      { start: 2, rows: 1, outputs: new Map([['y', float32([2, 1], 3, 3)]]) },
    ];
    expect(list(interpretResults(planOutputs(model), batch, answers).scores)).toEqual([1, 2, 3]);
  });
  it('of a batch in which no row has an answer keep the declared columns', () => {
    const model = classifierWith(['a', 'b']);
    const predicted = interpretResults(planOutputs(model), bound(model, 'x'), []);
    expect(predicted.probabilities?.classes).toEqual(['a', 'b']);
    expect(predicted.outputs.map(({ dtype, rowShape }) => [dtype, rowShape])).toEqual([
      ['string', []],
      ['float32', [2]],
    ]);
  });
});
