import { digits, operatorsText } from '../../contract/comparison-text';
import type { ComparedLayers, LayerComparison, Layers } from '../../contract/layer-comparison';
import { textTable, type TextColumn } from '../text-table';

/** Longer lists are for `--html` and `--json`. */
const MOST_LINES = 20;
/** Shown before the first that leaves tolerance. */
const LINES_BEFORE = 2;

/** Layers in order; of a long list those from the first that leaves tolerance on. */
export function layerLines(layers: Layers | undefined, width: number): readonly string[] {
  if (layers?.status !== 'compared' || layers.list.length === 0) return [];
  const shown = shownOf(layers);
  const column = (title: string, cell: (layer: LayerComparison) => string): TextColumn => ({
    title,
    cells: shown.map(cell),
  });
  const left = layers.list.length - shown.length;
  return [
    ...textTable(
      [],
      [
        column('layer', ({ baseline }) => baseline),
        column('operator', operatorsText),
        column('SQNR dB', ({ sqnr }) => digits(sqnr)),
        column('out', ({ outOfTolerance, elements }) => `${outOfTolerance} of ${elements}`),
        column('max abs', ({ maxAbs }) => digits(maxAbs)),
        column('mean abs', ({ meanAbs }) => digits(meanAbs)),
        column('candidate', ({ baseline, candidate }) => (baseline === candidate ? '' : candidate)),
      ],
      width,
    ),
    ...(left > 0 ? [`${left} more layers: --json or --html`] : []),
    ...unpairedLines(layers),
  ];
}

function shownOf({ list, firstOutOfTolerance }: ComparedLayers): readonly LayerComparison[] {
  const first = list.findIndex(({ baseline }) => baseline === firstOutOfTolerance);
  const start = Math.max(0, Math.min(first - LINES_BEFORE, list.length - MOST_LINES));
  return list.slice(start, start + MOST_LINES);
}

function unpairedLines({ unpaired: { baseline, candidate } }: ComparedLayers): readonly string[] {
  if (baseline.length + candidate.length === 0) return [];
  return [`not compared: ${baseline.length} of the baseline, ${candidate.length} of the candidate`];
}
