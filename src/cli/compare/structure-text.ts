import { digits, modelPartName, shortValue } from '../../contract/comparison-text';
import type { ModelChange, Structure, WeightChange } from '../../contract/structure';

type Different = Extract<Structure, { status: 'different' }>;

/** One line on each kind of change: what the files say of themselves, nodes by operator, weights. */
export function structureLines(structure: Structure): readonly string[] {
  if (structure.status === 'not-applicable') return [];
  if (structure.status === 'identical') return ['structure  identical'];
  const parts = [...signatureParts(structure), ...structure.model.map(modelPart), ...countParts(structure)];
  return parts.length === 0 ? [] : parts.map((part, place) => `${place === 0 ? 'structure  ' : '           '}${part}`);
}

function signatureParts({ signature }: Different): readonly string[] {
  return signature.map(({ of, change, baseline, candidate }) =>
    [`${of} ${change}:`, [baseline, candidate].filter((name) => name !== null).join(' > ')].join(' '),
  );
}

function modelPart(change: ModelChange): string {
  return `${modelPartName(change)}: ${shortValue(change.baseline)} > ${shortValue(change.candidate)}`;
}

function countParts({ nodes, weights }: Different): readonly string[] {
  const counts = (all: Readonly<Record<string, number>>): string =>
    Object.entries(all)
      .filter(([, count]) => count > 0)
      .map(([word, count]) => `${count} ${word}`)
      .join(', ');
  const nodeCounts = counts({ changed: nodes.changed, removed: nodes.removed, added: nodes.added });
  const operators = nodes.operators
    .slice(0, 5)
    .map(({ operator, baseline, candidate }) => `${operator} ${baseline} > ${candidate}`);
  const weightCounts = counts({
    changed: weights.changed,
    renamed: weights.renamed,
    removed: weights.removed,
    added: weights.added,
  });
  return [
    ...(nodeCounts === '' ? [] : [`nodes: ${[nodeCounts, ...operators].join('; ')}`]),
    ...(weightCounts === '' ? [] : [`weights: ${[weightCounts, ...mostChanged(weights.list)].join('; ')}`]),
  ];
}

function mostChanged(list: readonly WeightChange[]): readonly string[] {
  const first = list.find(({ change, relativeNorm }) => change === 'changed' && relativeNorm !== null);
  return first ? [`most ${first.baseline ?? ''}, by ${digits(first.relativeNorm)} of its norm`] : [];
}
