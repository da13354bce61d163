/** Half-written outputs, which must not outlive this process. */
export interface Unfinished {
  add(path: string): void;
  delete(path: string): void;
  paths(): readonly string[];
}

/** `tell` hears of every change, for whoever removes them where this process dies. */
export function createUnfinished(tell: (paths: readonly string[]) => Promise<void>): Unfinished {
  const all = new Set<string>();
  // Without a listener nobody is left to be told.
  const changed = (): void => void tell([...all]).catch(() => undefined);
  return {
    add: (path) => {
      all.add(path);
      changed();
    },
    delete: (path) => {
      if (all.delete(path)) changed();
    },
    paths: () => [...all],
  };
}
