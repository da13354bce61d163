import type { Host } from './host';
import { createLooks, type PageLooks } from './rows/looks';

/** What the page keeps over a reload: what it shows, for the extension, and how it looked, for itself. */
export interface PageMemory {
  readonly looks: PageLooks;
  keepBookmark(bookmark: object): void;
}

export function createMemory(host: Pick<Host, 'remember' | 'recall'>): PageMemory {
  const before = host.recall();
  let kept: Readonly<Record<string, unknown>> = typeof before === 'object' && before !== null ? { ...before } : {};
  const keep = (more: Readonly<Record<string, unknown>>): void => {
    kept = { ...kept, ...more };
    host.remember(kept);
  };
  return {
    looks: createLooks(kept.looks, (looks) => keep({ looks })),
    keepBookmark: (bookmark) => keep({ run: undefined, log: undefined, ...bookmark }),
  };
}
