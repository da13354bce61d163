import { columnName } from '../../shared/column-words';
import type { Translate } from '../../shared/translate';
import { placeOf, roleOf, type MappingAction, type MappingState } from './mapping-state';

/** What a person who does not see the page is told of an action. */
export function announce(before: MappingState, action: MappingAction, after: MappingState, t: Translate): string {
  if (before === after) return t('Nothing to change.');
  const column = columnOf(before, action);
  if (column === undefined) return '';
  const name = columnName(column, t);
  const role = roleOf(after, column);
  switch (role.kind) {
    case 'input': {
      const found = placeOf(after, column);
      const owner = after.inputs.find(({ input }) => input.name === role.input);
      const count = owner?.feed.kind === 'columns' ? owner.feed.places.length : 0;
      return t('{0} feeds {1}, place {2} of {3}.', name, role.input, (found?.at ?? 0) + 1, count);
    }
    case 'truth':
      return t('{0} is the truth.', name);
    case 'id':
      return t('{0} is the id.', name);
    case 'none':
      return t('{0} is not used.', name);
  }
}

function columnOf(before: MappingState, action: MappingAction): string | undefined {
  switch (action.kind) {
    case 'place':
    case 'role':
    case 'toggle':
      return action.column;
    case 'move': {
      const owner = before.inputs.find(({ input }) => input.name === action.input);
      return owner?.feed.kind === 'columns' ? (owner.feed.places[action.from] ?? undefined) : undefined;
    }
    default:
      return undefined;
  }
}
