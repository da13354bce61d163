import { describe, expect, it } from 'vitest';
import { collectText, issueOf } from '../support/collect';

describe('a list too large to be parsed at once', () => {
  const record = (index: number): string =>
    `{"n": ${9007199254740993n + BigInt(index)}, "text": "ü\\u00e9 ${'x'.repeat(500)}", "v": [1, 2.5, null]}`;
  const records = Array.from({ length: 18_000 }, (_, index) => record(index));
  const text = `[\n${records.join(',\n')}\n]\n`;

  it('is read element by element, with the same values', async () => {
    const table = await collectText(text, {}, 4096, 1 << 16, 'x.json');
    expect(table.rows).toHaveLength(records.length);
    expect(table.rows[17_999]).toEqual([9007199254758992n, `üé ${'x'.repeat(500)}`, [1, 2.5, null]]);
    expect(table.head.shape).toBe('records');
  });

  it.each([
    ['{"n": NaN}', 'bare-nan', 1],
    ['{"n": 1', 'truncated-json', 2],
    ['{"n": ?}', 'bad-json', 1],
    ['{"n" 1}', 'bad-json', 1],
  ])('says where %j spoils it', async (bad, code, after) => {
    const broken = `[\n${records.join(',\n')},\n${bad}\n` + (code === 'truncated-json' ? '' : ']');
    const issue = await issueOf(collectText(broken, {}, 4096, 1 << 16, 'x.json'));
    expect(issue).toMatchObject({ code, line: records.length + 1 + after });
  });
});
