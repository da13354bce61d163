import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openTable } from '../../../../src/data/open';
import type { ReadOptions } from '../../../../src/data/table';
import { streamPredictions } from '../../../../src/data/write/writer';
import { rounds } from '../../../support/rounds';
import { chunked } from '../support/collect';
import { regressed } from './tables';

/** A CSV with all its columns and an answer for every row, as it is written. */
async function rewritten(text: string, chunkBytes: number, options: ReadOptions): Promise<string> {
  const source = await openTable(
    { kind: 'stdin', stream: chunked(text, chunkBytes), displayName: 'rows.csv' },
    options,
  );
  let written = '';
  const write = (bytes: Uint8Array): Promise<void> => {
    written += Buffer.from(bytes).toString();
    return Promise.resolve();
  };
  const writer = streamPredictions('csv', write, { head: source.head, keep: 'all' });
  for await (const batch of source.batches(7)) {
    const answers = regressed(...Array.from({ length: batch.rows }, (_, index) => index / 3));
    await writer.add(batch, { ...answers, start: batch.start });
  }
  await writer.finish();
  return written;
}

const cell = fc.constantFrom('1', '-2.50', '007', '1e-5', '', 'NA', ' 3', '0.1234567890123456789', 'x');
const rows = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 30 });

describe('rows of plain numbers', () => {
  it('are copied to a CSV as they would be written cell by cell', async () => {
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.constantFrom('\n', '\r\n'),
        fc.constantFrom(',', ';'),
        fc.integer({ min: 1, max: 80 }),
        async (table, newline, delimiter, chunkBytes) => {
          const lines = [['a', 'b', 'c'], ['1', '2', '3'], ...table].map((cells) => cells.join(delimiter));
          const text = lines.join(newline);
          const copied = await rewritten(text, chunkBytes, { delimiter });
          expect(copied).toBe(await rewritten(text, chunkBytes, { delimiter, encoding: 'windows-1252' }));
        },
      ),
      { numRuns: rounds(50) },
    );
  });
});
