import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { WorkbenchError, type Issue } from '../../../../src/contract/issue';
import { rounds } from '../../../support/rounds';
import { collectText, type Collected } from '../support/collect';

/** A cell of text as somebody may have written it, in quotes or not, well formed or not. */
const cell = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('', 'a', '12', '-0.5', 'NA', ' x ', 'é', '漢字', '😀', 'a b') },
  {
    weight: 4,
    arbitrary: fc.constantFrom('""', '"a"', '"a,b"', '"a;b"', '"say ""x"""', '"two\nlines"', '"\r\n"', '"é"'),
  },
  { weight: 1, arbitrary: fc.constantFrom('a"b', '"a"b', '"a" ', ' "a"', '"', 'a\rb', '\u00a0', '\t') },
);
const row = fc.oneof(
  { weight: 30, arbitrary: fc.array(cell, { minLength: 3, maxLength: 3 }) },
  { weight: 1, arbitrary: fc.array(cell, { minLength: 1, maxLength: 4 }) },
  { weight: 1, arbitrary: fc.constant([]) },
);

type Read = Pick<Collected, 'rows' | 'lines' | 'issues'> | { readonly error: readonly Issue[] };

async function read(bytes: Uint8Array, encoding: string | undefined, delimiter: string, chunk: number): Promise<Read> {
  try {
    const options = { delimiter, ...(encoding !== undefined && { encoding }) };
    const { rows, lines, issues } = await collectText(bytes, options, 4, chunk);
    return { rows, lines, issues };
  } catch (error) {
    if (!(error instanceof WorkbenchError)) throw error;
    return { error: error.issues };
  }
}

describe('a CSV that is read byte by byte', () => {
  it('is the table that papaparse gives, whatever its quotes, gaps, line ends, delimiters and lengths of rows', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 25 }),
        fc.constantFrom('\n', '\r\n'),
        fc.constantFrom(',', ';', '\t', '|'),
        fc.record({ mark: fc.boolean(), ended: fc.boolean(), chunk: fc.integer({ min: 1, max: 60 }) }),
        async (rows, newline, delimiter, { mark, ended, chunk }) => {
          const lines = [['a', 'b', 'c'], ['x', '"y"', 'z'], ...rows].map((cells) => cells.join(delimiter));
          const text = lines.join(newline) + (ended ? newline : '');
          const asBytes = Buffer.from((mark ? '\uFEFF' : '') + text);
          // UTF-16 is always read by papaparse.
          const asText = Buffer.from(text, 'utf16le');
          expect(await read(asBytes, undefined, delimiter, chunk)).toEqual(
            await read(asText, 'utf-16le', delimiter, 2 * chunk),
          );
        },
      ),
      { numRuns: rounds(300, 10_000) },
    );
  });

  it('is what papaparse alone reads, where it is well formed', async () => {
    const written = fc.stringMatching(/^[a-zé😀", ;\n-]{0,8}$/u);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(written, written, written), { minLength: 1, maxLength: 20 }),
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 1, max: 60 }),
        async (rows, newline, chunk) => {
          const text = Papa.unparse([['a', 'b', 'c'], ['x', 'y', 'z'], ...rows], { newline });
          const { data } = Papa.parse<string[]>(text, { newline, delimiter: ',' });
          const table = await collectText(text, { delimiter: ',' }, 4, chunk);
          expect(table.rows).toEqual(data.slice(1).filter((cells) => cells.length > 1));
        },
      ),
      { numRuns: rounds(200, 10_000) },
    );
  });
});
