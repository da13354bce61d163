import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { parse } from 'papaparse';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PredictedBatch } from '../../../../src/contract/predicted';
import type { Batch, Column, TableHead } from '../../../../src/data/table';
import { openPredictionFile, streamPredictions, type WriterOptions } from '../../../../src/data/write/writer';
import { batchOf, classified, csvHead, predictedOf, regressed, textColumn } from './tables';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'writer-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

type Answered = readonly [Batch, PredictedBatch];

async function write(name: string, options: WriterOptions, ...batches: Answered[]): Promise<Buffer> {
  const writer = await openPredictionFile(join(folder, name), options);
  for (const [batch, predicted] of batches) await writer.add(batch, predicted);
  await writer.finish();
  expect(await readdir(folder)).toEqual([name]);
  return readFile(join(folder, name));
}

async function csv(options: WriterOptions, ...batches: Answered[]): Promise<string> {
  return (await write('out.csv', options, ...batches)).toString();
}

const HEAD = csvHead('id', 'note');
const THREE = batchOf(0, 3, [textColumn('00012', '2', '3'), textColumn('a,b', 'say "x"', 'plain')]);

describe('a CSV of predictions', () => {
  it('has the input as it stood, then prediction, score and one probability per class', async () => {
    expect(await csv({ head: HEAD, keep: 'all' }, [THREE, classified()])).toBe(
      'id,note,prediction,score,"proba_no, never",proba_yes\n' +
        '00012,"a,b","no, never",0.9,0.9,0.1\n' +
        '2,"say ""x""",yes,0.75,0.25,0.75\n' +
        '3,plain,yes,0.9,0.1,0.9\n',
    );
  });

  it('has no cell that a spreadsheet would run as a formula, where cells are to be safe', async () => {
    const head = csvHead('=cmd', 'x');
    const batch = batchOf(0, 3, [textColumn('@a', 'b;=c', '-1.50'), textColumn('-1', '+2', '-3')]);
    const predicted = { ...regressed(-1.5, 2, -Infinity), labels: ['+no', '-7', 'yes'] };
    expect(await csv({ head, keep: 'all', safeCells: true }, [batch, predicted])).toBe(
      `'=cmd,x,prediction,score\n'@a,-1,'+no,-1.5\nb;'=c,+2,-7,2\n-1.50,-3,yes,-Infinity\n`,
    );
  });

  it('keeps a skipped row with empty outputs', async () => {
    const lines = (await csv({ head: HEAD, keep: 'none' }, [THREE, classified([1])])).split('\n');
    expect(lines.slice(1)).toEqual(['"no, never",0.9,0.9,0.1', ',,,', 'yes,0.9,0.1,0.9', '']);
  });

  it('keeps rows that were all skipped before the first answer', async () => {
    const later = { ...classified(), start: 3 };
    const skipped = { ...predictedOf({ rows: 3 }), failed: classified([0, 1, 2]).failed };
    const rows = (await csv({ head: HEAD, keep: ['id'] }, [THREE, skipped], [{ ...THREE, start: 3 }, later])).split(
      '\n',
    );
    expect(rows).toHaveLength(8);
    expect(rows[1]).toBe('00012,,,,');
    expect(rows[4]).toBe('00012,"no, never",0.9,0.9,0.1');
  });

  it('has the input alone where every row was skipped', async () => {
    const skipped = { ...predictedOf({ rows: 3 }), failed: classified([0, 1, 2]).failed };
    expect(await csv({ head: HEAD, keep: ['id'] }, [THREE, skipped])).toBe('id\n00012\n2\n3\n');
  });

  it.each<[string, WriterOptions, string]>([
    ['none of the input', { head: HEAD, keep: 'none' }, 'prediction,score,"proba_no, never",proba_yes'],
    ['the id', { head: HEAD, keep: 'id', id: 'id' }, 'id,prediction,score,"proba_no, never",proba_yes'],
    ['named columns', { head: HEAD, keep: ['note'] }, 'note,prediction,score,"proba_no, never",proba_yes'],
  ])('keeps %s', async (_name, options, header) => {
    expect((await csv(options, [THREE, classified()])).split('\n')[0]).toBe(header);
  });

  it.each<[WriterOptions, string]>([
    [{ head: HEAD, keep: ['missing'] }, 'missing'],
    [{ head: HEAD, keep: 'id' }, '--keep id'],
  ])('refuses to keep what is not there', async (options, text) => {
    await expect(openPredictionFile(join(folder, 'out.csv'), options)).rejects.toMatchObject({
      kind: 'usage',
      message: expect.stringContaining(text) as string,
    });
    expect(await readdir(folder)).toEqual([]);
  });

  it('puts onnx_ in front of a name that the input has', async () => {
    const head = csvHead('prediction', 'score');
    const batch = batchOf(0, 1, [textColumn('old'), textColumn('5')]);
    expect(await csv({ head, keep: 'all' }, [batch, regressed(1.5)])).toBe(
      'prediction,score,onnx_prediction,onnx_score\nold,5,1.5,1.5\n',
    );
  });

  it('names the elements of other outputs', async () => {
    const predicted = predictedOf({
      rows: 2,
      outputs: [
        { name: 'flag', dtype: 'bool', rowShape: [], data: Uint8Array.of(1, 0) },
        { name: 'pca', dtype: 'float32', rowShape: [2], data: Float32Array.of(0.1, NaN, Infinity, -2) },
        { name: 'big', dtype: 'int64', rowShape: [1], data: BigInt64Array.of(2n ** 60n, -1n) },
      ],
    });
    const batch = batchOf(0, 2, [textColumn('1', '2')]);
    expect(await csv({ head: csvHead('x'), keep: 'all' }, [batch, predicted])).toBe(
      'x,flag,pca_0,pca_1,big\n1,true,0.1,NaN,1152921504606846976\n2,false,Infinity,-2,-1\n',
    );
  });

  it('writes a row of its own shape as JSON text', async () => {
    const rows = [
      { dtype: 'float32' as const, dims: [2], data: Float32Array.of(1, 2) },
      { dtype: 'float32' as const, dims: [1], data: Float32Array.of(3) },
    ];
    const predicted = predictedOf({ rows: 2, ragged: [{ name: 'y', rows }] });
    const batch = batchOf(0, 2, [{ kind: 'value', values: [[5, 6], [7]] }]);
    expect(await csv({ head: csvHead('x'), keep: 'all' }, [batch, predicted])).toBe('x,y\n"[5,6]","[1,2]"\n[7],[3]\n');
  });

  it('writes the elements of a tensor that has no column names', async () => {
    const head: TableHead = { ...csvHead(''), named: false, format: 'npy' };
    const batch = batchOf(0, 1, [
      { kind: 'tensor', dtype: 'float32', rowShape: [2], values: Float32Array.of(0.1, 0.2) },
    ]);
    expect(await csv({ head, keep: 'all' }, [batch, regressed(1)])).toBe(
      'column_0,column_1,prediction,score\n0.1,0.2,1,1\n',
    );
  });

  it('writes decimal commas and empty cells as they stand', async () => {
    const values = Float64Array.of(1.5, NaN);
    const batch = batchOf(0, 2, [{ kind: 'number', values, text: (row) => ['1,5', ''][row] ?? '' }]);
    expect(await csv({ head: csvHead(''), keep: 'all' }, [batch, regressed(1, 2)])).toBe(
      ',prediction,score\n"1,5",1,1\n,2,2\n',
    );
  });

  it('does not leave a row out whose only cell is empty', async () => {
    const batch = batchOf(0, 1, [textColumn('')]);
    const skipped = { ...predictedOf({ rows: 1 }), failed: classified([0]).failed };
    expect(await csv({ head: csvHead('x'), keep: 'all' }, [batch, skipped])).toBe('x\n""\n');
  });

  it('fails the run where an output changes its width', async () => {
    const wide = (rowShape: number[]): PredictedBatch =>
      predictedOf({ rows: 1, outputs: [{ name: 'y', dtype: 'float32', rowShape, data: new Float32Array(4) }] });
    const writer = await openPredictionFile(join(folder, 'out.csv'), { head: csvHead('x'), keep: 'none' });
    const batch = batchOf(0, 1, [textColumn('1')]);
    await writer.add(batch, wide([2]));
    await expect(writer.add(batch, wide([3]))).rejects.toMatchObject({ kind: 'run' });
    await writer.abort();
    expect(await readdir(folder)).toEqual([]);
  });

  it('is read back by papaparse, whatever the cells hold', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', 'é', ' ', '0') });
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { minLength: 1, maxLength: 5 }), async (cells) => {
        const chunks: Uint8Array[] = [];
        const take = (bytes: Uint8Array): Promise<void> => {
          chunks.push(bytes);
          return Promise.resolve();
        };
        const writer = streamPredictions('csv', take, { head: csvHead('x'), keep: 'all' });
        const values = cells.map((_, index) => index);
        await writer.add(batchOf(0, cells.length, [textColumn(...cells)]), regressed(...values));
        await writer.finish();
        const rows = parse<string[]>(Buffer.concat(chunks).toString(), { newline: '\n' }).data.slice(1, -1);
        expect(rows.map(([first]) => first)).toEqual(cells);
      }),
    );
  });
});

