import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClassLabel } from '../../../../src/contract/model';
import type { RowTruths } from '../../../../src/contract/predicted';
import { decodeRows } from '../../../../src/log/rows/decode';
import { encodeRows } from '../../../../src/log/rows/encode';
import { joinRows } from '../../../../src/log/rows/join';

function encoded(truths: RowTruths | undefined, rows: number): Uint8Array {
  const batch = { start: 0, rows, columns: [], line: () => undefined, issues: [] };
  const predicted = { start: 0, rows, outputs: [], told: [], whole: [], failed: new Map() };
  return encodeRows({ batch, columns: [], predicted, ...(truths && { truths }), inputs: 'full', redact: [] });
}

const label: fc.Arbitrary<ClassLabel> = fc.oneof(fc.string(), fc.maxSafeInteger());

function classes(rows: number): fc.Arbitrary<RowTruths> {
  const list = <T>(item: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(item, { minLength: rows, maxLength: rows });
  return fc.record<RowTruths & { kind: 'classes' }, 'kind' | 'values' | 'wrong'>(
    {
      kind: fc.constant('classes'),
      values: list(fc.option(label, { nil: undefined })),
      wrong: list(fc.option(fc.boolean(), { nil: undefined })),
      confusionClasses: fc.array(label, { maxLength: 3 }),
    },
    { requiredKeys: ['kind', 'values', 'wrong'] },
  );
}

function numbers(rows: number): fc.Arbitrary<RowTruths> {
  const values = fc.array(fc.double(), { minLength: rows, maxLength: rows });
  return values.map((list) => ({ kind: 'numbers', values: Float64Array.from(list) }));
}

const truths = fc
  .integer({ min: 1, max: 9 })
  .chain((rows) => fc.oneof(classes(rows), numbers(rows)).map((made) => ({ rows, made })));

describe('the truth in the log', () => {
  it('comes back as it was, none where the row has none', () => {
    fc.assert(
      fc.property(truths, ({ rows, made }) => {
        expect(decodeRows(encoded(made, rows)).truths).toEqual(made);
      }),
    );
  });

  it('comes back from a batch that was joined with others', () => {
    fc.assert(
      fc.property(truths, ({ rows, made }) => {
        const bytes = encoded(made, rows);
        const part = { bytes, first: 0, rows };
        const joined = joinRows([part, part]);
        expect(decodeRows(joined, { start: 7, first: rows, rows }).truths).toEqual(made);
      }),
    );
  });

  it('is absent where there was none', () => {
    expect(decodeRows(encoded(undefined, 2)).truths).toBeUndefined();
  });
});
