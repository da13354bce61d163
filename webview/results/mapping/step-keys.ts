import type { MappingColumn } from '../../../src/contract/mapping';
import { MOST_ROWS } from './columns-part';
import { effectOnColumn, effectOnPlace, listKey } from './mapping-keys';
import { columnAt, type MappingAction, type MappingState } from './mapping-state';
import type { KeyboardPlace } from './step-context';

/** What a key does to the step. */
export interface StepKeyEffect {
  readonly action?: MappingAction | undefined;
  /** Where the keyboard is then. */
  readonly go?: Partial<KeyboardPlace>;
  /** Selector of what has the focus then. */
  readonly focus: string;
}

/** Of a key on a place of an input. Undefined where it does nothing. */
export function keyOnPlace(event: KeyboardEvent, state: MappingState): StepKeyEffect | undefined {
  const item = (event.target as HTMLElement).closest<HTMLElement>('[data-at]');
  if (!item || isTyping(event)) return undefined;
  const input = item.dataset.input ?? '';
  const at = Number(item.dataset.at);
  const count = item.parentElement?.children.length ?? 0;
  const key = listKey(event, at, count);
  const effect = key && effectOnPlace(key, { input, at, count, column: columnAt(state, input, at) });
  if (!effect) return undefined;
  const { action, to } = effect;
  return { action, go: { places: { [input]: to } }, focus: `[data-input=${CSS.escape(input)}][data-at="${to}"] .key` };
}

/** Of a key on a row of the data's columns, of those that are shown. Undefined where it does nothing. */
export function keyOnColumn(
  event: KeyboardEvent,
  state: MappingState,
  columns: readonly MappingColumn[],
): StepKeyEffect | undefined {
  const row = event.target as HTMLElement;
  if (row.dataset.row === undefined) return undefined;
  const at = Number(row.dataset.row);
  if (event.key === 'Enter') return { focus: `[data-row="${at}"] select` };
  const key = listKey(event, at, Math.min(columns.length, MOST_ROWS));
  if (!key) return undefined;
  const { action, to } = effectOnColumn(key, columns[at]?.name ?? '', at, state);
  return { action, go: { row: to }, focus: `[data-row="${to}"]` };
}

/** In a select the arrows choose; only what no select needs moves on. */
function isTyping(event: KeyboardEvent): boolean {
  const { target } = event;
  return (
    target instanceof HTMLInputElement || (target instanceof HTMLSelectElement && !event.altKey && event.key === ' ')
  );
}
