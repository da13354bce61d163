import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MappingColumn, MappingInput } from '../../../../../src/contract/mapping';
import { announce } from '../../../../../webview/results/mapping/announce';
import {
  choiceOf,
  placeOf,
  reduce,
  roleOf,
  startState,
  type MappingAction,
  type MappingState,
} from '../../../../../webview/results/mapping/mapping-state';
import { problemsOf } from '../../../../../webview/results/mapping/problems';
import { createTranslate } from '../../../../../webview/shared/translate';
import { column, input, mapping } from './mappings';

const t = createTranslate({});

const COLUMNS = ['a', 'b', 'c', 'd'].map((name) => column(name));
const after = (state: MappingState, ...actions: readonly MappingAction[]): MappingState =>
  actions.reduce(reduce, state);
const places = (state: MappingState, at = 0): unknown => {
  const feed = state.inputs[at]?.feed;
  return feed?.kind === 'columns' ? feed.places : feed;
};

describe('places of an input that takes three', () => {
  const start = startState(mapping([input('x', 3, { columns: ['a', 'b', 'c'] })], COLUMNS));
  it.each<[string, readonly MappingAction[], unknown]>([
    ['move down', [{ kind: 'move', input: 'x', from: 0, by: 1 }], ['b', 'a', 'c']],
    ['do not move beyond the end', [{ kind: 'move', input: 'x', from: 2, by: 1 }], ['a', 'b', 'c']],
    ['stay open where a column leaves', [{ kind: 'toggle', column: 'b' }], ['a', null, 'c']],
    [
      'are filled again from the first open one',
      [
        { kind: 'toggle', column: 'b' },
        { kind: 'toggle', column: 'd' },
      ],
      ['a', 'd', 'c'],
    ],
    ['are taken over by what is dropped on them', [{ kind: 'place', column: 'd', input: 'x', at: 1 }], ['a', 'd', 'c']],
    [
      'make room where one of them is open',
      [
        { kind: 'toggle', column: 'c' },
        { kind: 'place', column: 'd', input: 'x', at: 0 },
      ],
      ['d', 'a', 'b'],
    ],
    ['are reordered by dragging', [{ kind: 'place', column: 'c', input: 'x', at: 0 }], ['c', 'a', 'b']],
    [
      'take one too many only by their part',
      [{ kind: 'role', column: 'd', role: { kind: 'input', input: 'x' } }],
      ['a', 'b', 'c', 'd'],
    ],
  ])('%s', (_title, actions, wanted) => {
    expect(places(after(start, ...actions))).toEqual(wanted);
  });
});

describe('the part of a column', () => {
  const inputs = [input('x', 1, { columns: ['a'] }), input('y', 1, { columns: ['b'] })];
  const start = startState(mapping(inputs, COLUMNS, { truth: ['c'], id: 'd' }));

  it('is one at a time', () => {
    const moved = after(start, { kind: 'role', column: 'a', role: { kind: 'input', input: 'y' } });
    expect([places(moved), places(moved, 1)]).toEqual([[null], ['b', 'a']]);
    expect(roleOf(after(start, { kind: 'role', column: 'c', role: { kind: 'id' } }), 'c')).toEqual({ kind: 'id' });
  });

  it('of truth is that of one column for a classifier, of several for a model of several outputs', () => {
    const truth: MappingAction = { kind: 'role', column: 'a', role: { kind: 'truth' } };
    expect(after(start, truth).truth).toEqual(['a']);
    expect(after(startState(mapping(inputs, COLUMNS, { truth: ['c'], task: 'other' })), truth).truth).toEqual([
      'c',
      'a',
    ]);
  });

  it('that it has already is no change', () => {
    expect(after(start, { kind: 'role', column: 'c', role: { kind: 'truth' } })).toBe(start);
  });
});

describe('what the engine is told', () => {
  it('is what is shown, without open places', () => {
    const start = startState(mapping([input('x', 3, { columns: ['a', null, 'c'] })], COLUMNS, { truth: ['d'] }));
    const shown = { columns: { x: ['a', 'c'] }, set: {}, dims: {}, truth: ['d'], id: null, missing: {}, reading: {} };
    expect(choiceOf(start)).toEqual(shown);
  });

  it('has constants, sizes and rules as they were chosen, those of an earlier visit too', () => {
    const start = startState(
      mapping([input('x', 'n', { columns: ['a'] }), { ...input('s', 1), kind: 'scalar', rowDims: [] }], COLUMNS, {
        missing: { a: 'nan', b: 0 },
        missingChosen: { b: 0 },
      }),
    );
    const next = after(
      start,
      { kind: 'value', input: 's', text: '2' },
      { kind: 'dim', name: 'n', size: 1 },
      { kind: 'missing', column: 'a', rule: 'error' },
    );
    expect(choiceOf(next)).toMatchObject({ set: { s: '2' }, dims: { n: 1 }, missing: { a: 'error', b: 0 } });
  });

  it('names no columns where rows have no names', () => {
    const start = startState(mapping([input('x', 2, { columns: ['0', '1'] })], [], { named: false }));
    expect(choiceOf(start).columns).toEqual({});
  });
});

