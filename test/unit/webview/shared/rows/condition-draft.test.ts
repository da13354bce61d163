import { expect, test } from 'vitest';
import { draftOf, parseCondition, type ConditionDraft } from '../../../../../webview/shared/rows/condition-draft';

const empty = { text: '', value: '', from: '', to: '' };
const cases: readonly (readonly [string, ConditionDraft, object | undefined])[] = [
  ['a text', { ...empty, kind: 'contains', text: 'a' }, { kind: 'contains', column: 'x', text: 'a' }],
  ['no text', { ...empty, kind: 'contains' }, undefined],
  ['a value with spaces', { ...empty, kind: 'equals', value: ' a ' }, { kind: 'equals', column: 'x', value: ' a ' }],
  ['no value', { ...empty, kind: 'equals' }, undefined],
  ['missing', { ...empty, kind: 'missing' }, { kind: 'missing', column: 'x' }],
  ['from', { ...empty, kind: 'range', from: ' 0.5 ' }, { kind: 'range', column: 'x', from: 0.5 }],
  [
    'to, which belongs to it',
    { ...empty, kind: 'range', to: '1e3' },
    { kind: 'range', column: 'x', to: 1000, closed: true },
  ],
  [
    'both',
    { ...empty, kind: 'range', from: '-1', to: '0' },
    { kind: 'range', column: 'x', from: -1, to: 0, closed: true },
  ],
  ['neither', { ...empty, kind: 'range' }, undefined],
  ['what is no number', { ...empty, kind: 'range', from: '1', to: 'x' }, undefined],
];

test.for(cases)('%s', ([, draft, condition]) => {
  expect(parseCondition('x', draft)).toEqual(condition);
});

test.for(cases.filter(([, , condition]) => condition !== undefined))(
  '%s is shown again as it was typed',
  ([, draft]) => {
    const condition = parseCondition('x', draft);
    expect(parseCondition('x', { kind: draft.kind, ...draftOf(condition) })).toEqual(condition);
  },
);
