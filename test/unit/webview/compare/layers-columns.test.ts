import { describe, expect, it } from 'vitest';
import type { LayerComparison } from '../../../../src/contract/layer-comparison';
import { layerColumns, sortLayers } from '../../../../webview/compare/layers-columns';

const LAYER: LayerComparison = {
  baseline: 'a',
  candidate: 'a',
  operator: 'Add',
  pairedBy: 'name',
  status: 'within',
  changed: [],
  elements: 4,
  outOfTolerance: 0,
  maxAbs: 0,
  meanAbs: 0,
  sqnr: 60,
  tolerance: { rtol: 0, atol: 0 },
};

const t = (text: string, ...values: unknown[]): string =>
  text.replace(/\{(\d)\}/g, (_, place: string) => String(values[Number(place)]));

function cellOf(id: string, layer: Partial<LayerComparison>, isFirstOut = false): unknown {
  const column = layerColumns([LAYER], { t, language: 'en' }).find((one) => one.id === id);
  return column?.cell({ layer: { ...LAYER, ...layer }, place: 0, isFirstOut });
}

describe('the table of tensors', () => {
  it.each([
    [60, { text: '60', share: 0.5 }],
    [-3, { text: '-3', share: 0 }],
    ['Infinity', { text: 'Infinity', share: 1 }],
    [null, { text: '' }],
  ])('draws an SQNR of %s as a bar', (sqnr, cell) => {
    expect(cellOf('sqnr', { sqnr })).toEqual(cell);
  });

  it('marks the first tensor out of tolerance by more than a colour', () => {
    expect(cellOf('tensor', {}, true)).toMatchObject({ text: 'a', wrong: 'the first out of tolerance' });
    expect(cellOf('tensor', { candidate: 'b' })).toEqual({ text: 'a → b' });
  });

  it.each([
    [undefined, [0, 1, 2, 3]],
    [{ column: 'sqnr', direction: 'ascending' } as const, [2, 0, 1, 3]],
    [{ column: 'sqnr', direction: 'descending' } as const, [1, 0, 2, 3]],
    [{ column: 'row', direction: 'descending' } as const, [3, 2, 1, 0]],
  ])('is in the order %j, what has no figure last', (order, places) => {
    const rows = [20, 'Infinity', -1, null].map((sqnr, place) => ({
      layer: { ...LAYER, sqnr },
      place,
      isFirstOut: false,
    }));
    expect(sortLayers(rows, order).map(({ place }) => place)).toEqual(places);
  });
});
