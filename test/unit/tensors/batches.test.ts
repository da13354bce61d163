import { describe, expect, it } from 'vitest';
import type { ModelAnalysis } from '../../../src/onnx/analysis';
import { batchPolicy, type BatchPolicy } from '../../../src/tensors/batches';
import { planOutputs } from '../../../src/tensors/output-meaning';
import { expectedInputs } from '../../../src/tensors/expected';
import { templateColumns } from '../../../src/tensors/template';
import { classifierWith, inputOf, modelWith, outputOf } from './small-tables';

function policy(model: ModelAnalysis): BatchPolicy {
  return batchPolicy(model, planOutputs(model));
}

describe('rows that go to the runtime at once', () => {
  it.each([
    [[null, 10], 16_384],
    [['N', 3, 224, 224], 16],
    [['N', 3, 4096, 4096], 1],
    [['N', 'T'], 16_384],
  ] as const)('of shape %s are %i', (shape, rows) => {
    expect(policy(modelWith({ inputs: [inputOf('X', shape)] }))).toEqual({ kind: 'stream', rows });
  });
  it('are a multiple of a fixed batch', () => {
    expect(policy(modelWith({ inputs: [inputOf('X', [3, 2])] }))).toEqual({ kind: 'stream', rows: 16_383 });
  });
  it('are single where the batch is fixed to 1, whatever the outputs', () => {
    const model = modelWith({ inputs: [inputOf('X', [1, 2])], outputs: [outputOf('y', [])], fixedBatch: true });
    expect(policy(model).kind).toBe('row-by-row');
  });
  it('are all of them where an output stands for all', () => {
    expect(policy(modelWith({ outputs: [outputOf('total', [])] }))).toMatchObject({
      kind: 'whole',
      why: expect.stringContaining('total') as string,
    });
  });
  it('are all of them where the model quantises dynamically', () => {
    expect(policy(modelWith({ quantisesDynamically: true })).kind).toBe('whole');
  });
  it('are many where only the label is declared wrongly', () => {
    const model = classifierWith([0, 1], {
      outputs: [outputOf('label', [1], { dtype: 'int64', rowAxis: false })],
      labelOutput: 'label',
    });
    expect(policy(model).kind).toBe('stream');
  });
});

describe('a table that would feed the model', () => {
  it.each<readonly [string, Parameters<typeof modelWith>[0], readonly unknown[]]>([
    [
      'the features that the model names',
      { inputs: [inputOf('X', [null, 2])], featureNames: ['a', 'b'] },
      [
        ['a', 'float32', []],
        ['b', 'float32', []],
      ],
    ],
    [
      'one column per input',
      { inputs: [inputOf('age', [null, 1]), inputOf('city', ['N'], { dtype: 'string' })] },
      [
        ['age', 'float32', []],
        ['city', 'string', []],
      ],
    ],
    [
      'numbered columns for a flat row',
      { inputs: [inputOf('X', [null, 2], { dtype: 'int64' })] },
      [
        ['X_0', 'int64', []],
        ['X_1', 'int64', []],
      ],
    ],
    ['rows of several axes', { inputs: [inputOf('image', ['N', 1, 2, 2])] }, [['image', 'float32', [1, 2, 2]]]],
    [
      'one value for all rows of a scalar',
      { inputs: [inputOf('smooth', []), inputOf('x', ['N'])] },
      [
        ['smooth', 'float32', []],
        ['x', 'float32', []],
      ],
    ],
  ])('has %s', (_, parts, columns) => {
    const made = templateColumns(expectedInputs({ analysis: modelWith(parts), beside: {} }));
    expect(made.map(({ name, dtype, rowShape }) => [name, dtype, rowShape])).toEqual(columns);
  });
  it('has the sizes that are given', () => {
    const analysis = modelWith({ inputs: [inputOf('x', ['N', 'T'])] });
    expect(templateColumns(expectedInputs({ analysis, beside: {}, dims: { T: 3 } }))).toHaveLength(3);
  });
});
