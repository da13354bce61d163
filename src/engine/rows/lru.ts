/** What was used last, up to a total size. */
export interface Lru<V> {
  get(key: string): V | undefined;
  /** Something larger than the whole bound is not kept. */
  set(key: string, value: V, size: number): void;
}

export function createLru<V>(mostSize: number): Lru<V> {
  const kept = new Map<string, { readonly value: V; readonly size: number }>();
  let total = 0;
  const remove = (key: string): void => {
    total -= kept.get(key)?.size ?? 0;
    kept.delete(key);
  };
  return {
    get: (key) => {
      const found = kept.get(key);
      if (!found) return undefined;
      kept.delete(key);
      kept.set(key, found);
      return found.value;
    },
    set: (key, value, size) => {
      remove(key);
      if (size > mostSize) return;
      kept.set(key, { value, size });
      total += size;
      for (const oldest of kept.keys()) {
        if (total <= mostSize) return;
        remove(oldest);
      }
    },
  };
}