describe('predictions as JSON and JSONL', () => {
  it('has the same columns, input values typed as in the source', async () => {
    const head = csvHead('n', 'code', 'when');
    const batch = batchOf(0, 2, [
      textColumn('1.5', ''),
      textColumn('00012', '7'),
      { kind: 'value', values: [true, null] },
    ]);
    const text = (await write('out.json', { head, keep: 'all' }, [batch, regressed(0.1, NaN)])).toString();
    expect(JSON.parse(text)).toEqual([
      { n: 1.5, code: '00012', when: true, prediction: 0.1, score: 0.1 },
      { n: null, code: '7', when: null, prediction: 'NaN', score: 'NaN' },
    ]);
  });

  it('reads decimal commas where the file has them', async () => {
    const head: TableHead = { ...csvHead('n'), decimal: ',' };
    const batch = batchOf(0, 2, [textColumn('1,5', '-2')]);
    const text = (await write('out.json', { head, keep: 'all' }, [batch, regressed(1, 2)])).toString();
    expect((JSON.parse(text) as { n: unknown }[]).map(({ n }) => n)).toEqual([1.5, -2]);
  });

  it('has one object a line in JSONL, and null where a row was skipped', async () => {
    const text = (await write('out.jsonl', { head: HEAD, keep: 'none' }, [THREE, classified([0])])).toString();
    expect(
      text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      { prediction: null, score: null, 'proba_no, never': null, proba_yes: null },
      { prediction: 'yes', score: 0.75, 'proba_no, never': 0.25, proba_yes: 0.75 },
      { prediction: 'yes', score: 0.9, 'proba_no, never': 0.1, proba_yes: 0.9 },
    ]);
  });

  it('is an empty array without rows', async () => {
    expect(JSON.parse((await write('out.json', { head: HEAD, keep: 'all' })).toString())).toEqual([]);
  });
});

