import { describe, expect, it } from 'vitest';
import { columnGroups } from '../../../../src/extension/compare/predicted-prefixes';

describe('columns that begin alike', () => {
  it.each<readonly [string, readonly string[], string, readonly (readonly [string, readonly string[]])[]]>([
    ['as probabilities do', ['a', 'guess', 'conf_low', 'conf_high'], 'guess', [['conf_', ['conf_low', 'conf_high']]]],
    [
      'up to several signs, the longest first',
      ['my_p.a', 'my_p.b', 'my_x'],
      'y',
      [
        ['my_p.', ['my_p.a', 'my_p.b']],
        ['my_', ['my_p.a', 'my_p.b', 'my_x']],
      ],
    ],
    ['are no group of one', ['conf_low', 'other'], 'guess', []],
    ['are none with the label itself', ['conf_low', 'conf_label'], 'conf_label', []],
    ['are none where nothing stands behind the sign', ['conf_', 'conf_a'], 'y', []],
  ])('%s', (_what, columns, label, groups) => {
    expect(columnGroups(columns, label).map(({ prefix, columns: names }) => [prefix, names])).toEqual(groups);
  });
});
