import type { Mapping, MappingChoice, MappingColumn, MappingInput } from '../../../src/contract/mapping';
import type { DataOptions } from '../../../src/contract/binding-options';
import type { MissingRule } from '../../../src/contract/sidecar';
import { appended, moved, placed, without, type Places } from './places';

/** What feeds an input: columns, one value, or a tensor that the file holds. */
export type Feed =
  | { readonly kind: 'columns'; readonly places: Places }
  | { readonly kind: 'value'; readonly text: string }
  | { readonly kind: 'file' };

export interface InputState {
  readonly input: MappingInput;
  readonly feed: Feed;
}

/** The mapping step as a person has changed it. */
export interface MappingState {
  readonly mapping: Mapping;
  readonly inputs: readonly InputState[];
  readonly truth: readonly string[];
  readonly id: string | null;
  /** Rules that were changed. */
  readonly missing: Readonly<Record<string, MissingRule>>;
  readonly dims: Readonly<Record<string, number>>;
  readonly reading: DataOptions;
  /** Something is other than it was shown at first. */
  readonly changed: boolean;
}

/** What a column can be. */
export type Role =
  | { readonly kind: 'input'; readonly input: string }
  | { readonly kind: 'truth' }
  | { readonly kind: 'id' }
  | { readonly kind: 'none' };

export type MappingAction =
  /** A column comes to a place of an input. */
  | { readonly kind: 'place'; readonly column: string; readonly input: string; readonly at: number }
  /** What stands at a place changes places with none, but goes `by` places up or down. */
  | { readonly kind: 'move'; readonly input: string; readonly from: number; readonly by: number }
  | { readonly kind: 'role'; readonly column: string; readonly role: Role }
  /** Space: what feeds nothing is taken, what feeds is left out. */
  | { readonly kind: 'toggle'; readonly column: string }
  | { readonly kind: 'feed'; readonly input: string; readonly by: 'columns' | 'value' }
  | { readonly kind: 'value'; readonly input: string; readonly text: string }
  | { readonly kind: 'dim'; readonly name: string; readonly size: number | undefined }
  | { readonly kind: 'missing'; readonly column: string; readonly rule: MissingRule };

/** The state in which a mapping is first shown. */
export function startState(mapping: Mapping): MappingState {
  const { asked } = mapping.reading;
  return {
    mapping,
    inputs: mapping.inputs.map((input) => ({ input, feed: firstFeed(input) })),
    truth: mapping.truth,
    id: mapping.id ?? null,
    missing: mapping.missingChosen,
    dims: mapping.dims,
    reading: asked,
    changed: Object.keys(asked).length > 0,
  };
}

function firstFeed(input: MappingInput): Feed {
  if (input.value !== undefined) return { kind: 'value', text: input.value };
  if (input.source === 'constant') return { kind: 'file' };
  return input.kind === 'rows' || input.columns.length > 0
    ? { kind: 'columns', places: input.columns }
    : { kind: 'value', text: '' };
}

/** The state after an action; the same state where nothing changes. */
export function reduce(state: MappingState, action: MappingAction): MappingState {
  const next = apply(state, action);
  return next === state ? state : { ...next, changed: true };
}

function apply(state: MappingState, action: MappingAction): MappingState {
  switch (action.kind) {
    case 'place':
      return place(state, action);
    case 'move':
      return move(state, action);
    case 'role':
      return takeRole(state, action.column, action.role);
    case 'toggle':
      return toggle(state, action.column);
    case 'feed':
      return changeFeed(state, action.input, (feed) => otherFeed(feed, action.by));
    case 'value':
      return changeFeed(state, action.input, () => ({ kind: 'value', text: action.text }));
    case 'dim':
      return { ...state, dims: withSize(state.dims, action.name, action.size) };
    case 'missing':
      return { ...state, missing: { ...state.missing, [action.column]: action.rule } };
  }
}

function otherFeed(feed: Feed, by: 'columns' | 'value'): Feed {
  if (feed.kind === by) return feed;
  return by === 'columns' ? { kind: 'columns', places: [] } : { kind: 'value', text: '' };
}

function withSize(dims: MappingState['dims'], name: string, size: number | undefined): MappingState['dims'] {
  const others = Object.entries(dims).filter(([other]) => other !== name);
  return Object.fromEntries(size === undefined ? others : [...others, [name, size]]);
}

function place(state: MappingState, action: Extract<MappingAction, { kind: 'place' }>): MappingState {
  const { column, input, at } = action;
  const from = placeOf(state, column);
  if (from?.input === input) return changePlaces(state, input, (places) => moved(places, from.at, at));
  return changePlaces(cleared(state, column), input, (places, owner) => placed(places, column, at, ruleOf(owner)));
}

function move(state: MappingState, { input, from, by }: Extract<MappingAction, { kind: 'move' }>): MappingState {
  return changePlaces(state, input, (places) => moved(places, from, from + by));
}

