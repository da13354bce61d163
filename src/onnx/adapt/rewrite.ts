import { field } from '../encode';
import { fieldsOf, type Field } from '../message-fields';
import { noteOutputs, statedFacts, type Facts } from './facts';
import { nodeBody, openNode, withGraphs, type OpenNode } from './open-node';

/** What a rule may ask of the graph around a node. */
export interface Scope {
  readonly facts: Facts;
  /** A name that no tensor has. */
  readonly fresh: () => string;
}

/** The nodes that stand for one that the runtime does not take; undefined where the node stays. */
export type NodeRule = (node: OpenNode, scope: Scope) => readonly OpenNode[] | undefined;

export interface Rewriting {
  readonly rules: readonly NodeRule[];
  /** What becomes of a field of a graph that is no node; itself by default. */
  readonly other?: (one: Field) => Uint8Array;
}

const NODE_FIELD = 1;
const PREFIX = 'onnx-workbench-adapted-';

export function nameSource(): () => string {
  let next = 0;
  return () => `${PREFIX}${next++}`;
}

/** A serialised GraphProto, and the graphs inside its nodes, with each rule applied in turn; undefined where none did anything. */
export function rewriteGraph(
  graph: Uint8Array,
  { rules, other = ({ whole }) => whole }: Rewriting,
  fresh: () => string,
  outer: Facts = new Map(),
): Uint8Array | undefined {
  const fields = [...fieldsOf(graph)];
  const scope: Scope = { facts: statedFacts(fields, outer), fresh };
  const within = (inner: Uint8Array): Uint8Array => rewriteGraph(inner, { rules, other }, fresh, scope.facts) ?? inner;
  const written = fields.map((one) => {
    if (one.number !== NODE_FIELD || !one.body) return other(one);
    const node = openNode(one.body);
    const opened = withGraphs(node, within);
    const nodes = applied(rules, opened, scope) ?? (opened === node ? undefined : [opened]);
    for (const each of nodes ?? [node]) noteOutputs(each, scope.facts);
    return nodes ? Buffer.concat(nodes.map((each) => field(NODE_FIELD, nodeBody(each)))) : one.whole;
  });
  return written.every((bytes, index) => bytes === fields[index]?.whole) ? undefined : Buffer.concat(written);
}

/** Undefined where no rule did anything. */
function applied(rules: readonly NodeRule[], node: OpenNode, scope: Scope): readonly OpenNode[] | undefined {
  let nodes: readonly OpenNode[] | undefined;
  for (const rule of rules) {
    const next = (nodes ?? [node]).map((one) => rule(one, scope));
    if (next.every((one) => one === undefined)) continue;
    nodes = (nodes ?? [node]).flatMap((one, index) => next[index] ?? [one]);
  }
  return nodes;
}
