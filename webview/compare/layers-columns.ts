import type { JsonNumber } from '../../src/contract/json-number';
import { digits, operatorsText } from '../../src/contract/comparison-text';
import type { LayerComparison } from '../../src/contract/layer-comparison';
import { formatCount } from '../shared/format';
import { columnWidth, type Cell, type TableColumn, type TableOrder } from '../shared/table-column';
import type { PageContext } from './context';

/** A tensor and its place in the order in which the baseline computes them. */
export interface PlacedLayer {
  readonly layer: LayerComparison;
  readonly place: number;
  readonly isFirstOut: boolean;
}

/** Decibels from which a bar is full: float32 that was computed otherwise has about as much. */
const FULL_DECIBELS = 120;

/** Columns of the table of tensors; `layers` decides how wide they are. */
export function layerColumns(
  layers: readonly LayerComparison[],
  { t, language }: Pick<PageContext, 't' | 'language'>,
): readonly TableColumn<PlacedLayer>[] {
  const column = (
    id: LayerColumnId,
    title: string,
    about: string,
    cell: (layer: LayerComparison, isFirstOut: boolean) => Cell,
  ): TableColumn<PlacedLayer> => ({
    id,
    title,
    about,
    width: columnWidth(
      title,
      layers.slice(0, 200).map((layer) => cell(layer, false).text),
    ),
    align: id === 'tensor' || id === 'operator' || id === 'changed' ? 'start' : 'end',
    group: id,
    cell: ({ layer, isFirstOut }) => cell(layer, isFirstOut),
  });
  const changes = { dtype: t('another dtype'), shape: t('another shape') };
  return [
    column('tensor', t('Tensor'), t('Name of the tensor'), (layer, isFirstOut) => ({
      text: namesOf(layer),
      ...(isFirstOut && { wrong: t('the first out of tolerance'), tone: 'strong' as const }),
    })),
    column('operator', t('Operator'), t('What writes the tensor'), (layer) => ({ text: operatorsText(layer) })),
    column('sqnr', t('SQNR dB'), t('Signal to noise, the baseline as the signal'), ({ sqnr }) => ({
      text: digits(sqnr),
      ...(sqnr !== null && { share: Math.min(1, Math.max(0, Number(sqnr) / FULL_DECIBELS)) }),
    })),
    column('maxAbs', t('Max abs'), t('Largest absolute difference'), ({ maxAbs }) => ({ text: digits(maxAbs) })),
    column('meanAbs', t('Mean abs'), t('Mean absolute difference'), ({ meanAbs }) => ({ text: digits(meanAbs) })),
    column('out', t('Out of tolerance'), t('Elements out of tolerance'), ({ outOfTolerance, elements, status }) => ({
      text: t('{0} of {1}', formatCount(outOfTolerance, language), formatCount(elements, language)),
      ...(status === 'different' && { tone: 'strong' as const }),
    })),
    column('changed', t('Changed'), t('What else is not as it was'), ({ changed }) => ({
      text: changed.map((change) => changes[change]).join(', '),
    })),
  ];
}

type LayerColumnId = 'tensor' | 'operator' | 'sqnr' | 'maxAbs' | 'meanAbs' | 'out' | 'changed';

function namesOf({ baseline, candidate }: LayerComparison): string {
  return baseline === candidate ? baseline : `${baseline} → ${candidate}`;
}

/** By one column; what has no figure comes last. Without an order, as the baseline computes them. */
export function sortLayers(layers: readonly PlacedLayer[], order: TableOrder | undefined): readonly PlacedLayer[] {
  if (!order) return layers;
  const sign = order.direction === 'ascending' ? 1 : -1;
  const valueOf = SORTED_BY[order.column] ?? (({ place }: PlacedLayer) => place);
  return layers.toSorted((one, other) => {
    const [a, b] = [valueOf(one), valueOf(other)];
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    if (typeof a === 'string' || typeof b === 'string') return sign * String(a).localeCompare(String(b));
    return a === b ? 0 : sign * (a < b ? -1 : 1);
  });
}

const SORTED_BY: Readonly<Partial<Record<string, (row: PlacedLayer) => string | number | null>>> = {
  tensor: ({ layer }) => namesOf(layer),
  operator: ({ layer }) => operatorsText(layer),
  sqnr: ({ layer }) => numberOf(layer.sqnr),
  maxAbs: ({ layer }) => numberOf(layer.maxAbs),
  meanAbs: ({ layer }) => numberOf(layer.meanAbs),
  out: ({ layer }) => layer.outOfTolerance,
  changed: ({ layer }) => layer.changed.join(),
};

function numberOf(value: JsonNumber | null): number | null {
  const number = value === null ? NaN : Number(value);
  return Number.isNaN(number) ? null : number;
}
