import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { parse } from 'papaparse';
import { describe, expect, it } from 'vitest';
import type { PredictedBatch } from '../../../../src/contract/predicted';
import type { TableHead } from '../../../../src/data/table';
import { openPredictionFile, streamPredictions, type WriterOptions } from '../../../../src/data/write/writer';
import { temporaryFolder } from '../../../support/temporary-folder';
import { batchOf, classified, csvHead, HEAD, predictedOf, regressed, textColumn, THREE } from './tables';
import { written, type Answered } from './written';

async function csv(options: WriterOptions, ...batches: Answered[]): Promise<string> {
  return (await written('out.csv', options, ...batches)).toString();
}

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
    const folder = temporaryFolder();
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
    const folder = temporaryFolder();
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
