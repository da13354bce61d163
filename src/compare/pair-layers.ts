import type { LayerComparison } from '../contract/layer-comparison';
import type { SideName } from '../contract/side';
import { commonSequence } from './common-sequence';

/** What a tensor between operators is recognised by. */
export interface LayerHead {
  readonly name: string;
  readonly operator: string;
  /** Which output of its operator. */
  readonly place: number;
  /** As far as it is known before anything runs. */
  readonly shape: readonly (number | string)[];
}

export interface LayerPair {
  readonly baseline: LayerHead;
  readonly candidate: LayerHead;
  readonly pairedBy: LayerComparison['pairedBy'];
}

export interface PairedLayers {
  /** In the baseline's order. */
  readonly pairs: readonly LayerPair[];
  readonly unpaired: Readonly<Record<SideName, readonly LayerHead[]>>;
}

/**
 * Pairs tensors by name. Those that are left between the same two that have partners are then paired in order, where
 * operator and known sizes are the same: the longest common sequence of both runs.
 */
export function pairLayers(baseline: readonly LayerHead[], candidate: readonly LayerHead[]): PairedLayers {
  const named = new Map(candidate.map((layer) => [layer.name, layer]));
  const partners = new Map<LayerHead, LayerPair>();
  const taken = new Set<LayerHead>();
  const enter = (one: LayerHead, other: LayerHead, pairedBy: LayerPair['pairedBy']): void => {
    partners.set(one, { baseline: one, candidate: other, pairedBy });
    taken.add(other);
  };
  for (const layer of baseline) {
    const partner = named.get(layer.name);
    if (partner) enter(layer, partner, 'name');
  }
  const runs = runsAfter(candidate, (layer) => (taken.has(layer) ? layer.name : undefined));
  for (const [after, run] of runsAfter(baseline, (layer) => (partners.has(layer) ? layer.name : undefined))) {
    const others = runs.get(after) ?? [];
    for (const [one, other] of commonSequence(run, others, keyOf)) enter(one, other, 'position');
  }
  return {
    pairs: baseline.flatMap((layer) => partners.get(layer) ?? []),
    unpaired: {
      baseline: baseline.filter((layer) => !partners.has(layer)),
      candidate: candidate.filter((layer) => !taken.has(layer)),
    },
  };
}

/** Runs of layers without partners, by the name of the one with a partner before them; '' at the beginning. */
function runsAfter(
  layers: readonly LayerHead[],
  partnerOf: (layer: LayerHead) => string | undefined,
): ReadonlyMap<string, readonly LayerHead[]> {
  const runs = new Map<string, LayerHead[]>();
  let after = '';
  for (const layer of layers) {
    const partner = partnerOf(layer);
    if (partner !== undefined) {
      after = partner;
      continue;
    }
    const run = runs.get(after);
    if (run) run.push(layer);
    else runs.set(after, [layer]);
  }
  return runs;
}

/** Names of free dimensions are no part of a shape. */
function keyOf({ operator, place, shape }: LayerHead): string {
  return `${operator} ${place} ${shape.map((dim) => (typeof dim === 'number' ? dim : '?')).join('x')}`;
}
