import type { OperatorCount } from '../contract/model';
import type { RawModel } from './proto/raw-model';
import { RUNTIME_DOMAINS } from './runtime-domains';
import { allNodes } from './walk';

/** How often each operator stands in the model, the most frequent first; function bodies count once. */
export function countOperators(model: RawModel): readonly OperatorCount[] {
  const own = new Set(model.functions.map(({ domain, name }) => `${domain}\0${name}`));
  const counts = new Map<string, { readonly domain: string; readonly name: string; count: number }>();
  for (const { domain, op } of allNodes(model)) {
    const key = `${domain}\0${op}`;
    const known = counts.get(key) ?? { domain, name: op, count: 0 };
    known.count++;
    counts.set(key, known);
  }
  const from = (key: string, domain: string): OperatorCount['from'] => {
    if (own.has(key)) return 'model';
    return RUNTIME_DOMAINS.has(domain) ? 'runtime' : 'unknown';
  };
  return [...counts]
    .map(([key, found]) => ({ ...found, from: from(key, found.domain) }))
    .sort((a, b) => b.count - a.count || compareText(a.domain, b.domain) || compareText(a.name, b.name));
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
