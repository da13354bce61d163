import { join } from 'node:path';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import type { Batch, Column, TableHead } from '../../../../src/data/table';
import { openPredictionFile, type WriterOptions } from '../../../../src/data/write/writer';
import { temporaryFolder } from '../../../support/temporary-folder';
import { batchOf, classified, csvHead, predictedOf, regressed, textColumn } from './tables';
import { written, type Answered } from './written';

describe('a Parquet file of predictions', () => {
  async function rows(options: WriterOptions, ...batches: Answered[]): Promise<unknown> {
    const bytes = await written('out.parquet', options, ...batches);
    return parquetReadObjects({ file: Uint8Array.from(bytes).buffer });
  }

  it('has typed columns, with null where a row was skipped', async () => {
    const head = csvHead('n', 'code');
    const batch = batchOf(0, 3, [textColumn('1.5', '', '3'), textColumn('00012', '7', '8')]);
    expect(await rows({ head, keep: 'all' }, [batch, classified([1])])).toEqual([
      {
        n: 1.5,
        code: '00012',
        prediction: 'no, never',
        score: Math.fround(0.9),
        'proba_no, never': Math.fround(0.9),
        proba_yes: Math.fround(0.1),
      },
      { n: null, code: '7', prediction: null, score: null, 'proba_no, never': null, proba_yes: null },
      {
        n: 3,
        code: '8',
        prediction: 'yes',
        score: Math.fround(0.9),
        'proba_no, never': Math.fround(0.1),
        proba_yes: Math.fround(0.9),
      },
    ]);
  });

  it('keeps wide integers, non-finite numbers and the empty header', async () => {
    const predicted = predictedOf({
      rows: 1,
      outputs: [
        { name: 'i', dtype: 'int64', rowShape: [], data: BigInt64Array.of(-(2n ** 62n)) },
        { name: 'u', dtype: 'uint64', rowShape: [], data: BigUint64Array.of(2n ** 64n - 1n) },
        { name: 'f', dtype: 'float64', rowShape: [2], data: Float64Array.of(NaN, -Infinity) },
        { name: 'b', dtype: 'bool', rowShape: [], data: Uint8Array.of(1) },
      ],
    });
    const batch = batchOf(0, 1, [{ kind: 'value', values: [2n ** 60n] }]);
    expect(await rows({ head: csvHead(''), keep: 'all' }, [batch, predicted])).toEqual([
      { '': 2n ** 60n, i: -(2n ** 62n), u: 2n ** 64n - 1n, f_0: NaN, f_1: -Infinity, b: true },
    ]);
  });

  it('keeps the types that a typed file declares, whatever its first rows hold', async () => {
    const head: TableHead = {
      ...csvHead('count', 'half', 'wide', 'flag', 'tags'),
      format: 'parquet',
      dtypes: ['int32', 'float32', 'float64', 'bool', undefined],
    };
    const floats = (values: Float64Array, texts: readonly string[]): Column => ({
      kind: 'number',
      values,
      text: (row) => texts[row] ?? '',
    });
    const batch = batchOf(0, 2, [
      { kind: 'value', values: [null, 7] },
      floats(Float64Array.of(Math.fround(0.1), NaN), ['0.1', '']),
      floats(Float64Array.of(1e300, NaN), ['1e+300', 'NaN']),
      { kind: 'value', values: [null, true] },
      { kind: 'value', values: [[1, 2], null] },
    ]);
    const bytes = await written('out.parquet', { head, keep: 'all' }, [batch, regressed(1, 2)]);
    const file = Uint8Array.from(bytes).buffer;
    expect(parquetMetadata(file).schema.map(({ type }) => type)).toEqual([
      ...[undefined, 'INT32', 'FLOAT', 'DOUBLE', 'BOOLEAN', 'BYTE_ARRAY', 'FLOAT', 'FLOAT'],
    ]);
    expect(await parquetReadObjects({ file })).toEqual([
      { count: null, half: Math.fround(0.1), wide: 1e300, flag: null, tags: [1, 2], prediction: 1, score: 1 },
      { count: 7, half: null, wide: NaN, flag: true, tags: null, prediction: 2, score: 2 },
    ]);
  });

  it('takes a real number of any size in a column of numbers', async () => {
    const head = csvHead('x');
    const batch = batchOf(0, 2, [textColumn('1.5', '1e20')]);
    expect(await rows({ head, keep: 'all' }, [batch, regressed(1, 2)])).toMatchObject([{ x: 1.5 }, { x: 1e20 }]);
  });

  it('streams many row groups', async () => {
    const count = 70_000;
    const values = Array.from({ length: count }, (_, index) => index);
    const batch = (start: number): Batch => batchOf(start, count, [{ kind: 'value', values }]);
    const answer = regressed(...values.map((value) => value / 2));
    const read = await rows(
      { head: csvHead('x'), keep: 'all' },
      [batch(0), answer],
      [batch(count), { ...answer, start: count }],
    );
    expect(read).toHaveLength(2 * count);
    expect((read as unknown[])[count + 1]).toEqual({ x: 1, prediction: 0.5, score: 0.5 });
  });

  it('says where a later row does not fit the type of the first rows', async () => {
    const writer = await openPredictionFile(join(temporaryFolder(), 'out.parquet'), {
      head: csvHead('x'),
      keep: 'all',
    });
    await writer.add(batchOf(0, 2, [textColumn('1', '2')]), regressed(1, 2));
    const later = batchOf(2, 2, [textColumn('3', 'four')]);
    await expect(writer.add(later, { ...regressed(3, 4), start: 2 })).rejects.toThrow(/'x'.*'four' in row 3/);
    await writer.abort();
  });
});
