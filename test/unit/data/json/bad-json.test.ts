import { describe, expect, it } from 'vitest';
import { collectText, issueOf } from '../support/collect';
import { readJson } from './read-json';

describe('what is wrong, and where', () => {
  it.each<[string, string, object]>([
    ['', 'empty-file', {}],
    ['[]', 'no-rows', {}],
    ['[{}]', 'no-columns', {}],
    ['{}', 'no-columns', {}],
    ['3', 'not-a-table', {}],
    ['{"a": [1, 2], "b": [1]}', 'column-lengths-differ', { column: 'b' }],
    ['{"instances": [[1]], "features": [1]}', 'ambiguous-json', {}],
    ['[{"a": 1},\n{"a": NaN}]', 'bare-nan', { line: 2 }],
    ['[{"a": 1},\n{"a": -Infinity}]', 'bare-nan', { line: 2 }],
    ['[{"a": 1},\n{"a": 2', 'truncated-json', { line: 2 }],
    ['[{"a": 1},\n{"a": "x', 'truncated-json', { line: 2 }],
    ['[{"a": 1},\n{a: 2}]', 'bad-json', { line: 2 }],
    ['[{"a": 1}\n{"a": 2}]', 'bad-json', { line: 2 }],
    ['[{"a": 1}]\n]', 'bad-json', { line: 2 }],
    ["{'a': 1}", 'bad-json', { line: 1 }],
    ['{"dataframe_split": {"columns": ["a", "a"], "data": [[1, 2]]}}', 'duplicate-column', { column: 'a' }],
  ])('%j: %s', async (text, code, place) => {
    const issue = await issueOf(readJson(text));
    expect(issue).toMatchObject({ code, file: 'x.json', ...place });
    expect(issue.message).toContain('x.json');
  });

  it('names the column of a syntax error', async () => {
    expect((await issueOf(readJson('[{"a": 1},\n {"a": ?}]'))).message).toContain(
      "'?' cannot stand at line 2, column 8",
    );
  });

  it.each<[unknown, object]>([
    [[{ a: 1 }, [2]], { code: 'mixed-rows', row: 1 }],
    [{ dataframe_split: { columns: ['a', 'b'], data: [[1, 2], [3]] } }, { code: 'ragged-row', row: 1 }],
    [
      {
        instances: [
          [
            [1, 2],
            [3, 4],
          ],
          [[1, 2], [3]],
        ],
      },
      { code: 'ragged-row', row: 1 },
    ],
  ])('a row that does not fit leaves the others: %j', async (json, issue) => {
    const table = await readJson(json);
    expect(table.rows).toHaveLength(2);
    expect(table.issues).toMatchObject([{ severity: 'error', file: 'x.json', ...issue }]);
  });

  it('says which keys beside a request it does not read', async () => {
    expect((await readJson({ instances: [[1]], colour: 'red' })).head.issues).toMatchObject([
      { severity: 'warning', code: 'ignored-key' },
    ]);
  });

  it('tells a byte that is not UTF-8', async () => {
    const bytes = Buffer.concat([Buffer.from('[\n{"a": "'), Buffer.from([0xe9]), Buffer.from('"}]')]);
    expect(await issueOf(collectText(bytes, {}, 7, 4, 'x.json'))).toMatchObject({ code: 'not-utf-8', line: 2 });
  });
});
