import { describe, expect, it } from 'vitest';
import { findLinks } from '../../../../src/extension/terminal/find-links';

const ID = '019abcde-0000-7000-8000-0123456789ab';

/** The words of each link, and where it leads. */
function linksIn(line: string): readonly (readonly [string, unknown])[] {
  return findLinks(line).map(({ start, length, target }) => [line.slice(start, start + length), target]);
}

describe('links in a line of the terminal', () => {
  it.each<[string, readonly (readonly [string, unknown])[]]>([
    [
      `Logged as run ${ID} in /home/a b/.onnx-workbench/log.db`,
      [
        [`run ${ID}`, { kind: 'run', run: ID, log: '/home/a b/.onnx-workbench/log.db' }],
        ['/home/a b/.onnx-workbench/log.db', { kind: 'log', log: '/home/a b/.onnx-workbench/log.db' }],
      ],
    ],
    [`Run ${ID} (before the change)`, [[`Run ${ID}`, { kind: 'run', run: ID }]]],
    [`${ID}  2026-11-23 10:00:00  ok  12  wine.onnx`, [[ID, { kind: 'run', run: ID }]]],
    [
      'C:\\work\\.onnx-workbench\\log.db',
      [['C:\\work\\.onnx-workbench\\log.db', { kind: 'log', log: 'C:\\work\\.onnx-workbench\\log.db' }]],
    ],
    [
      "error: 'abc' in column 'age', row 17 (line 19), is not a number. [not-a-number] data/my file.csv:19",
      [['data/my file.csv:19', { kind: 'place', file: 'data/my file.csv', line: 19 }]],
    ],
    [
      'error: Bad. [bad-json] C:\\data\\x.json:3:14',
      [['C:\\data\\x.json:3:14', { kind: 'place', file: 'C:\\data\\x.json', line: 3, column: 14 }]],
    ],
    [`commit ${ID}`, []],
    ['error: Bad. [bad-json]', []],
    ['at file.ts:3:14', []],
    ['', []],
  ])('%s', (line, links) => {
    expect(linksIn(line)).toEqual(links);
  });
});
