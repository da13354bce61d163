/** What a key does in a list of places or of columns. */
export type ListKey =
  | { readonly kind: 'go'; readonly to: number }
  /** Alt with an arrow: what stands there goes along. */
  | { readonly kind: 'carry'; readonly by: -1 | 1 }
  | { readonly kind: 'toggle' }
  | { readonly kind: 'leave-out' };

const PAGE = 10;

/** Undefined for a key that means nothing here. `at` of `count` entries. */
export function listKey(
  event: Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey'>,
  at: number,
  count: number,
): ListKey | undefined {
  if (event.ctrlKey || event.metaKey) return undefined;
  const { key } = event;
  if (event.altKey)
    return key === 'ArrowUp' || key === 'ArrowDown' ? { kind: 'carry', by: key === 'ArrowUp' ? -1 : 1 } : undefined;
  if (key === ' ') return { kind: 'toggle' };
  if (key === 'Delete' || key === 'Backspace') return { kind: 'leave-out' };
  const goals: Readonly<Record<string, number>> = {
    ArrowUp: at - 1,
    ArrowDown: at + 1,
    PageUp: at - PAGE,
    PageDown: at + PAGE,
    Home: 0,
    End: count - 1,
  };
  const goal = Object.hasOwn(goals, key) ? goals[key] : undefined;
  return goal === undefined ? undefined : { kind: 'go', to: Math.min(Math.max(0, goal), Math.max(0, count - 1)) };
}
