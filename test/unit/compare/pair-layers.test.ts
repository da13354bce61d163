import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pairLayers, type LayerHead } from '../../../src/compare/pair-layers';

/** `name:operator`, with a shape behind another colon. */
function layers(...texts: readonly string[]): readonly LayerHead[] {
  return texts.map((text) => {
    const [name = '', operator = '', shape = ''] = text.split(':');
    return { name, operator, place: 0, shape: shape === '' ? ['N'] : shape.split('x').map(Number) };
  });
}

function paired(baseline: readonly LayerHead[], candidate: readonly LayerHead[]): readonly string[] {
  const { pairs } = pairLayers(baseline, candidate);
  return pairs.map((pair) => `${pair.baseline.name} ${pair.candidate.name} ${pair.pairedBy}`);
}

describe('tensors of two models', () => {
  it.each([
    [
      'by name, whatever writes them',
      layers('a:Conv', 'b:Relu'),
      layers('b:Clip', 'a:QLinearConv'),
      ['a a name', 'b b name'],
    ],
    [
      'by position where names are new',
      layers('a:Conv', 'b:Relu'),
      layers('x:Conv', 'y:Relu'),
      ['a x position', 'b y position'],
    ],
    [
      'by position around what came in between',
      layers('a:Gemm', 'b:Relu', 'c:Gemm'),
      layers('x:Gemm', 'n:LayerNormalization', 'y:Relu', 'z:Gemm'),
      ['a x position', 'b y position', 'c z position'],
    ],
    [
      'by position only between the same partners',
      layers('a:Gemm', 'same:Relu', 'b:Gemm'),
      layers('same:Relu', 'y:Gemm', 'z:Gemm'),
      ['same same name', 'b y position'],
    ],
    ['but no operator with another', layers('a:Gemm'), layers('x:MatMul'), []],
    ['but none of another size', layers('a:Gemm:2x3'), layers('x:Gemm:2x4'), []],
  ])('are paired %s', (_, baseline, candidate, wanted) => {
    expect(paired(baseline, candidate)).toEqual(wanted);
  });

  it('are each in one pair, or told as left', () => {
    const model = fc
      .uniqueArray(fc.tuple(fc.string({ minLength: 1, maxLength: 2 }), fc.constantFrom('A', 'B')), {
        selector: ([name]) => name,
        maxLength: 12,
      })
      .map((all) => all.map(([name, operator]) => ({ name, operator, place: 0, shape: [] })));
    fc.assert(
      fc.property(model, model, (baseline, candidate) => {
        const { pairs, unpaired } = pairLayers(baseline, candidate);
        const names = (side: 'baseline' | 'candidate'): readonly string[] =>
          [...pairs.map((pair) => pair[side]), ...unpaired[side]].map(({ name }) => name).toSorted();
        expect(names('baseline')).toEqual(baseline.map(({ name }) => name).toSorted());
        expect(names('candidate')).toEqual(candidate.map(({ name }) => name).toSorted());
      }),
    );
  });

  it('of a model and itself are all paired by name', () => {
    const model = layers('a:Conv', 'b:Relu', 'c:Conv');
    expect(paired(model, model)).toEqual(['a a name', 'b b name', 'c c name']);
  });
});
