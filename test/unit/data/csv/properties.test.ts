import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { readCell } from '../../../../src/data/csv/decimal';
import { openTable } from '../../../../src/data/open';
import { chunked, collect, collectText } from '../support/collect';
import { rounds } from '../../../support/rounds';

const cell = fc.string({
  unit: fc.constantFrom('a', '1', '.', ',', ';', '"', '\n', '\r\n', ' ', 'é', '\t'),
  maxLength: 6,
});

describe('text of any kind', () => {
  it('comes back as papaparse writes it, whatever the chunks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc
          .integer({ min: 2, max: 4 })
          .chain((width) =>
            fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 }),
          ),
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 1, max: 40 }),
        async (rows, newline, chunkBytes) => {
          const header = rows[0]?.map((_, index) => `c${index}`) ?? [];
          const text = Papa.unparse([header, ...rows], { newline, quotes: rows.map(() => true) });
          const table = await collectText(text, { delimiter: ',' }, 3, chunkBytes);
          expect(table.rows).toEqual(rows);
          expect(table.rows).toEqual((Papa.parse(text, { newline, delimiter: ',' }).data as string[][]).slice(1));
        },
      ),
      { numRuns: rounds(200) },
    );
  });
});

const number = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.integer().map(String),
  fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map(String),
  fc
    .tuple(fc.integer({ min: -99999, max: 99999 }), fc.integer({ min: 0, max: 999999 }))
    .map(([whole, places]) => `${whole}.${places}`),
  fc.constantFrom(
    '',
    'NA',
    'nan',
    '-0',
    '+5',
    '.5',
    '5.',
    '1e-5',
    '1E+300',
    '-1.5e-320',
    '0.1',
    '123456789012345678',
    '00472',
    ' 7',
    '8 ',
  ),
);
/** Digits of any number, with a decimal mark and a power of ten anywhere. */
const digits = fc
  .tuple(
    fc.stringMatching(/^[-+]?\d{0,16}$/),
    fc.stringMatching(/^\d{1,16}$/),
    fc.option(fc.integer({ min: -40, max: 40 }), { nil: undefined }),
  )
  .map(([whole, places, power]) => `${whole}.${places}${power === undefined ? '' : `e${power}`}`);
const odd = fc.constantFrom('x', '0x10', '1,5', 'inf', '1e', '-', '1_000', '"6"', '1 2');
const line = fc.oneof(
  { weight: 30, arbitrary: fc.array(number, { minLength: 3, maxLength: 3 }) },
  { weight: 1, arbitrary: fc.tuple(number, odd, number) },
  { weight: 1, arbitrary: fc.array(number, { minLength: 2, maxLength: 4 }) },
  { weight: 1, arbitrary: fc.constant([]) },
);

describe('plain numbers, byte by byte', () => {
  it('give the same table as text does, whatever the chunks and batches', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 40 }),
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 9 }),
        async (lines, newline, chunkBytes, batchRows) => {
          const text = ['a,b,c', '1,2,3', ...lines.map((cells) => cells.join(','))].join(newline);
          const plain = await collectText(text, {}, batchRows, chunkBytes);
          const general = await collectText(text, { encoding: 'windows-1252' }, batchRows, chunkBytes);
          expect(general.kinds).toEqual(['text']);
          expect(plain.rows).toEqual(general.rows);
          expect(plain.lines).toEqual(general.lines);
          expect(plain.issues).toEqual(general.issues);
          expect(plain.head).toEqual({ ...general.head, encoding: 'utf-8' });
        },
      ),
      { numRuns: rounds(300) },
    );
  });

  it('become text only where the file is no longer plain numbers', async () => {
    const text = 'a,b\n' + '1,2\n'.repeat(200_000) + 'x,3\n';
    const source = await openTable({ kind: 'stdin', displayName: 'x', stream: chunked(text, 1 << 16) }, {});
    const kinds: string[] = [];
    for await (const batch of source.batches(65_536)) kinds.push(batch.columns[0]?.kind ?? '');
    expect(kinds).toEqual(['number', 'number', 'number', 'text']);
  });

  it('hold exactly what Number makes of their text', () => {
    const layout = { delimiter: 0x2c, newline: 0x0a, decimal: 0x2e };
    fc.assert(
      fc.property(fc.oneof(number, digits), (text) => {
        const cursor = { at: 0, readable: true, lines: 0 };
        const value = readCell(Buffer.from(`${text}\n`), cursor, layout);
        expect(cursor).toEqual({ at: text.length, readable: true, lines: 0 });
        expect(value).toBe(['', 'NA', 'nan'].includes(text) ? NaN : Number(text));
      }),
      { numRuns: rounds(5000) },
    );
  });

  it('may have decimal commas', async () => {
    const table = await collect(
      await openTable({ kind: 'stdin', displayName: 'x', stream: chunked('a;b\n1,5;-2,25\n0,1;3\n', 4) }, {}),
      10,
    );
    expect(table.kinds).toEqual(['number']);
    expect(table.rows).toEqual([
      ['1,5', '-2,25'],
      ['0,1', '3'],
    ]);
  });
});
