import type { JsonNumber } from '../../contract/json-number';
import type { ModelChange, Structure, WeightChange } from '../../contract/structure';

type Digits = (value: JsonNumber) => string;
type Different = Extract<Structure, { status: 'different' }>;

/** One line on each kind of change: what the files say of themselves, nodes by operator, weights. */
export function structureLines(structure: Structure, digits: Digits): readonly string[] {
  if (structure.status === 'not-applicable') return [];
  if (structure.status === 'identical') return ['structure  identical'];
  const parts = [...signatureParts(structure), ...structure.model.map(modelPart), ...countParts(structure, digits)];
  return parts.length === 0 ? [] : parts.map((part, place) => `${place === 0 ? 'structure  ' : '           '}${part}`);
}

function signatureParts({ signature }: Different): readonly string[] {
  return signature.map(({ of, change, baseline, candidate }) =>
    [`${of} ${change}:`, [baseline, candidate].filter((name) => name !== null).join(' > ')].join(' '),
  );
}

const WORDS: Readonly<Record<ModelChange['of'], string>> = {
  producer: 'producer',
  irVersion: 'IR version',
  opset: 'opset',
  metadata: 'metadata',
  classes: 'classes',
  functions: 'functions',
  sparseWeights: 'sparse weights',
};

function modelPart({ of, key, baseline, candidate }: ModelChange): string {
  const name = key === undefined ? WORDS[of] : `${WORDS[of]} ${key}`;
  return `${name}: ${short(baseline)} > ${short(candidate)}`;
}

const MOST_CHARACTERS = 60;

function short(text: string | null): string {
  if (text === null) return '(none)';
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}...` : text;
}

function countParts({ nodes, weights }: Different, digits: Digits): readonly string[] {
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
    ...(weightCounts === '' ? [] : [`weights: ${[weightCounts, ...mostChanged(weights.list, digits)].join('; ')}`]),
  ];
}

function mostChanged(list: readonly WeightChange[], digits: Digits): readonly string[] {
  const first = list.find(({ change, relativeNorm }) => change === 'changed' && relativeNorm !== null);
  return first ? [`most ${first.baseline ?? ''}, by ${digits(first.relativeNorm ?? 0)} of its norm`] : [];
}
