import { expect, it } from 'vitest';
import { effectOnColumn, effectOnPlace, listKey } from '../../../../../webview/results/mapping/mapping-keys';
import { startState } from '../../../../../webview/results/mapping/mapping-state';
import { column, input, mapping } from './mappings';

const NO_KEYS = { altKey: false, ctrlKey: false, metaKey: false };

it.each([
  ['ArrowDown', {}, { kind: 'go', to: 2 }],
  ['Home', {}, { kind: 'go', to: 0 }],
  ['End', {}, { kind: 'go', to: 2 }],
  ['PageDown', {}, { kind: 'go', to: 2 }],
  ['ArrowUp', { altKey: true }, { kind: 'carry', by: -1 }],
  ['Home', { altKey: true }, undefined],
  [' ', {}, { kind: 'toggle' }],
  ['Delete', {}, { kind: 'leave-out' }],
  ['Delete', { ctrlKey: true }, undefined],
  ['constructor', {}, undefined],
])('%s with %o at the second of three entries means %o', (key, held, meaning) => {
  expect(listKey({ key, ...NO_KEYS, ...held }, 1, 3)).toEqual(meaning);
});

const place = { input: 'X', at: 2, count: 3, column: 'age' };
const out = { kind: 'role', column: 'age', role: { kind: 'none' } };

it.each([
  ['goes', { kind: 'go', to: 0 }, place, { to: 0 }],
  ['carries up', { kind: 'carry', by: -1 }, place, { action: { kind: 'move', input: 'X', from: 2, by: -1 }, to: 1 }],
  [
    'stays at the end',
    { kind: 'carry', by: 1 },
    place,
    { action: { kind: 'move', input: 'X', from: 2, by: 1 }, to: 2 },
  ],
  ['leaves out', { kind: 'leave-out' }, place, { action: out, to: 2 }],
  ['toggles', { kind: 'toggle' }, place, { action: out, to: 2 }],
  ['has nothing to leave out', { kind: 'leave-out' }, { ...place, column: undefined }, undefined],
  ['has nothing to carry', { kind: 'carry', by: 1 }, { ...place, column: undefined }, undefined],
] as const)('a key in the places of an input %s', (_what, key, at, effect) => {
  expect(effectOnPlace(key, at)).toEqual(effect);
});

const state = startState(mapping([input('X', 1, { columns: ['age'] })], [column('age'), column('id')]));

it.each([
  ['takes or leaves out', { kind: 'toggle' }, 'age', { action: { kind: 'toggle', column: 'age' }, to: 5 }],
  ['leaves out', { kind: 'leave-out' }, 'age', { action: out, to: 5 }],
  ['carries', { kind: 'carry', by: 1 }, 'age', { action: { kind: 'move', input: 'X', from: 0, by: 1 }, to: 5 }],
  ['cannot carry what feeds nothing', { kind: 'carry', by: 1 }, 'id', { to: 5 }],
] as const)('a key in the list of columns %s, and stays there', (_what, key, column, effect) => {
  expect(effectOnColumn(key, column, 5, state)).toEqual(effect);
});