function takeRole(state: MappingState, column: string, role: Role): MappingState {
  if (sameRole(roleOf(state, column), role)) return state;
  const free = cleared(state, column);
  switch (role.kind) {
    case 'input':
      return changePlaces(free, role.input, (places) => appended(places, column));
    case 'truth':
      return { ...free, truth: severalTruths(state) ? [...free.truth, column] : [column] };
    case 'id':
      return { ...free, id: column };
    case 'none':
      return free;
  }
}

/** A classifier has one truth; other models may have a target per output. */
function severalTruths({ mapping }: MappingState): boolean {
  return mapping.task === 'other';
}

function toggle(state: MappingState, column: string): MappingState {
  if (roleOf(state, column).kind !== 'none') return takeRole(state, column, { kind: 'none' });
  const input = state.inputs.find(wantsMore) ?? state.inputs.find(({ feed }) => feed.kind === 'columns');
  return input ? takeRole(state, column, { kind: 'input', input: input.input.name }) : state;
}

function wantsMore({ feed }: InputState): boolean {
  return feed.kind === 'columns' && feed.places.includes(null);
}

/** The state in which a column is nothing. */
function cleared(state: MappingState, column: string): MappingState {
  const inputs = state.inputs.map((owner): InputState => {
    if (owner.feed.kind !== 'columns' || !owner.feed.places.includes(column)) return owner;
    return { ...owner, feed: { kind: 'columns', places: without(owner.feed.places, column, ruleOf(owner)) } };
  });
  return {
    ...state,
    inputs,
    truth: state.truth.filter((name) => name !== column),
    id: state.id === column ? null : state.id,
  };
}

function changeFeed(state: MappingState, input: string, change: (feed: Feed) => Feed): MappingState {
  const inputs = state.inputs.map((owner) => {
    if (owner.input.name !== input) return owner;
    const feed = change(owner.feed);
    return feed === owner.feed ? owner : { ...owner, feed };
  });
  return inputs.every((owner, index) => owner === state.inputs[index]) ? state : { ...state, inputs };
}

function changePlaces(
  state: MappingState,
  input: string,
  change: (places: Places, owner: InputState) => Places,
): MappingState {
  const owner = state.inputs.find(({ input: { name } }) => name === input);
  if (!owner) return state;
  return changeFeed(state, input, (feed) => {
    const before = feed.kind === 'columns' ? feed.places : [];
    const places = change(before, owner);
    return places === before ? feed : { kind: 'columns', places };
  });
}

function ruleOf({ input }: InputState): { readonly fixed: boolean } {
  return { fixed: input.expected !== undefined || sizeOf(input, {}) !== null };
}

/** Values that one row takes under these sizes; null where the data settles it. */
export function sizeOf({ rowDims }: MappingInput, dims: Readonly<Record<string, number>>): number | null {
  if (rowDims === null) return null;
  const sizes = rowDims.map((dim) => (typeof dim === 'string' && Object.hasOwn(dims, dim) ? dims[dim] : dim));
  return sizes.reduce<number | null>((all, size) => (all === null || typeof size !== 'number' ? null : all * size), 1);
}

/** The column that stands at a place of an input. */
export function columnAt({ inputs }: MappingState, input: string, at: number): string | undefined {
  const feed = inputs.find((one) => one.input.name === input)?.feed;
  return feed?.kind === 'columns' ? (feed.places[at] ?? undefined) : undefined;
}

/** Where a column feeds; the first place of several. */
export function placeOf(
  { inputs }: MappingState,
  column: string,
): { readonly input: string; readonly at: number } | undefined {
  for (const { input, feed } of inputs) {
    const at = feed.kind === 'columns' ? feed.places.indexOf(column) : -1;
    if (at >= 0) return { input: input.name, at };
  }
  return undefined;
}

export function roleOf(state: MappingState, column: string): Role {
  const found = placeOf(state, column);
  if (found) return { kind: 'input', input: found.input };
  if (state.truth.includes(column)) return { kind: 'truth' };
  return state.id === column ? { kind: 'id' } : { kind: 'none' };
}

function sameRole(one: Role, other: Role): boolean {
  return one.kind === other.kind && (one.kind !== 'input' || other.kind !== 'input' || one.input === other.input);
}

/** Columns that have no part yet, in file order. */
export function unusedColumns(state: MappingState): readonly MappingColumn[] {
  return state.mapping.columns.filter(({ name }) => roleOf(state, name).kind === 'none');
}

/** What the engine is told. Open places are left out: the plan then says that they are wanted. */
export function choiceOf(state: MappingState): MappingChoice {
  const { mapping, inputs, truth, id, missing, dims, reading } = state;
  const columns = inputs.flatMap(({ input, feed }) => {
    const names = feed.kind === 'columns' && mapping.named ? feed.places.filter((name) => name !== null) : [];
    return names.length > 0 ? [[input.name, names] as const] : [];
  });
  const set = inputs.flatMap(({ input, feed }) =>
    feed.kind === 'value' && feed.text !== '' ? [[input.name, feed.text] as const] : [],
  );
  return {
    columns: Object.fromEntries(columns),
    set: Object.fromEntries(set),
    dims,
    truth,
    id,
    missing,
    reading,
  };
}
