import { describe, expect, it } from 'vitest';
import type { FilledField } from '../../../../src/contract/inspector-page';
import { rowText } from '../../../../src/extension/inspector/row-text';

const field = (column: string, kind: FilledField['kind'], text: string): FilledField => ({ column, kind, text });
const text = (...fields: FilledField[]): unknown => rowText(fields, (column) => `${column}?`);

describe('the fields of a form', () => {
  it.each<[string, FilledField[], string]>([
    [
      'single values as they were typed',
      [field('a', 'number', ' 1,5'), field('b', 'text', 'x"y')],
      '[{ "a": " 1,5", "b": "x\\"y" }]',
    ],
    ['no digit less than was typed', [field('id', 'list', '[9007199254740993]')], '[{ "id": [9007199254740993] }]'],
    ['lists without brackets', [field('ids', 'list', '1, 2')], '[{ "ids": [1, 2] }]'],
    ['a column without a name', [field('', 'choice', 'pro')], '[{ "": "pro" }]'],
    ['a name that objects know', [field('__proto__', 'number', '1')], '[{ "__proto__": "1" }]'],
  ])('become one record with %s', (_, fields, record) => {
    expect(text(...fields)).toEqual({ kind: 'row', text: record, set: {} });
  });

  it('give the inputs of the whole run their values, where there are any', () => {
    expect(text(field('x', 'number', '1'), field('w', 'value', '[[1]]'), field('v', 'value', ' '))).toEqual({
      kind: 'row',
      text: '[{ "x": "1" }]',
      set: { w: '[[1]]' },
    });
  });

  it.each(['[1', 'a b', '[1], [2', ''].filter((typed) => typed !== ''))('are refused where a list is %j', (typed) => {
    expect(text(field('x', 'number', '1'), field('ids', 'list', typed))).toMatchObject({
      kind: 'wrong',
      issues: [{ severity: 'error', column: 'ids', message: 'ids?' }],
    });
  });
});
