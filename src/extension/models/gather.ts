import type { Disposable } from '../disposables';

export interface Gather<T> extends Disposable {
  add(item: T): void;
}

/** Collects what comes in quick succession and hands it on together, `quietMs` after the first of it. */
export function gather<T>(quietMs: number, handOn: (items: readonly T[]) => void): Gather<T> {
  const items = new Set<T>();
  let timer: NodeJS.Timeout | undefined;
  return {
    add: (item) => {
      items.add(item);
      timer ??= setTimeout(() => {
        timer = undefined;
        const gathered = [...items];
        items.clear();
        handOn(gathered);
      }, quietMs);
    },
    dispose: () => clearTimeout(timer),
  };
}
