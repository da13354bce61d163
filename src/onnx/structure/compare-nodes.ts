import type { NodeChange, NodeChanges, NodeGroup } from '../../contract/structure';
import type { ByteSource } from '../proto/wire';
import { describeAttribute } from './attribute';
import { hashOf, sameContent, type ContentReader } from './content';
import { MOST_LISTED } from './limits';
import { matchNodes, type NodePair } from './match-nodes';
import type { ModelStructure, Span, StructureNode } from './read-structure';

/** How attributes are read. */
export interface NodeReader {
  readonly contents: ContentReader;
  /** The bytes of a span as a source, for decoding. */
  source(model: ModelStructure, span: Span): ByteSource;
}

/** Nodes of both graphs. `renamed` are names of the baseline's inputs and initializers -> the candidate's. */
export async function compareNodes(
  baseline: ModelStructure,
  candidate: ModelStructure,
  reader: NodeReader,
  renamed: ReadonlyMap<string, string>,
): Promise<NodeChanges> {
  const { pairs, removed, added } = matchNodes(baseline.nodes, candidate.nodes);
  const names = tensorNames(pairs, renamed);
  const list: NodeChange[] = [];
  const groups = createGroups();
  let changed = 0;
  for (const pair of pairs) {
    const change = await changeOf(pair, { baseline, candidate, reader, names });
    if (!change) continue;
    changed++;
    groups.add(change.operator, 'changed');
    if (list.length < MOST_LISTED) list.push(change);
  }
  for (const node of removed) groups.add(operatorOf(node), 'removed');
  for (const node of added) groups.add(operatorOf(node), 'added');
  list.push(...removed.map((node) => alone('removed', node)), ...added.map((node) => alone('added', node)));
  return {
    baseline: baseline.nodes.length,
    candidate: candidate.nodes.length,
    changed,
    removed: removed.length,
    added: added.length,
    operators: operatorsOf(baseline.nodes, candidate.nodes),
    groups: groups.result(),
    list: list.slice(0, MOST_LISTED),
  };
}

/** Counts changes by operator. */
function createGroups(): {
  add(operator: string, change: NodeChange['change']): void;
  result(): readonly NodeGroup[];
} {
  const counts = new Map<string, Record<NodeChange['change'], number>>();
  const all = ({ changed, removed, added }: NodeGroup): number => changed + removed + added;
  return {
    add: (operator, change) => {
      const count = counts.get(operator) ?? { changed: 0, removed: 0, added: 0 };
      count[change]++;
      counts.set(operator, count);
    },
    result: () =>
      [...counts].map(([operator, count]) => ({ operator, ...count })).toSorted((one, other) => all(other) - all(one)),
  };
}

/** What each of the baseline's tensors is called in the candidate, where nodes that belong together write it. */
function tensorNames(pairs: readonly NodePair[], renamed: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const names = new Map(renamed);
  for (const { baseline, candidate } of pairs) {
    for (const [place, name] of baseline.outputs.entries()) {
      const other = candidate.outputs[place];
      if (name !== '' && other !== undefined) names.set(name, other);
    }
  }
  return names;
}

interface Surroundings {
  readonly baseline: ModelStructure;
  readonly candidate: ModelStructure;
  readonly reader: NodeReader;
  readonly names: ReadonlyMap<string, string>;
}

async function changeOf(pair: NodePair, surroundings: Surroundings): Promise<NodeChange | undefined> {
  const { baseline: one, candidate: other } = pair;
  const attributes = await attributeChanges(pair, surroundings);
  const inputs = one.inputs.map((name) => surroundings.names.get(name) ?? name);
  const differs: NodeChange['differs'][number][] = [];
  if (one.name !== other.name) differs.push('name');
  if (operatorOf(one) !== operatorOf(other)) differs.push('operator');
  if (inputs.length !== other.inputs.length || inputs.some((name, place) => name !== other.inputs[place]))
    differs.push('inputs');
  if (attributes.length > 0) differs.push('attributes');
  if (differs.length === 0) return undefined;
  return {
    change: 'changed',
    baseline: titleOf(one),
    candidate: titleOf(other),
    operator: operatorOf(other),
    differs,
    attributes,
  };
}

async function attributeChanges(
  { baseline: one, candidate: other }: NodePair,
  { baseline, candidate, reader }: Surroundings,
): Promise<NodeChange['attributes']> {
  const { contents } = reader;
  const [before, after] = [[...one.attributes], [...other.attributes]];
  for (let place = before.length - 1; place >= 0; place--) {
    const [own, partner] = [before[place], after[place]];
    if (own?.length !== partner?.length || !own || !partner) continue;
    const same = await sameContent(await contents.ofSpan(baseline, own), await contents.ofSpan(candidate, partner));
    if (!same) continue;
    before.splice(place, 1);
    after.splice(place, 1);
  }
  if (before.length + after.length === 0) return [];
  return namedChanges(await textsOf(baseline, before, reader), await textsOf(candidate, after, reader));
}

interface Text {
  readonly text: string;
  readonly hash: string;
}

async function textsOf(
  model: ModelStructure,
  spans: readonly Span[],
  reader: NodeReader,
): Promise<ReadonlyMap<string, Text>> {
  const texts = new Map<string, Text>();
  for (const span of spans) {
    const { name, text } = await describeAttribute(reader.source(model, span));
    texts.set(name, { text, hash: await hashOf(await reader.contents.ofSpan(model, span)) });
  }
  return texts;
}

function namedChanges(before: ReadonlyMap<string, Text>, after: ReadonlyMap<string, Text>): NodeChange['attributes'] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((name) => {
    const [own, other] = [before.get(name), after.get(name)];
    if (own?.hash === other?.hash) return [];
    return [{ name, baseline: own?.text ?? null, candidate: other?.text ?? null }];
  });
}

function alone(change: 'removed' | 'added', node: StructureNode): NodeChange {
  const title = titleOf(node);
  return {
    change,
    baseline: change === 'removed' ? title : null,
    candidate: change === 'added' ? title : null,
    operator: operatorOf(node),
    differs: [],
    attributes: [],
  };
}

function titleOf({ name, outputs }: StructureNode): string {
  return name === '' ? (outputs.find((output) => output !== '') ?? '') : name;
}

/** `Conv`, or `ai.onnx.ml.Scaler` in another domain than ONNX's own. */
function operatorOf({ domain, op }: StructureNode): string {
  return domain === '' ? op : `${domain}.${op}`;
}

function operatorsOf(
  baseline: readonly StructureNode[],
  candidate: readonly StructureNode[],
): NodeChanges['operators'] {
  const counts = new Map<string, { operator: string; baseline: number; candidate: number }>();
  for (const [side, nodes] of [
    ['baseline', baseline],
    ['candidate', candidate],
  ] as const) {
    for (const node of nodes) {
      const operator = operatorOf(node);
      const count = counts.get(operator) ?? { operator, baseline: 0, candidate: 0 };
      count[side]++;
      counts.set(operator, count);
    }
  }
  const distance = (one: NodeChanges['operators'][number]): number => Math.abs(one.candidate - one.baseline);
  return [...counts.values()].filter((one) => distance(one) > 0).sort((one, other) => distance(other) - distance(one));
}
