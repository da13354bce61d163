import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COLUMNS, FLIPS, openComparedFolder } from './support/compared-folder';

const { folder, workbench, compare, predict, rowsOf, writeRows } = openComparedFolder();

describe('runs of the log', () => {
  it('are compared with each other, row by row', async () => {
    const [one, other] = [await predict('v1.onnx', []), await predict('v2.onnx', [])];
    const { json } = await compare([`run:${one}`, `run:${other}`, '--log', 'log.db']);
    expect(json).toMatchObject({ verdict: 'different', rows: 100, labels: { flips: FLIPS } });
    const joined = await compare([`run:${one}`, `run:${one}`, '--log', 'log.db', '--on', 'id']);
    expect(joined.json.verdict).toBe('same');
  });

  describe('whose rows are in another order', () => {
    /** Runs of both models: the second on the rows that `change` makes of the first's. */
    async function runs(
      change: (rows: readonly string[]) => readonly string[],
      words: readonly string[] = [],
    ): Promise<readonly string[]> {
      const { header, rows } = rowsOf('with-id.csv');
      writeRows('other.csv', header, change(rows));
      const one = await predict('v1.onnx', words);
      return [`run:${one}`, `run:${await predict('v2.onnx', words, 'other.csv')}`, '--log', 'log.db'];
    }

    it.each([
      ['full', []],
      ['as hashes alone', ['--sidecar', 'hashes.json']],
    ])('are joined by the content of their inputs, logged %s', async (_title, words) => {
      writeFileSync(join(folder, 'hashes.json'), JSON.stringify({ version: 1, log: { inputs: 'hash' } }));
      const { json } = await compare(await runs((rows) => rows.toReversed(), words));
      expect(json).toMatchObject({ rows: 100, labels: { flips: FLIPS } });
      expect(json.issues.map(({ code }) => code)).toEqual(['joined-by-content']);
      const joined = await compare([...(await runs((rows) => rows)), '--on', 'id']);
      expect(json.labels).toEqual(joined.json.labels);
    });

    it('say which rows are in one of them only', async () => {
      const { json } = await compare(await runs((rows) => rows.slice(4).toReversed()));
      expect(json).toMatchObject({ rows: 96, verdict: 'different' });
      expect(json.issues.map(({ code }) => code)).toEqual(['joined-by-content', 'rows-alone']);
    });

    it('are joined by the id of the settings', async () => {
      writeFileSync(join(folder, 'v1.onnx.workbench.json'), JSON.stringify({ version: 1, id: 'id' }));
      try {
        const edited = (rows: readonly string[]): readonly string[] => rows.map((row) => `9${row}`).toReversed();
        const { json } = await compare(await runs(edited));
        expect(json.rows).toBe(100);
        expect(json.issues).toEqual([]);
      } finally {
        rmSync(join(folder, 'v1.onnx.workbench.json'));
      }
    });

    it('stay row by row where only values were edited, which is said', async () => {
      const { json } = await compare(await runs((rows) => rows.map((row, index) => (index === 3 ? `9${row}` : row))));
      expect(json.rows).toBe(100);
      expect(json.issues).toMatchObject([{ severity: 'warning', code: 'inputs-differ' }]);
    });
  });

  it('leave out rows that a run does not have', async () => {
    const run = await predict('v1.onnx', []);
    const { header, rows } = rowsOf('with-id.csv');
    const strangers = rows.map((row) => `${row}x`);
    writeRows('strangers.csv', header, strangers);
    const words = ['--data', 'strangers.csv', '--on', 'id', ...COLUMNS, '--log', 'log.db'];
    const { json } = await compare([`run:${run}`, 'v1.onnx', ...words]);
    expect(json).toMatchObject({ rows: 0, verdict: 'different' });
  });

  it('are replayed on another version', async () => {
    const run = await predict('v1.onnx', []);
    const words = ['--log', 'log.db', ...COLUMNS, '--truth', 'truth.csv'];
    const { json } = await compare([`run:${run}`, 'v2.onnx', ...words]);
    expect(json).toMatchObject({ labels: { flips: FLIPS, truth: { oldRightNewWrong: 2 } } });
    expect((await compare([`run:${run}`, 'v1.onnx', ...words])).json.verdict).toBe('same');
  });

  it('are logged themselves, with the source compare', async () => {
    const { json } = await compare(['v1.onnx', 'v2.onnx', '--data', 'input.csv', '--log', 'log.db']);
    const shown = await workbench.commandLine(['log', 'show', json.run ?? '', '--json', '--log', 'log.db'], folder);
    expect(JSON.parse(shown.stdout)).toMatchObject({ source: 'compare', status: 'ok', rows: 100 });
  });
});