describe('a Parquet file of predictions', () => {
  async function rows(options: WriterOptions, ...batches: Answered[]): Promise<unknown> {
    const bytes = await write('out.parquet', options, ...batches);
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
    const bytes = await write('out.parquet', { head, keep: 'all' }, [batch, regressed(1, 2)]);
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
    const writer = await openPredictionFile(join(folder, 'out.parquet'), { head: csvHead('x'), keep: 'all' });
    await writer.add(batchOf(0, 2, [textColumn('1', '2')]), regressed(1, 2));
    const later = batchOf(2, 2, [textColumn('3', 'four')]);
    await expect(writer.add(later, { ...regressed(3, 4), start: 2 })).rejects.toThrow(/'x'.*'four' in row 3/);
    await writer.abort();
  });
});

describe('the file that is written', () => {
  const options: WriterOptions = { head: HEAD, keep: 'all' };

  it('replaces the old one only when it is whole', async () => {
    const path = join(folder, 'out.csv');
    await writeFile(path, 'before');
    const writer = await openPredictionFile(path, options);
    await writer.add(THREE, classified());
    expect(await readFile(path, 'utf8')).toBe('before');
    await writer.abort();
    expect(await readdir(folder)).toEqual(['out.csv']);
    expect(await readFile(path, 'utf8')).toBe('before');
  });

  it('is the one a link leads to', async () => {
    await mkdir(join(folder, 'real'));
    await writeFile(join(folder, 'real', 'out.csv'), 'before');
    await symlink(join(folder, 'real', 'out.csv'), join(folder, 'link.csv'));
    const writer = await openPredictionFile(join(folder, 'link.csv'), options);
    await writer.add(THREE, classified());
    await writer.finish();
    expect(await readFile(join(folder, 'real', 'out.csv'), 'utf8')).toContain('proba_yes');
  });

  it.each([
    ['out.xlsx', '.parquet'],
    ['missing/out.csv', 'folder does not exist'],
  ])('is refused as %s', async (name, text) => {
    await expect(openPredictionFile(join(folder, name), options)).rejects.toMatchObject({
      kind: 'usage',
      message: expect.stringContaining(text) as string,
    });
  });
});