describe('problems in plain words', () => {
  it.each<[string, MappingInput, readonly MappingColumn[], readonly string[]]>([
    ['all is well', input('x', 2, { columns: ['a', 'b'] }), COLUMNS, []],
    ['too few', input('x', 3, { columns: ['a'] }), COLUMNS, ['x: 1 of 3 so far.']],
    ['too many', input('x', 1, { columns: ['a', 'b'] }), COLUMNS, ['x: 2 chosen, and it takes 1.']],
    ['none for an open size', input('x', 'n'), COLUMNS, ['x needs at least one column.']],
    ['a place of names is open', input('x', 'n', { columns: ['a', null] }), COLUMNS, ['x: 1 more wanted.']],
    ['text', input('x', 1, { columns: ['a'] }), [column('a', { type: 'text' })], ['a is text; x takes numbers.']],
    ['text with codes', input('x', 1, { columns: ['a'] }), [column('a', { type: 'text', coded: true })], []],
    ['text for text', input('x', 1, { columns: ['a'], dtype: 'string' }), [column('a', { type: 'text' })], []],
    ['a date', input('x', 1, { columns: ['a'] }), [column('a', { type: 'date' })], ['a is a date; x takes numbers.']],
    [
      'fractions',
      input('x', 1, { columns: ['a'], dtype: 'int64' }),
      COLUMNS,
      ['a has fractions; x takes whole numbers.'],
    ],
    [
      'empty cells',
      input('x', 1, { columns: ['a'] }),
      [column('a', { missing: 2 })],
      ['a has empty cells (2): say what to feed for them.'],
    ],
    [
      'empty cells that the model takes',
      input('x', 1, { columns: ['a'], takesNaN: [true] }),
      [column('a', { missing: 2 })],
      [],
    ],
    ['no value', { ...input('s', 1), kind: 'scalar', rowDims: [] }, [], ['s needs a value.']],
  ])('%s', (_title, one, columns, wanted) => {
    expect(problemsOf(startState(mapping([one], columns)), t).map(({ message }) => message)).toEqual(wanted);
  });
});

it('says what an action did', () => {
  const start = startState(mapping([input('x', 2, { columns: ['a', 'b'] })], COLUMNS));
  const say = (action: MappingAction): string => announce(start, action, reduce(start, action), t);
  expect(say({ kind: 'move', input: 'x', from: 0, by: 1 })).toBe('a feeds x, place 2 of 2.');
  expect(say({ kind: 'toggle', column: 'a' })).toBe('a is not used.');
  expect(say({ kind: 'role', column: 'c', role: { kind: 'truth' } })).toBe('c is the truth.');
  expect(say({ kind: 'move', input: 'x', from: 0, by: -1 })).toBe('Nothing to change.');
});

it('never loses or doubles a column, whatever is done', () => {
  const name = fc.constantFrom('a', 'b', 'c', 'd');
  const owner = fc.constantFrom('x', 'y');
  const action: fc.Arbitrary<MappingAction> = fc.oneof(
    fc.record({ kind: fc.constant('place' as const), column: name, input: owner, at: fc.nat(4) }),
    fc.record({
      kind: fc.constant('move' as const),
      input: owner,
      from: fc.nat(4),
      by: fc.integer({ min: -2, max: 2 }),
    }),
    fc.record({ kind: fc.constant('toggle' as const), column: name }),
    fc.record({
      kind: fc.constant('role' as const),
      column: name,
      role: fc.constantFrom({ kind: 'truth' as const }, { kind: 'id' as const }),
    }),
  );
  const start = startState(mapping([input('x', 2, { columns: ['a', 'b'] }), input('y', 'n')], COLUMNS));
  fc.assert(
    fc.property(fc.array(action, { maxLength: 20 }), (actions) => {
      const state = after(start, ...actions);
      const fed = [0, 1].flatMap((at) => places(state, at) as (string | null)[]).filter((one) => one !== null);
      expect(new Set(fed).size).toBe(fed.length);
      for (const { name: one } of COLUMNS) expect(placeOf(state, one) !== undefined).toBe(fed.includes(one));
      expect(fed.some((one) => state.truth.includes(one) || state.id === one)).toBe(false);
    }),
  );
});
