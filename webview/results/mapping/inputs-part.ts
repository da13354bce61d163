import { html, nothing, type TemplateResult } from 'lit';
import type { Dim } from '../../../src/contract/model';
import type { MappingInput } from '../../../src/contract/mapping';
import { icon } from '../../shared/icons';
import type { Translate } from '../../shared/translate';
import { columnName, typeName } from '../../shared/column-words';
import { sizeOf, unusedColumns, type InputState } from './mapping-state';
import { widthOf } from './problems';
import type { StepContext } from './step-context';

/** An input of more places than this shows only those that are taken. */
const MOST_OPEN_PLACES = 64;
/** An open place offers at most as many columns; the list of columns has the others. */
const MOST_OFFERED = 200;

/** What the model expects, input by input, and what feeds it. */
export function inputsPart(context: StepContext): TemplateResult {
  return html`${context.state.inputs.map((owner) => inputPart(owner, context))} ${dimsPart(context)}`;
}

function inputPart(owner: InputState, context: StepContext): TemplateResult {
  const { input } = owner;
  const { t, problems } = context;
  const own = problems.filter((problem) => problem.input === input.name);
  return html`<section class="input" aria-label=${t('Input {0}', input.name)}>
    <h4>
      <span class="input-name">${input.name}</span>
      <code>${input.dtype} ${shapeText(input.shape)}</code>
      ${countPart(owner, context)}
    </h4>
    ${sourcePart(input, t)} ${feedPart(owner, context)}
    ${
      own.length === 0
        ? nothing
        : html`<ul class="problems">
            ${own.map(({ severity, message }) => html`<li>${icon(severity)} <span>${message}</span></li>`)}
          </ul>`
    }
  </section>`;
}

function countPart({ input, feed }: InputState, { state, t }: StepContext): TemplateResult | typeof nothing {
  if (feed.kind !== 'columns') return nothing;
  const size = sizeOf(input, state.dims);
  const width = widthOf(
    state,
    feed.places.filter((name) => name !== null),
  );
  return html`<span class="count ${size === null || size === width ? '' : 'wrong'}"
    >${size === null ? width : t('{0} of {1}', width, size)}</span
  >`;
}

/** `[N, 4]`, with `?` where the model says nothing. */
function shapeText(shape: readonly Dim[] | null): string {
  return shape === null ? '' : `[${shape.map((dim) => dim ?? '?').join(', ')}]`;
}

function sourcePart({ expected, source }: MappingInput, t: Translate): TemplateResult | typeof nothing {
  const text = expected ? namesText(expected.source, t) : source === 'name' ? t('Found by name.') : undefined;
  return text === undefined ? nothing : html`<p class="quiet hint">${text}</p>`;
}

function namesText(source: NonNullable<MappingInput['expected']>['source'], t: Translate): string {
  const texts = {
    sidecar: t('The settings beside the model name its columns.'),
    metadata: t('The model names its columns (feature_names).'),
    'model.txt': t("LightGBM's model.txt names its columns."),
    mlflow: t("MLflow's MLmodel names its columns."),
  };
  return texts[source];
}

function feedPart(owner: InputState, context: StepContext): TemplateResult {
  const { input, feed } = owner;
  const { state, t, act } = context;
  if (feed.kind === 'file') return html`<p class="quiet hint">${t('The file holds its value.')}</p>`;
  const other = feed.kind === 'value' ? 'columns' : 'value';
  const mayChange = state.mapping.named && (input.kind !== 'rows' || feed.kind === 'value' || takesOne(owner, context));
  return html`${feed.kind === 'value' ? valuePart(input, feed.text, context) : placesPart(owner, feed.places, context)}
  ${
    mayChange && input.kind !== 'whole'
      ? html`<button class="link" @click=${() => act({ kind: 'feed', input: input.name, by: other })}>
          ${other === 'value' ? t('Use one value for all rows') : t('Use a column')}
        </button>`
      : nothing
  }`;
}

function takesOne({ input }: InputState, { state }: StepContext): boolean {
  return sizeOf(input, state.dims) === 1;
}

function valuePart(input: MappingInput, text: string, { t, act }: StepContext): TemplateResult {
  const change = (event: Event): void =>
    act({ kind: 'value', input: input.name, text: (event.target as HTMLInputElement).value });
  const hint = input.kind === 'whole' ? t('a JSON list') : input.dtype;
  return html`<label class="field">
    <span>${t('Value for the whole run')}</span>
    <input type="text" data-value=${input.name} .value=${text} placeholder=${hint} @input=${change} />
  </label>`;
}

function placesPart(owner: InputState, taken: readonly (string | null)[], context: StepContext): TemplateResult {
  const { input } = owner;
  const { t, state, at } = context;
  const places = withOpenPlaces(owner, taken, context);
  const current = Math.min(at.places[input.name] ?? 0, places.length - 1);
  if (!state.mapping.named) return unnamedPart(places.length, t);
  return html`<ol class="places" aria-label=${t('Columns of {0}, in order', input.name)} aria-describedby="place-keys">
    ${places.map((column, index) => placePart({ owner, column, index, count: places.length, current }, context))}
  </ol>`;
}

function unnamedPart(count: number, t: Translate): TemplateResult {
  return html`<p class="quiet hint">${t('The rows have no names: their {0} values feed it in order.', count)}</p>`;
}

