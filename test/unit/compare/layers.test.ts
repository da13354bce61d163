import { describe, expect, it } from 'vitest';
import type { LayerComparison } from '../../../src/contract/layer-comparison';
import type { TensorValue } from '../../../src/contract/tensor';
import { createLayerFold } from '../../../src/compare/layers';
import type { LayerHead } from '../../../src/compare/pair-layers';

const head: LayerHead = { name: 'h', operator: 'Gemm', place: 0, shape: [] };
const pair = { baseline: head, candidate: { ...head, name: 'k', operator: 'Add' }, pairedBy: 'name' } as const;

function folded(...runs: readonly (readonly [TensorValue, TensorValue])[]): LayerComparison | undefined {
  const fold = createLayerFold([pair], { tolerance: { atol: 0.1, rtol: 0 }, round: Math.fround });
  for (const [one, other] of runs) fold.add(new Map([['h', one]]), new Map([['k', other]]));
  return fold.result()[0];
}

function floats(...values: readonly number[]): TensorValue {
  return { dtype: 'float32', dims: [values.length], data: Float32Array.from(values) };
}

const text = (...data: string[]): TensorValue => ({ dtype: 'string', dims: [data.length], data });

describe('a layer', () => {
  it('has the SQNR of the reference, over all its runs', () => {
    expect(folded([floats(1, 2), floats(1, 2)], [floats(3), floats(3.5)])).toMatchObject({
      baseline: 'h',
      candidate: 'k',
      operator: 'Gemm',
      candidateOperator: 'Add',
      status: 'different',
      elements: 3,
      outOfTolerance: 1,
      maxAbs: 0.5,
      meanAbs: expect.closeTo(0.5 / 3, 7) as number,
      sqnr: expect.closeTo(17.4818803, 6) as number,
    });
  });

  it.each([
    ['the same', floats(1, NaN), floats(1, NaN), { status: 'same', outOfTolerance: 0, sqnr: 'Infinity' }],
    ['within', floats(1), floats(1.05), { status: 'within', outOfTolerance: 0 }],
    ['empty', floats(), floats(), { status: 'empty', elements: 0, sqnr: null }],
    ['different where one is infinite', floats(1), floats(Infinity), { status: 'different', maxAbs: null }],
    [
      'different where its size is another',
      floats(1, 2),
      floats(1, 2, 3),
      { status: 'different', changed: ['shape'], elements: 2, outOfTolerance: 2, maxAbs: null },
    ],
    [
      'within where only the dtype is another',
      floats(1),
      { dtype: 'float64', dims: [1], data: Float64Array.of(1) } as const,
      { status: 'within', changed: ['dtype'] },
    ],
    ['text that differs', text('a', 'b'), text('a', 'c'), { status: 'different', outOfTolerance: 1, sqnr: null }],
    ['text that does not', text('a'), text('a'), { status: 'same', elements: 1 }],
    [
      'integers that differ',
      { dtype: 'int64', dims: [1], data: BigInt64Array.of(2n ** 53n) } as const,
      { dtype: 'int64', dims: [1], data: BigInt64Array.of(2n ** 53n + 1n) } as const,
      { status: 'different', maxAbs: 1 },
    ],
  ])('is %s', (_, one, other, wanted) => {
    expect(folded([one, other])).toMatchObject(wanted);
  });

  it('that was never on both sides is left out', () => {
    expect(createLayerFold([pair], { tolerance: {}, round: Math.fround }).result()).toEqual([]);
  });
});
