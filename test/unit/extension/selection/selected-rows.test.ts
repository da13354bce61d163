import { describe, expect, it } from 'vitest';
import { selectedCsvRows } from '../../../../src/extension/selection/csv-rows';
import { selectedJson, selectedJsonLines } from '../../../../src/extension/selection/json-value';
import {
  LARGEST_SELECTION,
  linesOf,
  placedText,
  type Selected,
  type TextRange,
} from '../../../../src/extension/selection/selected-text';

/** Texts in which `«` and `»` stand around what is selected, and `¦` where a cursor is. */
function marked(text: string): { readonly text: string; readonly ranges: readonly TextRange[] } {
  const ranges: TextRange[] = [];
  let plain = '';
  let start = 0;
  for (const sign of text) {
    if (sign === '«') start = plain.length;
    else if (sign === '»') ranges.push({ start, end: plain.length });
    else if (sign === '¦') ranges.push({ start: plain.length, end: plain.length });
    else plain += sign;
  }
  return { text: plain, ranges };
}

function told(selected: Selected): string {
  return selected.kind === 'rows' ? placedText(selected.rows) : selected.kind;
}

describe('rows of a CSV', () => {
  it.each([
    ['a cursor', 'a,b\n1,2\n3,¦4\n5,6\n', 'a,b\n\n3,4\n'],
    ['a part of two rows', 'a,b\n1,«2\n3»,4\n5,6\n', 'a,b\n1,2\n3,4\n'],
    ['a whole row with its line break', 'a,b\n«1,2\n»3,4\n', 'a,b\n1,2\n'],
    ['two cursors', 'a,b\n¦1,2\n3,4\n5,6¦', 'a,b\n1,2\n\n5,6'],
    ['the header too', '«a,b\n1,2»\n3,4\n', 'a,b\n1,2\n'],
    ['only the header', '«a,b»\n1,2\n', 'no-rows'],
    ['a cursor behind the last row', 'a,b\n1,2\n¦', 'no-rows'],
    ['a line break in quotes', 'a,b\n1,"x\ny¦"\n3,4\n', 'a,b\n1,"x\ny"\n'],
    ['a row below one with a line break', 'a,b\n1,"x\ny"\n3¦,4\n', 'a,b\n\n\n3,4\n'],
    ['a quote in quotes', 'a,b\n"say ""x""",1\n2¦,3\n', 'a,b\n\n2,3\n'],
    ['a quote within a cell', 'a,b\n1,5" pipe\n2¦,3\n4,5\n', 'a,b\n\n2,3\n'],
    ['a quote within a cell of the header', 'a,5" pipe\n1,2\n3¦,4\n', 'a,5" pipe\n\n3,4\n'],
    ['quotes behind other delimiters', 'a;b\n1;"x\ny"\n3¦;4\n', 'a;b\n\n\n3;4\n'],
    ['an empty cell in quotes', 'a,b\n"",""\n3¦,4\n', 'a,b\n\n3,4\n'],
    ['lines of Windows', 'a,b\r\n1,2\r\n3¦,4\r\n', 'a,b\r\n\n3,4\r\n'],
    ['blank lines above the header', '\n\na,b\n1¦,2\n', '\n\na,b\n1,2\n'],
    ['nothing', '¦', 'no-rows'],
  ])('%s', (_title, source, expected) => {
    const { text, ranges } = marked(source);
    expect(told(selectedCsvRows(text, ranges))).toBe(expected);
  });

  it('are said with their lines in the file', () => {
    const { text, ranges } = marked('a\n1\n2\n«3\n4»\n5\n');
    const selected = selectedCsvRows(text, ranges);
    expect(selected.kind === 'rows' && linesOf(selected.rows)).toEqual({ first: 4, last: 5 });
  });

  it('may not be more than a person looks at', () => {
    const text = `a\n${'1\n'.repeat(LARGEST_SELECTION / 2 + 1)}`;
    expect(selectedCsvRows(text, [{ start: 0, end: text.length }])).toEqual({ kind: 'too-large' });
  });
});

describe('a value of JSON', () => {
  it.each([
    ['the record around the cursor', '[{"a":1},\n{"a":¦2}]', '\n[{"a":2}]'],
    ['the record around a list', '[{"x":[1,¦2]},{"x":[3,4]}]', '[{"x":[1,2]}]'],
    ['one selected record', '[«{"a":1}»,{"a":2}]', '[{"a":1}]'],
    ['selected records with a comma', '[{"a":1},«{"a":2},\n {"a":3},»{"a":4}]', '[{"a":2},\n {"a":3}]'],
    ['the whole file', '«[{"a":1}]\n»', '[{"a":1}]'],
    ['a part of two records', '[{"a":«1},{"a":»2}]', '[{"a":1},{"a":2}]'],
    ['a row of rows', '[[1,2],\n[3,¦4]]', '\n[[3,4]]'],
    ['a row of nested rows', '[[[1],[2]],[[3],[¦4]]]', '[[[3],[4]]]'],
    ['one record alone', '{"a":¦1}', '{"a":1}'],
    ['a request around the cursor', '{"instances":[[1,¦2]]}', '{"instances":[[1,2]]}'],
    ['no JSON', '¦', 'no-json'],
    ['a lone number', '¦5', 'no-json'],
    ['broken JSON around a good record', '[{"a":1},{"a":¦2},{"a":', '[{"a":2}]'],
  ])('%s', (_title, source, expected) => {
    const { text, ranges } = marked(source);
    expect(told(selectedJson(text, ranges[0] ?? { start: 0, end: 0 }))).toBe(expected);
  });
});

describe('lines of JSON', () => {
  it.each([
    ['a cursor', '{"a":1}\n{"a":¦2}\n', '\n[{"a":2}]'],
    ['lines apart', '¦{"a":1}\n{"a":2}\n{"a":3}¦\n', '[{"a":1},\n\n{"a":3}]'],
    ['a blank line', '{"a":1}\n¦\n', 'no-rows'],
  ])('%s', (_title, source, expected) => {
    const { text, ranges } = marked(source);
    expect(told(selectedJsonLines(text, ranges))).toBe(expected);
  });
});
