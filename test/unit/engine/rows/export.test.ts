import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { RowsView } from '../../../../src/contract/rows';
import { MODELS } from '../../../support/fixtures';
import { request, startEngine } from '../../../support/engine';
import { chainOfAdds } from '../../../support/models';
import { temporaryFolder } from '../../../support/temporary-folder';
import { callContext, loggedRun, rowsHandlers, type LoggedRun } from './support/logged-run';

const engine = startEngine();
afterAll(() => engine.dispose());

const EXTENSIONS = ['csv', 'json', 'jsonl', 'parquet'] as const;

/** Writes a prediction's output and the export of its logged rows side by side. */
async function bothWays(
  model: string,
  data: string,
  extension: string,
): Promise<{ readonly out: Buffer; readonly exported: Buffer }> {
  const folder = temporaryFolder();
  const log = { kind: 'file', path: join(folder, 'log.db') } as const;
  const output = { kind: 'file', path: join(folder, `out.${extension}`), keep: 'all' } as const;
  const outcome = await engine.engine.predict(
    request(folder, model, data, { log, output, batch: 7, onError: 'skip', binding: { map: 'auto' } }),
  );
  if (outcome.status !== 'ok') throw new Error(`${outcome.status}: ${outcome.issues[0]?.message}`);
  const path = join(folder, `exported.${extension}`);
  const rows = await engine.engine.exportRows({ result: outcome.head.result, path });
  expect(rows).toBe(outcome.rows);
  return { out: readFileSync(output.path), exported: readFileSync(path) };
}

describe('exported rows', () => {
  it.each(
    [
      ['iris-logreg-zipmap-int', 'input.csv'],
      ['cancer-logreg-zipmap-string', 'input.csv'],
      ['natural-lightgbm-category', 'input.csv'],
      ['int64-beyond-2-53', 'input.csv'],
      ['int64-beyond-2-53', 'input.json'],
      ['bool-string-outputs', 'input.json'],
      ['exercise-multioutput', 'input.csv'],
      ['float16-io', 'input.csv'],
      ['float16-io', 'input.v2.json'],
      ['nan-inf-outputs', 'input.csv'],
      ['digits-pca', 'input.csv'],
    ].flatMap(([folder = '', data = '']) => EXTENSIONS.map((extension) => [folder, data, extension] as const)),
  )('are what --out writes: %s, %s as %s', async (folder, data, extension) => {
    const { out, exported } = await bothWays(join(MODELS, folder, 'model.onnx'), join(MODELS, folder, data), extension);
    expect(exported.equals(out)).toBe(true);
  });

  it.each<[string, string]>([
    ['numbers with a decimal comma', 'x;note\n1,5;a\n2,25;"b;c"\n'],
    ['skipped rows', 'x,note\n1,a\nx,b\n,c\n4,d\n'],
    ['cells as they stand', 'x,code,empty\n1.50,007,\n+2,1e5,\n-0,"a ""b""",\n'],
    ['an index without a name', ',x\n0,1\n1,2\n'],
  ])('are what --out writes: %s', async (_, csv) => {
    const folder = temporaryFolder({ 'm.onnx': chainOfAdds(1), 'in.csv': csv });
    for (const extension of EXTENSIONS) {
      const { out, exported } = await bothWays(join(folder, 'm.onnx'), join(folder, 'in.csv'), extension);
      expect(exported.equals(out), extension).toBe(true);
    }
  });
});

async function exported(run: LoggedRun, view: RowsView | undefined, name = 'x.csv'): Promise<string> {
  const path = join(run.folder, name);
  await rowsHandlers.exportRows({ ...run.place, path, ...(view && { view }) }, callContext());
  return readFileSync(path, 'utf8');
}

/** Three batches of two rows; the answers of the first row of the second are missing. */
function sixRows(): ReturnType<typeof loggedRun> {
  const failed = new Map([[2, { severity: 'error', code: 'x', message: 'No.' } as const]]);
  return loggedRun(
    [0, 1, 2].map((part) => ({
      names: ['name'],
      columns: [{ kind: 'text', values: [`n${2 * part}`, `n${2 * part + 1}`] }],
      predicted: {
        rows: 2,
        labels: ['a', 'b'],
        scores: Float64Array.of(part / 4, 0.5),
        probabilities: { classes: ['a', 'b'], dtype: 'float32', values: Float32Array.of(0.25, 0.75, 0.5, 0.5) },
        outputs: [{ name: 'plane', dtype: 'int64', rowShape: [2], data: BigInt64Array.of(1n, 2n, 3n, 4n) }],
        ...(part === 1 && { failed }),
      },
    })),
  );
}

describe('an exported view', () => {
  it('has its rows in its order, whichever batches they come from', async () => {
    const order = { column: 'score', direction: 'descending' } as const;
    const view: RowsView = { conditions: [{ kind: 'rows', rows: [0, 1, 2, 4] }], order };
    expect(await exported(await sixRows(), view)).toBe(
      'name,prediction,score,proba_a,proba_b,plane_0,plane_1\n' +
        'n1,b,0.5,0.5,0.5,3,4\nn4,a,0.5,0.25,0.75,1,2\nn0,a,0,0.25,0.75,1,2\nn2,,,,,,\n',
    );
  });

  it('in the order of the file is written too', async () => {
    const view: RowsView = { conditions: [{ kind: 'equals', column: 'prediction', value: 'B' }] };
    const text = await exported(await sixRows(), view, 'x.jsonl');
    const rows = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { readonly name: string });
    expect(rows.map(({ name }) => name)).toEqual(['n1', 'n3', 'n5']);
  });

  it('without what was predicted is the data again, also where a row has no prediction', async () => {
    const run = await sixRows();
    const path = join(run.folder, 'rows.csv');
    const view: RowsView = { conditions: [{ kind: 'rows', rows: [1, 2] }] };
    await rowsHandlers.exportRows({ ...run.place, path, view, keep: 'inputs' }, callContext());
    expect(readFileSync(path, 'utf8')).toBe('name\nn1\nn2\n');
  });

  it.each([
    ['the model', 'm.onnx', 'out-is-input'],
    ['the data', 'in.csv', 'out-is-input'],
    ['a format nobody knows', 'x.xlsx', 'out-format-unknown'],
    ['a folder that is not there', 'no/x.csv', 'out-not-writable'],
  ])('is never written to %s', async (_, name, code) => {
    const run = await sixRows();
    writeFileSync(join(run.folder, 'm.onnx'), 'model');
    writeFileSync(join(run.folder, 'in.csv'), 'data');
    await expect(exported(run, undefined, name)).rejects.toMatchObject({
      message: expect.not.stringContaining('--out') as string,
      issues: [{ code }],
    });
    expect(readFileSync(join(run.folder, 'm.onnx'), 'utf8')).toBe('model');
    expect(readFileSync(join(run.folder, 'in.csv'), 'utf8')).toBe('data');
  });

  it('that is cancelled leaves what was there', async () => {
    const run = await sixRows();
    writeFileSync(join(run.folder, 'x.csv'), 'before');
    const abort = new AbortController();
    const request = { ...run.place, path: join(run.folder, 'x.csv') };
    const writing = rowsHandlers.exportRows(request, callContext(abort.signal));
    abort.abort();
    await expect(writing).rejects.toMatchObject({ kind: 'cancelled' });
    expect(readFileSync(join(run.folder, 'x.csv'), 'utf8')).toBe('before');
    expect(readdirSync(run.folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});
