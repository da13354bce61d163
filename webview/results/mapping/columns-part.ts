import { html, nothing, type TemplateResult } from 'lit';
import type { MappingColumn } from '../../../src/contract/mapping';
import type { MissingRule } from '../../../src/contract/sidecar';
import { formatCount } from '../../shared/format';
import { columnName, droppedName, typeName } from '../../shared/column-words';
import { placeOf, roleOf, type MappingState, type Role } from './mapping-state';
import { ruleFor, ruleKinds, ruleOfKind } from './missing-rule';
import type { StepContext } from './step-context';

/** Rows drawn at once: a filter finds the others. */
export const MOST_ROWS = 200;

/** What the file has: a row a column, with the part that it plays. */
export function columnsPart(columns: readonly MappingColumn[], context: StepContext): TemplateResult {
  const { t, dragged } = context;
  const isOver = dragged?.over?.kind === 'unused';
  return html`<table
    class="plain columns ${isOver ? 'over' : ''}"
    role="grid"
    aria-label=${t('Columns of the data')}
    aria-describedby="column-keys"
    data-unused
  >
    <thead>
      <tr>
        <th scope="col">${t('Column')}</th>
        <th scope="col">${t('Part')}</th>
        <th scope="col">${t('Type')}</th>
        <th scope="col" class="count">${t('Empty')}</th>
        <th scope="col" class="count">${t('Distinct')}</th>
        <th scope="col">${t('Values')}</th>
      </tr>
    </thead>
    <tbody>
      ${columns.slice(0, MOST_ROWS).map((column, row) => columnRow(column, row, context))}
    </tbody>
  </table>`;
}

function columnRow(column: MappingColumn, row: number, context: StepContext): TemplateResult {
  const { state, t, language, press, at } = context;
  const role = roleOf(state, column.name);
  const isCurrent = row === at.row;
  return html`<tr
    class="part-${role.kind}"
    data-row=${row}
    tabindex=${isCurrent ? 0 : -1}
    aria-selected=${role.kind === 'input'}
    @focus=${() => context.go({ row })}
  >
    <th
      scope="row"
      class="name"
      title=${column.name}
      @pointerdown=${(event: PointerEvent) => press(event, column.name)}
    >
      <span class="grip" aria-hidden="true">⠿</span>
      <span class=${column.name === '' ? 'quiet' : ''}>${columnName(column.name, t)}</span>
    </th>
    <td class="part">${rolePart(column, role, isCurrent, context)}</td>
    <td>${typeName(column.type, t)}</td>
    <td class="count">${formatCount(column.missing, language)} ${missingPart(column, isCurrent, context)}</td>
    <td class="count">${column.type === 'list' ? '' : formatCount(column.distinct, language)}</td>
    <td class="quiet samples">${column.samples.join(', ')}</td>
  </tr>`;
}

function rolePart(
  column: MappingColumn,
  role: Role,
  isCurrent: boolean,
  { state, t, act }: StepContext,
): TemplateResult {
  const roles = rolesFor(state);
  const choose = (event: Event): void => {
    const chosen = roles[(event.target as HTMLSelectElement).selectedIndex];
    if (chosen) act({ kind: 'role', column: column.name, role: chosen });
  };
  const isIt = (one: Role): boolean =>
    one.kind === role.kind && (one.kind !== 'input' || role.kind !== 'input' || one.input === role.input);
  return html`<select
      tabindex=${isCurrent ? 0 : -1}
      ?disabled=${!state.mapping.named}
      aria-label=${t('Part of {0}', columnName(column.name, t))}
      @change=${choose}
    >
      ${roles.map((one) => html`<option .selected=${isIt(one)}>${roleText(one, column, state, t)}</option>`)}
    </select>
    ${whyPart(column, role, t)}`;
}

function rolesFor(state: MappingState): readonly Role[] {
  const inputs = state.inputs.filter(({ feed }) => feed.kind === 'columns');
  return [
    ...inputs.map(({ input }): Role => ({ kind: 'input', input: input.name })),
    { kind: 'truth' },
    { kind: 'id' },
    { kind: 'none' },
  ];
}

function roleText(role: Role, column: MappingColumn, state: MappingState, t: StepContext['t']): string {
  switch (role.kind) {
    case 'input': {
      const found = placeOf(state, column.name);
      return found?.input === role.input ? t('{0}, place {1}', role.input, found.at + 1) : role.input;
    }
    case 'truth':
      return t('Truth');
    case 'id':
      return t('Id');
    case 'none':
      return t('Not used');
  }
}

function whyPart({ taken }: MappingColumn, role: Role, t: StepContext['t']): TemplateResult | typeof nothing {
  if (!taken || role.kind === 'input') return nothing;
  return html`<div class="quiet why"><span class="badge">${droppedName(taken.as, t)}</span> ${taken.why}</div>`;
}

function missingPart(column: MappingColumn, isCurrent: boolean, context: StepContext): TemplateResult | typeof nothing {
  const { state, t, act } = context;
  const found = placeOf(state, column.name);
  const owner = found && state.inputs.find(({ input }) => input.name === found.input);
  if (column.missing === 0 || column.type === 'list' || !owner) return nothing;
  const { dtype } = owner.input;
  const rule = ruleFor(state, owner, column.name, found.at);
  const give = (next: MissingRule): void => act({ kind: 'missing', column: column.name, rule: next });
  const kinds = ruleKinds(dtype);
  const choose = (event: Event): void => {
    const kind = kinds[(event.target as HTMLSelectElement).selectedIndex];
    if (kind !== undefined) give(ruleOfKind(kind, dtype));
  };
  const texts = { nan: t('feed NaN'), error: t('is an error'), empty: t('feed empty text'), value: t('feed a value') };
  return html`<div class="missing">
    <select
      tabindex=${isCurrent ? 0 : -1}
      aria-label=${t('Empty cells of {0}', columnName(column.name, t))}
      @change=${choose}
    >
      ${kinds.map((kind) => html`<option .selected=${kind === rule.kind}>${texts[kind]}</option>`)}
    </select>
    ${rule.kind === 'value' ? ruleValue(column, rule.value, give, context) : nothing}
  </div>`;
}

function ruleValue(
  column: MappingColumn,
  rule: MissingRule,
  give: (rule: MissingRule) => void,
  { t }: StepContext,
): TemplateResult {
  const change = (event: Event): void => {
    const { value } = event.target as HTMLInputElement;
    give(value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : value);
  };
  return html`<input
    type="text"
    size="6"
    aria-label=${t('Value for empty cells of {0}', columnName(column.name, t))}
    .value=${String(rule)}
    @change=${change}
  />`;
}
