import type { StructureNode } from './read-structure';

/** A node of each side that are the same one. */
export interface NodePair {
  readonly baseline: StructureNode;
  readonly candidate: StructureNode;
}

export interface MatchedNodes {
  /** In the baseline's order. */
  readonly pairs: readonly NodePair[];
  readonly removed: readonly StructureNode[];
  readonly added: readonly StructureNode[];
}

/** How a node is recognised, the surest way first; undefined: not in this way. */
const KEYS: readonly ((node: StructureNode) => string | undefined)[] = [
  ({ name, op, domain }) => (name === '' ? undefined : key(name, domain, op)),
  ({ op, domain, inputs, outputs }) => key(domain, op, ...inputs, '', ...outputs),
  ({ op, domain, outputs }) => key(domain, op, ...outputs),
  ({ name }) => (name === '' ? undefined : name),
  ({ op, domain, inputs }) => key(domain, op, ...inputs),
  ({ op, domain }) => key(domain, op),
];

/**
 * Pairs nodes by name and operator, then by operator with inputs and outputs, by outputs, by name alone, by inputs, and
 * what is left by its position among the nodes of the same operator.
 */
export function matchNodes(baseline: readonly StructureNode[], candidate: readonly StructureNode[]): MatchedNodes {
  const partners = new Map<StructureNode, StructureNode>();
  let before = baseline;
  let after = candidate;
  for (const keyOf of KEYS) {
    const waiting = groupBy(after, keyOf);
    const taken = new Set<StructureNode>();
    for (const node of before) {
      const own = keyOf(node);
      const partner = own === undefined ? undefined : waiting.get(own)?.pop();
      if (!partner) continue;
      partners.set(node, partner);
      taken.add(partner);
    }
    before = before.filter((node) => !partners.has(node));
    after = after.filter((node) => !taken.has(node));
  }
  const pairs = baseline.flatMap((node) => {
    const partner = partners.get(node);
    return partner ? [{ baseline: node, candidate: partner }] : [];
  });
  return { pairs, removed: before, added: after };
}

/** The last of a group is the first in the graph. */
function groupBy(
  nodes: readonly StructureNode[],
  keyOf: (node: StructureNode) => string | undefined,
): ReadonlyMap<string, StructureNode[]> {
  const groups = new Map<string, StructureNode[]>();
  for (const node of nodes.toReversed()) {
    const own = keyOf(node);
    if (own === undefined) continue;
    const group = groups.get(own);
    if (group) group.push(node);
    else groups.set(own, [node]);
  }
  return groups;
}

function key(...parts: readonly string[]): string {
  return parts.join('\0');
}
