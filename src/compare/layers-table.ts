import { digits, operatorsText } from '../contract/comparison-text';
import type { ComparedLayers, Layers, UnpairedLayer } from '../contract/layer-comparison';
import type { ReportTable } from './report-table';
import { count } from './words';

/** Longer lists are for JSON. */
const MOST_LAYERS = 1000;

/** What comparing layer by layer says in a sentence. */
export function layersNote(layers: Layers): string {
  if (layers.status !== 'compared') return `Layers were not compared: ${layers.why}`;
  const { list, rows, firstOutOfTolerance } = layers;
  const where = `${count(list.length, 'layer')} on the first ${count(rows, 'row')}`;
  const first = list.find(({ baseline }) => baseline === firstOutOfTolerance);
  if (!first) return `All tensors are inside tolerance: ${where}.`;
  return `'${first.baseline}' (${operatorsText(first)}) is the first tensor that leaves tolerance, of ${where}.`;
}

/** Layer by layer, and what has no partner. */
export function layerTables(layers: Layers | undefined): readonly ReportTable[] {
  return layers?.status === 'compared' ? [layersTable(layers), ...unpairedTable(layers)] : [];
}

function layersTable({ list, firstOutOfTolerance }: ComparedLayers): ReportTable {
  const rows = list
    .slice(0, MOST_LAYERS)
    .map((layer) => [
      layer.baseline === firstOutOfTolerance ? 'first' : '',
      layer.baseline === layer.candidate ? layer.baseline : `${layer.baseline} > ${layer.candidate}`,
      operatorsText(layer),
      [layer.status, ...layer.changed].join(', '),
      `${layer.outOfTolerance} of ${layer.elements}`,
      ...[layer.maxAbs, layer.meanAbs, layer.sqnr].map(digits),
    ]);
  const out = list.filter(({ outOfTolerance }) => outOfTolerance > 0).length;
  return {
    title: `Layers: ${out} of ${list.length} out of tolerance${list.length > MOST_LAYERS ? `, the first ${MOST_LAYERS}` : ''}`,
    head: ['', 'tensor', 'operator', 'status', 'out of tolerance', 'max abs', 'mean abs', 'SQNR dB'],
    rows,
  };
}

function unpairedTable({ unpaired }: ComparedLayers): readonly ReportTable[] {
  const row =
    (side: string) =>
    ({ name, operator, why }: UnpairedLayer): readonly string[] => [side, name, operator, WHY[why]];
  const rows = [...unpaired.baseline.map(row('baseline')), ...unpaired.candidate.map(row('candidate'))];
  if (rows.length === 0) return [];
  return [
    {
      title: `Layers that were not compared: ${rows.length}`,
      head: ['of', 'tensor', 'operator', 'why'],
      rows: rows.slice(0, MOST_LAYERS),
    },
  ];
}

const WHY: Readonly<Record<UnpairedLayer['why'], string>> = {
  'no-partner': 'no partner',
  'no-tensor': 'a sequence, map or optional',
  'not-given': 'the runtime does not give it',
};