function withOpenPlaces(
  { input }: InputState,
  taken: readonly (string | null)[],
  { state }: StepContext,
): readonly (string | null)[] {
  const size = sizeOf(input, state.dims) ?? taken.length;
  const width = widthOf(
    state,
    taken.filter((name) => name !== null),
  );
  const open = taken.filter((name) => name === null).length;
  const more = Math.max(0, size - width - open);
  if (more > 0 && more <= MOST_OPEN_PLACES) return [...taken, ...Array.from({ length: more }, () => null)];
  return taken.length === 0 || size > width + open ? [...taken, null] : taken;
}

interface PlaceOfInput {
  readonly owner: InputState;
  readonly column: string | null;
  readonly index: number;
  readonly count: number;
  readonly current: number;
}

function placePart(place: PlaceOfInput, context: StepContext): TemplateResult {
  const { owner, column, index } = place;
  const { name } = owner.input;
  const over = context.dragged?.over;
  const isOver = over?.kind === 'place' && over.input === name && over.at === index;
  const problem = context.problems.find((one) => one.input === name && one.column === column);
  return html`<li
    class="place ${column === null ? 'open' : ''} ${isOver ? 'over' : ''} ${problem?.severity ?? ''}"
    data-input=${name}
    data-at=${index}
  >
    <span class="number">${index + 1}</span>
    ${column === null ? openPlace(place, context) : takenPlace(place, column, context)}
  </li>`;
}

function openPlace({ owner, index, current }: PlaceOfInput, context: StepContext): TemplateResult {
  const { state, t, act } = context;
  const { name, expected } = owner.input;
  const wanted = expected?.names[index];
  const choose = (event: Event): void => {
    const select = event.target as HTMLSelectElement;
    const column = unusedColumns(state)[select.selectedIndex - 1];
    select.selectedIndex = 0;
    if (column) act({ kind: 'place', column: column.name, input: name, at: index });
  };
  const label = wanted === undefined ? t('Choose a column...') : t('{0}: choose a column...', wanted);
  return html`<select
    class="key"
    tabindex=${index === current ? 0 : -1}
    aria-label=${t('Place {0} of {1} is open', index + 1, name)}
    @change=${choose}
    @focus=${() => context.go({ places: { [name]: index } })}
  >
    <option selected>${label}</option>
    ${unusedColumns(state)
      .slice(0, MOST_OFFERED)
      .map((column) => html`<option>${columnName(column.name, t)}</option>`)}
  </select>`;
}

function takenPlace(place: PlaceOfInput, column: string, context: StepContext): TemplateResult {
  const { owner, index, count, current } = place;
  const { state, t, act, press } = context;
  const { name, expected } = owner.input;
  const facts = state.mapping.columns.find((one) => one.name === column);
  const wanted = expected?.names[index];
  const type = facts ? typeName(facts.type, t) : '';
  const moveBy = (by: number): void => act({ kind: 'move', input: name, from: index, by });
  const leaveOut = (): void => act({ kind: 'role', column, role: { kind: 'none' } });
  return html`<button
      class="key chip"
      tabindex=${index === current ? 0 : -1}
      @pointerdown=${(event: PointerEvent) => press(event, column)}
      @focus=${() => context.go({ places: { [name]: index } })}
    >
      <span class="column">${columnName(column, t)}</span>
      ${wanted === undefined || wanted === column ? nothing : html`<span class="quiet">${t('as {0}', wanted)}</span>`}
      <span class="quiet type">${type}</span>
      <span class="visually-hidden">${t('place {0} of {1}', index + 1, count)}</span>
    </button>
    <button
      class="tool"
      tabindex="-1"
      title=${t('Move Up')}
      aria-label=${t('Move {0} up', column)}
      ?disabled=${index === 0}
      @click=${() => moveBy(-1)}
    >
      ↑
    </button>
    <button
      class="tool"
      tabindex="-1"
      title=${t('Move Down')}
      aria-label=${t('Move {0} down', column)}
      ?disabled=${index === count - 1}
      @click=${() => moveBy(1)}
    >
      ↓
    </button>
    <button
      class="tool"
      tabindex="-1"
      title=${t('Leave Out')}
      aria-label=${t('Leave {0} out', column)}
      @click=${leaveOut}
    >
      ×
    </button>`;
}

/** Sizes of symbolic dimensions that are no row axis. */
function dimsPart({ state, t, act }: StepContext): TemplateResult | typeof nothing {
  const inputs = state.inputs.flatMap(({ input }) => input.shape?.slice(1) ?? []);
  const names = [...new Set([...inputs.filter((dim) => typeof dim === 'string'), ...Object.keys(state.dims)])];
  if (names.length === 0) return nothing;
  const change = (name: string) => (event: Event) => {
    const size = Number((event.target as HTMLInputElement).value);
    act({ kind: 'dim', name, size: Number.isInteger(size) && size > 0 ? size : undefined });
  };
  return html`<section class="input" aria-label=${t('Sizes')}>
    <h4>${t('Sizes that the model leaves open')}</h4>
    ${names.map(
      (name) =>
        html`<label class="field">
          <span>${name}</span>
          <input
            type="number"
            min="1"
            step="1"
            data-dim=${name}
            placeholder=${t('from the data')}
            .value=${String(state.dims[name] ?? '')}
            @change=${change(name)}
          />
        </label>`,
    )}
  </section>`;
}
