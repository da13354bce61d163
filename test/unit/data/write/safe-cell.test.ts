import fc from 'fast-check';
import { parse } from 'papaparse';
import { describe, expect, it } from 'vitest';
import { csvLine } from '../../../../src/data/write/csv';
import { safeCell } from '../../../../src/data/write/safe-cell';

describe('a safe cell', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['=HYPERLINK("http://there","here")', '\'=HYPERLINK("http://there","here")'],
    ['@SUM(1)', "'@SUM(1)"],
    ['+cmd|calc', "'+cmd|calc"],
    ['-2+3', "'-2+3"],
    ['-', "'-"],
    ['-1.5.exe!A1', "'-1.5.exe!A1"],
    ['"=1"', `'"=1"`],
    ['\tx', "'\tx"],
    ['\rx', "'\rx"],
    ['\n=1', "'\n'=1"],
    ['-1;=1;b', "'-1;'=1;b"],
    ['a\n=1', "a\n'=1"],
    ['\uFF1D1+1', "'\uFF1D1+1"],
  ])('puts a quote in front of %j', (text, safe) => {
    expect(safeCell(text)).toBe(safe);
  });

  it.each([
    '',
    'a=b',
    'plain',
    'a;b\nc',
    ' =1',
    '-1.5',
    '+3',
    '-.5',
    '-1,5',
    '-1.5e-10',
    '-12.5%',
    '-Infinity',
    '0',
    "'=1",
  ])('leaves %j as it is', (text) => {
    expect(safeCell(text)).toBe(text);
  });
});

describe('a line of safe cells', () => {
  it.each([',', ';', '\t'] as const)('has no formula where a spreadsheet separates cells at %j', (delimiter) => {
    const piece = fc.constantFrom('=', '+', '-', '@', ';', ',', '\t', '\r', '\n', '"', 'a', '1', ' ', '\uFF1D');
    const text = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), (texts) => {
        const { data } = parse<string[]>(csvLine(texts, true), { delimiter, newline: '\n' });
        for (const cell of data.flat()) expect(cell).not.toMatch(/^[=+\-@\uFF1D](?!\d[\d.,]*$|[.,]\d+$)/);
      }),
    );
  });

  it('reads as the cells with at most a quote in front', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 4 }), (texts) => {
        const [read = []] = parse<string[]>(csvLine(texts, true), { delimiter: ',', newline: '\n' }).data;
        expect(read).toEqual(texts.map(safeCell));
      }),
    );
  });
});
