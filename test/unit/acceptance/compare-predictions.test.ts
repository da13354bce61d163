import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { COLUMNS, FLIPS, openComparedFolder } from './support/compared-folder';

const { folder, compare, predict, rowsOf, writeRows } = openComparedFolder();

describe('predictions in a file', () => {
  /** `v1.csv`, and with the key `id` all rows (`keyed.csv`), 90 of them (`some.csv`), and each twice (`twice.csv`). */
  beforeAll(async () => {
    await predict('v1.onnx', ['--out', 'v1.csv', '--keep', 'none']);
    writeFileSync(join(folder, 'id.json'), JSON.stringify({ version: 1, id: 'id' }));
    await predict('v1.onnx', ['--out', 'keyed.csv', '--keep', 'id', '--sidecar', join(folder, 'id.json')]);
    const { header, rows } = rowsOf('keyed.csv');
    writeRows('some.csv', header, rows.slice(10));
    writeRows('twice.csv', header, [...rows, ...rows]);
  });

  it.each(['csv', 'jsonl', 'parquet'])('a %s that predict wrote is the same as the model', async (format) => {
    await predict('v1.onnx', ['--out', `v1.${format}`, '--keep', 'none']);
    const words = ['--data', 'input.csv', '--no-log'];
    const same = await compare([`predictions:v1.${format}`, 'v1.onnx', ...words]);
    expect(same.json, same.json.summary).toMatchObject({ verdict: 'same', structure: { status: 'not-applicable' } });
    const other = await compare(['v2.onnx', `predictions:v1.${format}`, ...words]);
    expect(other.json).toMatchObject({ verdict: 'different', labels: { flips: FLIPS } });
  });

  it('may be a bare array of probabilities', async () => {
    const cells = rowsOf('v1.csv').rows.map((row) => row.split(','));
    const values = Float64Array.from(cells.flatMap((row) => row.slice(2).map(Number)));
    writeFileSync(join(folder, 'proba.npy'), npy(values, [cells.length, 3]));
    const { json } = await compare(['predictions:proba.npy', 'v1.onnx', '--data', 'input.csv', '--no-log']);
    expect(json.labels).toMatchObject({ flips: 0 });
    expect(json.outputs.find(({ baseline }) => baseline === 'output_probability')).toMatchObject({
      status: 'same',
      compared: 300,
    });
    expect(json.onlyInCandidate).toEqual(['output_label']);
  });

  it('are joined by a column, whatever their order', async () => {
    const { header, rows } = rowsOf('keyed.csv');
    writeRows('shuffled.csv', header, rows.toReversed());
    const words = ['--data', 'with-id.csv', ...COLUMNS, '--no-log', '--on', 'id'];
    expect((await compare(['predictions:shuffled.csv', 'v1.onnx', ...words])).json.verdict).toBe('same');
    const wrong = await compare(['predictions:shuffled.csv', 'v1.onnx', ...words.slice(0, -1), 'ident']);
    expect(wrong).toMatchObject({ code: 2, json: { verdict: 'incomparable', issues: [{ code: 'no-join-column' }] } });
  });

  it('leave rows without a partner out, and are then different', async () => {
    const { json } = await compare([
      'predictions:some.csv',
      'v1.onnx',
      '--data',
      'with-id.csv',
      ...COLUMNS,
      '--on',
      'id',
      '--no-log',
    ]);
    expect(json).toMatchObject({ verdict: 'different', rows: 90, outputs: [{ status: 'same' }, { status: 'same' }] });
    expect(json.issues.find(({ code }) => code === 'rows-alone')?.message).toContain('10 rows of the data');
  });

  it('are never cut to the shorter side where they are joined in order', async () => {
    const words = ['v1.onnx', '--data', 'input.csv', '--no-log'];
    const fewer = await compare(['predictions:some.csv', ...words]);
    expect(fewer).toMatchObject({
      code: 1,
      json: { verdict: 'incomparable', issues: [{ code: 'row-counts-differ' }] },
    });
    const more = await compare(['predictions:twice.csv', ...words]);
    expect(more).toMatchObject({ code: 0, json: { verdict: 'different', rows: 100 } });
    expect(more.json.issues.map(({ code }) => code)).toContain('rows-alone');
  });

  it('are refused with a key twice', async () => {
    const words = ['--data', 'with-id.csv', ...COLUMNS, '--on', 'id', '--no-log'];
    const { code, json } = await compare(['predictions:twice.csv', 'v1.onnx', ...words]);
    expect(code).toBe(2);
    expect(json.issues[0]).toMatchObject({ code: 'key-twice', row: 100, column: 'id' });
  });

  it('are found under the names that --predicted gives', async () => {
    const text = readFileSync(join(folder, 'v1.csv'), 'utf8')
      .replace('prediction', 'answer')
      .replaceAll('proba_', 'share of ');
    writeFileSync(join(folder, 'named.csv'), text);
    const words = ['predictions:named.csv', 'v1.onnx', '--data', 'input.csv', '--no-log'];
    expect(await compare(words)).toMatchObject({ code: 2, json: { issues: [{ code: 'no-predictions' }] } });
    expect((await compare([...words, '--predicted', 'answer,share of *'])).json.verdict).toBe('same');
    const missing = await compare([...words, '--predicted', 'guess']);
    expect(missing.json.issues[0]?.code).toBe('no-such-prediction');
  });

  it('are compared with each other where no side is a model', async () => {
    await predict('v2.onnx', ['--out', 'v2.csv', '--keep', 'none']);
    const words = ['predictions:v1.csv', 'predictions:v2.csv', '--data', 'input.csv', '--truth', 'truth.csv'];
    const { json } = await compare(words);
    expect(json).toMatchObject({ verdict: 'different', run: null, rows: 100, labels: { flips: FLIPS } });
    expect(json.labels?.truth).toMatchObject({ oldRightNewWrong: 2, oldWrongNewRight: 20 });
  });
});

/** A .npy file of float64, version 1.0. */
function npy(values: Float64Array, shape: readonly number[]): Buffer {
  const text = `{'descr': '<f8', 'fortran_order': False, 'shape': (${shape.join(', ')}), }`;
  const header = Buffer.from(`${text.padEnd(117)}\n`);
  const length = Buffer.alloc(2);
  length.writeUInt16LE(header.length);
  return Buffer.concat([Buffer.from('\x93NUMPY\x01\x00', 'latin1'), length, header, Buffer.from(values.buffer)]);
}
