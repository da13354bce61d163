import type { MappingColumn, MappingInput } from '../../../src/contract/mapping';
import type { Translate } from '../../shared/translate';
import { sizeOf, type InputState, type MappingState } from './mapping-state';
import { ruleFor } from './missing-rule';

/** What keeps the choice from running (`error`), or will trouble the run. */
export interface Problem {
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly input: string;
  readonly column?: string;
}

/** What can be told of a choice without asking the engine, in plain words. */
export function problemsOf(state: MappingState, t: Translate): readonly Problem[] {
  return state.inputs.flatMap((owner) => {
    const { feed } = owner;
    if (feed.kind === 'file') return [];
    if (feed.kind === 'value') return valueProblems(owner, feed.text, t);
    return [...countProblems(state, owner, t), ...columnProblems(state, owner, t)];
  });
}

function valueProblems({ input }: InputState, text: string, t: Translate): readonly Problem[] {
  if (text !== '' || input.dtype === 'string') return [];
  return [{ severity: 'error', input: input.name, message: t('{0} needs a value.', input.name) }];
}

function countProblems(state: MappingState, owner: InputState, t: Translate): readonly Problem[] {
  if (owner.feed.kind !== 'columns' || !state.mapping.named) return [];
  const { name: input } = owner.input;
  const { places } = owner.feed;
  const taken = places.filter((name) => name !== null);
  const count = {
    size: sizeOf(owner.input, state.dims),
    width: widthOf(state, taken),
    open: places.length - taken.length,
  };
  const message = countMessage(input, count, t);
  return message === undefined ? [] : [{ severity: 'error', input, message }];
}

interface Count {
  /** Values that a row takes; null where the data settles it. */
  readonly size: number | null;
  /** Values that a row is given. */
  readonly width: number;
  readonly open: number;
}

function countMessage(input: string, { size, width, open }: Count, t: Translate): string | undefined {
  if (size === null) {
    if (open > 0) return t('{0}: {1} more wanted.', input, open);
    return width === 0 ? t('{0} needs at least one column.', input) : undefined;
  }
  if (width === size) return undefined;
  return width > size
    ? t('{0}: {1} chosen, and it takes {2}.', input, width, size)
    : t('{0}: {1} of {2} so far.', input, width, size);
}

/** Values that these columns give in one row. */
export function widthOf({ mapping }: MappingState, names: readonly string[]): number {
  return names.reduce((sum, name) => sum + (mapping.columns.find((column) => column.name === name)?.width ?? 1), 0);
}

function columnProblems(state: MappingState, owner: InputState, t: Translate): readonly Problem[] {
  if (owner.feed.kind !== 'columns') return [];
  return owner.feed.places.flatMap((name, at) => {
    const column = state.mapping.columns.find((one) => one.name === name);
    if (!column) return [];
    return [typeProblem(owner, column, t), missingProblem(state, owner, column, at, t)].flatMap((found) =>
      found ? [{ ...found, input: owner.input.name, column: column.name }] : [],
    );
  });
}

type Found = Pick<Problem, 'severity' | 'message'> | undefined;

const WHOLE = /^u?int/;

function typeProblem({ input }: InputState, column: MappingColumn, t: Translate): Found {
  if (input.dtype === 'string' || input.dtype === 'bool' || column.coded) return undefined;
  return kindProblem(input.name, column, t) ?? numberProblem(input, column, t);
}

function kindProblem(input: string, { name, type }: MappingColumn, t: Translate): Found {
  switch (type) {
    case 'text':
      return { severity: 'error', message: t('{0} is text; {1} takes numbers.', name, input) };
    case 'date':
      return { severity: 'error', message: t('{0} is a date; {1} takes numbers.', name, input) };
    case 'code':
      return { severity: 'warning', message: t('{0} has leading zeros: a code, no amount?', name) };
    default:
      return undefined;
  }
}

function numberProblem(
  { name: input, dtype }: MappingInput,
  { name, type, notNumbers }: MappingColumn,
  t: Translate,
): Found {
  if (type !== 'list' && notNumbers > 0)
    return { severity: 'warning', message: t('{0} has cells that are not numbers ({1}).', name, notNumbers) };
  if (WHOLE.test(dtype) && type === 'number')
    return { severity: 'warning', message: t('{0} has fractions; {1} takes whole numbers.', name, input) };
  return undefined;
}

function missingProblem(
  state: MappingState,
  owner: InputState,
  column: MappingColumn,
  at: number,
  t: Translate,
): Found {
  if (column.missing === 0 || column.type === 'list') return undefined;
  if (ruleFor(state, owner, column.name, at).kind !== 'error') return undefined;
  const message = t('{0} has empty cells ({1}): say what to feed for them.', column.name, column.missing);
  return { severity: 'warning', message };
}
