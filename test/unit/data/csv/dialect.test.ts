import { describe, expect, it } from 'vitest';
import { dialectOf } from '../../../../src/data/csv/dialect';
import { collectText, issueOf } from '../support/collect';

describe('what is told from the first rows', () => {
  it.each([
    ['comma', 'a,b\n1,2\n', ',', '.'],
    ['semicolon', 'a;b\n1;2\n', ';', '.'],
    ['tab', 'a\tb\n1\t2\n', '\t', '.'],
    ['pipe', 'a|b\n1|2\n', '|', '.'],
    ['one column', 'a\n1\n2\n', ',', '.'],
    ['decimal commas', 'a;b\n1,5;2,25\n', ';', ','],
    ['decimal commas below tabs', 'a\tb\n1,5\t-2\n', '\t', ','],
    ['points of thousands before a decimal comma', 'a;b\n1.234,5;2\n', ';', ','],
    ['semicolons and decimal points', 'a;b\n1.5;2.25\n', ';', '.'],
    ['commas in a text column of a semicolon file', 'a;b\n"x, y";1.5\n"z, w";2.5\n', ';', '.'],
    ['separators inside quotes', 'a,b\n"1;2;3",x\n"4;5;6",y\n', ',', '.'],
    ['a comma in the text of a tab file', 'a\tb\nx, y\t1\nz\t2\n', '\t', '.'],
    ['ragged rows', 'a,b,c\n1,2\n1,2,3\n1,2,3\n', ',', '.'],
    ['a header alone', 'a;b;c\n', ';', '.'],
    ['missing cells', 'a;b\n;1,5\n;\n', ';', ','],
  ])('%s', (_, sample, delimiter, decimal) => {
    expect(dialectOf(sample, true, 'x.csv', {})).toMatchObject({ delimiter, decimal });
  });

  it('takes a tab for a .tsv file when nothing else tells', () => {
    expect(dialectOf('a\n1\n', true, 'x.tsv', {}).delimiter).toBe('\t');
  });

  it('says that it took decimal commas', async () => {
    const table = await collectText('a;b\n1,5;2\n');
    expect(table.head).toMatchObject({ decimal: ',', issues: [{ severity: 'info', code: 'decimal-comma' }] });
    expect(table.rows).toEqual([['1,5', '2']]);
  });

  it('takes what is asked for over what it sees', async () => {
    const table = await collectText('a;b\n1,5;2,5\n', { delimiter: ',', decimal: '.' });
    expect(table.head).toMatchObject({ columns: ['a;b'], decimal: '.' });
  });

  it.each([
    [{ delimiter: '"' }, 'bad-delimiter'],
    [{ delimiter: '::' }, 'bad-delimiter'],
    [{ decimal: 'x' }, 'bad-decimal'],
    [{ delimiter: ',', decimal: ',' }, 'bad-decimal'],
    [{ encoding: 'klingon' }, 'unknown-encoding'],
  ])('refuses %j', async (options, code) => {
    expect((await issueOf(collectText('a,b\n1,2\n', options))).code).toBe(code);
  });
});
