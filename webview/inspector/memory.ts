import type { Host } from '../shared/host';

/** What was typed into the form of one model; it outlives a page that is hidden. */
export interface Memory {
  recall(path: string): ReadonlyMap<string, string>;
  remember(path: string, typed: ReadonlyMap<string, string>): void;
}

export function createMemory(host: Pick<Host, 'recall' | 'remember'>): Memory {
  return {
    recall: (path) => {
      const kept = host.recall();
      if (!isKept(kept) || kept.path !== path) return new Map();
      return new Map(kept.typed.filter(isPair));
    },
    remember: (path, typed) => host.remember({ path, typed: [...typed] }),
  };
}

function isKept(kept: unknown): kept is { readonly path: string; readonly typed: readonly unknown[] } {
  return typeof kept === 'object' && kept !== null && 'path' in kept && 'typed' in kept && Array.isArray(kept.typed);
}

function isPair(pair: unknown): pair is [string, string] {
  return Array.isArray(pair) && pair.length === 2 && pair.every((part) => typeof part === 'string');
}
