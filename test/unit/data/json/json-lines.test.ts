import { describe, expect, it } from 'vitest';
import { collectText, issueOf } from '../support/collect';
import { readJson } from './read-json';

describe('JSON Lines', () => {
  const lines = '{"a": 1}\n\n{"a": 12345678901234567890, "b": "x"}\r\n[3]\n{"a": 4}';

  it('reads a record per line, and says where each begins', async () => {
    const table = await readJson(lines, 'x.jsonl');
    expect(table.head).toMatchObject({ format: 'jsonl', columns: ['a', 'b'] });
    expect(table.rows).toEqual([
      [1, undefined],
      [12345678901234567890n, 'x'],
      [undefined, undefined],
      [4, undefined],
    ]);
    expect(table.lines).toEqual([1, 3, 4, 5]);
    expect(table.issues).toMatchObject([{ code: 'mixed-rows', row: 2, line: 4 }]);
  });

  it('are found in a file called .json and on standard input', async () => {
    for (const name of ['x.json', '-']) expect((await readJson('{"a": 1}\n{"a": 2}\n', name)).rows).toEqual([[1], [2]]);
  });

  it('names the line that is not JSON', async () => {
    for (const chunkBytes of [3, 1000]) {
      const issue = await issueOf(collectText('{"a": 1}\n\n{"a": oops}\n', {}, 7, chunkBytes, 'x.jsonl'));
      expect(issue).toMatchObject({ code: 'bad-json', row: 1, line: 3 });
    }
  });

  it('reports a key that comes after the deciding rows', async () => {
    const text = '{"a": 1}\n'.repeat(10_001) + '{"a": 1, "late": 2}\n{"late": 3}\n';
    const issues = (await readJson(text, 'x.jsonl')).issues;
    expect(issues).toMatchObject([
      { severity: 'warning', code: 'late-key', row: 10_001, line: 10_002, column: 'late' },
    ]);
  });
});
