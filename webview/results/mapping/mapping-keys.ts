import { placeOf, type MappingAction, type MappingState } from './mapping-state';

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

/** What a key does to an entry, and at which one the keyboard then is. */
export interface KeyEffect {
  readonly action?: MappingAction;
  readonly to: number;
}

/** In the places of an input; `column` stands at the one that the keyboard is `at`. Undefined: nothing. */
export function effectOnPlace(
  key: ListKey,
  { input, at, count, column }: { input: string; at: number; count: number; column: string | undefined },
): KeyEffect | undefined {
  if (key.kind === 'go') return { to: key.to };
  if (column === undefined) return undefined;
  if (key.kind === 'carry')
    return {
      action: { kind: 'move', input, from: at, by: key.by },
      to: Math.min(Math.max(0, at + key.by), count - 1),
    };
  return { action: { kind: 'role', column, role: { kind: 'none' } }, to: Math.min(at, count - 1) };
}

/** In the list of columns, whose order stays. */
export function effectOnColumn(key: ListKey, column: string, at: number, state: MappingState): KeyEffect {
  switch (key.kind) {
    case 'go':
      return { to: key.to };
    case 'toggle':
      return { action: { kind: 'toggle', column }, to: at };
    case 'leave-out':
      return { action: { kind: 'role', column, role: { kind: 'none' } }, to: at };
    case 'carry': {
      const found = placeOf(state, column);
      return found ? { action: { kind: 'move', input: found.input, from: found.at, by: key.by }, to: at } : { to: at };
    }
  }
}
