import fc from 'fast-check';
import { applyEdits, parse } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import type { SettingEdit } from '../../../../src/contract/settings-page';
import { offsetOf } from '../../../../src/extension/settings/setting-offset';
import { editedText, settingsContent } from '../../../../src/extension/settings/settings-text';

const edit = (text: string, ...edits: readonly SettingEdit[]): string =>
  applyEdits(text, [editedText(text, edits, '\n')]);

const COMMENTED = `{
  // which model
  "version": 1,
  "mine": { "kept": [1,2 , 3] },
  "tolerance": { "rtol": 1e-4 }
}
`;

describe('an edit of the text', () => {
  it('keeps comments, unknown keys and how the rest is written', () => {
    expect(edit(COMMENTED, { path: ['tolerance', 'rtol'], value: 0.01 })).toBe(COMMENTED.replace('1e-4', '0.01'));
  });

  it('puts a new setting where its table is, indented as the rest', () => {
    expect(edit('{\n  "version": 1\n}\n', { path: ['inputs', 'x', 'columns'], value: ['a', 'b'] })).toBe(
      '{\n  "version": 1,\n  "inputs": {\n    "x": {\n      "columns": [\n        "a",\n        "b"\n      ]\n    }\n  }\n}\n',
    );
  });

  it('takes a setting away with its comma', () => {
    expect(edit('{\n  "version": 1,\n  "id": "k"\n}\n', { path: ['id'] })).toBe('{\n  "version": 1\n}\n');
  });

  it('makes several edits one change: undone in one step', () => {
    const text = '{"missing": {"a": 0, "b": 1}}';
    expect(edit(text, { path: ['missing', 'a'] }, { path: ['missing', 'c'], value: 0 })).toBe(
      '{"missing": {"b": 1, "c": 0}}',
    );
  });

  it('leaves the line before a new setting as it is', () => {
    const text = '{\n  "version": 1,\n  "mine": {"kept": [1,2 , 3]}\n}\n';
    expect(edit(text, { path: ['id'], value: 'k' })).toBe(text.replace('3]}\n', '3]},\n  "id": "k"\n'));
  });

  it("fills an empty table, with the file's own line ends and indent", () => {
    expect(
      applyEdits('{\r\n\t"log": {}\r\n}', [
        editedText('{\r\n\t"log": {}\r\n}', [{ path: ['log', 'inputs'], value: 'off' }], '\r\n'),
      ]),
    ).toBe('{\r\n\t"log": {\r\n\t  "inputs": "off"\r\n\t}\r\n}');
  });

  it('gives back what was set, whatever is set', () => {
    const key = fc.constantFrom('inputs', 'missing', 'a b', 'x"y', 'log');
    const path = fc.array(key, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(
        path,
        fc.jsonValue(),
        fc.constantFrom('{}', '{\n}\n', COMMENTED, '{"log": {}, "missing": {"a b": {}}}'),
        (at, value, text) => {
          const root: unknown = parse(edit(text, { path: at, value }));
          const found = at.reduce<unknown>((inner, one) => (inner as Record<string, unknown>)[one], root);
          expect(found).toEqual(JSON.parse(JSON.stringify(value)));
        },
      ),
    );
  });

  it('begins an empty file', () => {
    expect(JSON.parse(edit('', { path: ['version'], value: 1 }))).toEqual({ version: 1 });
  });

  it('changes nothing outside what it concerns, byte by byte', () => {
    expect(editedText(COMMENTED, [{ path: ['version'], value: 2 }], '\n')).toEqual({
      offset: COMMENTED.indexOf('1,'),
      length: 1,
      content: '2',
    });
  });
});

describe('what a text says', () => {
  it.each([
    ['a wrong type', { version: 1, id: 3 }, [['id']]],
    [
      'a wrong entry of a list',
      { version: 1, inputs: { x: { columns: ['a', 2] } } },
      [['inputs', 'x', 'columns', '1']],
    ],
    ['a key with a slash', { version: 1, dims: { 'a/b': 'x' } }, [['dims', 'a/b']]],
    ['no version', {}, [[]]],
    ['nothing wrong', { version: 1, unknown: true }, []],
  ])('names the place of %s', (_title, settings, paths) => {
    const content = settingsContent(JSON.stringify(settings));
    expect(content.kind === 'settings' && content.problems.map(({ path }) => path)).toEqual(paths);
  });

  it.each([
    ['half a file', '{\n  "version": 1,\n  "id": \n}', 4],
    ['a list', '[1]', 1],
  ])('names the line of %s', (_title, text, line) => {
    expect(settingsContent(text)).toEqual({ kind: 'broken', line });
  });

  it('is read with comments, which the form keeps', () => {
    expect(settingsContent(COMMENTED)).toMatchObject({ kind: 'settings', settings: { version: 1 } });
  });
});

it('finds a setting in the text', () => {
  expect(offsetOf(COMMENTED, ['mine', 'kept'])).toBe(COMMENTED.indexOf('[1'));
  expect(offsetOf(COMMENTED, ['nowhere'])).toBe(0);
});
