import type { Translate } from '../../shared/translate';
import type { Dragged } from './drag';
import type { MappingAction, MappingState } from './mapping-state';
import type { Problem } from './problems';

/** What every part of the mapping step is drawn from. */
export interface StepContext {
  readonly state: MappingState;
  readonly problems: readonly Problem[];
  readonly t: Translate;
  readonly language: string;
  readonly dragged: Dragged | undefined;
  readonly press: (event: PointerEvent, column: string) => void;
  readonly act: (action: MappingAction) => void;
  /** The place or the column row that the keyboard is at. */
  readonly at: KeyboardPlace;
  readonly go: (to: Partial<KeyboardPlace>) => void;
}

/** Each list is one stop of the Tab key; the arrows move inside it. */
export interface KeyboardPlace {
  /** By input. */
  readonly places: Readonly<Record<string, number>>;
  /** In the list of columns as it is filtered. */
  readonly row: number;
}
