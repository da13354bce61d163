import { describe, expect, it } from 'vitest';
import type { CopyRequest } from '../../../../src/contract/rows';
import { callContext, loggedRun, rowsHandlers, type LoggedRun } from './support/logged-run';

type Copied = Readonly<{ text: string; end: number }>;

async function copied({ place }: LoggedRun, request: Partial<CopyRequest> = {}): Promise<Copied> {
  return (await rowsHandlers.copyRows({ ...place, start: 0, end: 100, ...request }, callContext())) as Copied;
}

function twoBatches(): ReturnType<typeof loggedRun> {
  const failed = new Map([[1, { severity: 'error', code: 'x', message: 'Empty, it is.' } as const]]);
  const rows = (names: readonly [string, string]) => ({
    names: ['prediction', 'x'],
    columns: [
      { kind: 'text', values: names },
      { kind: 'number', values: Float64Array.of(1.5, 2), text: (row: number) => ['1.50', '2'][row] ?? '' },
    ] as const,
    predicted: {
      rows: 2,
      labels: [1, 0],
      scores: Float64Array.of(Math.fround(0.1), 1),
      margins: Float64Array.of(0.5, 0.25),
      probabilities: { classes: ['no'], dtype: 'float32', values: Float32Array.of(0.1, 1) },
      outputs: [{ name: 'plane', dtype: 'float32', rowShape: [2], data: Float32Array.of(0.1, NaN, 1, 2) }],
    } as const,
    truths: { kind: 'classes', values: [1, undefined], wrong: [false, undefined] } as const,
  });
  const first = rows(['a', 'b,"c"']);
  return loggedRun([{ ...first, predicted: { ...first.predicted, failed } }, rows(['line\nbreak', ''])]);
}

describe('copied rows', () => {
  it('are CSV of all that a page shows', async () => {
    expect(await copied(await twoBatches(), { end: 3 })).toEqual({
      end: 3,
      text:
        'prediction,x,onnx_prediction,score,truth,proba_no,plane,why\n' +
        'a,1.50,1,0.1,1,0.1,"[0.1,""NaN""]",\n' +
        '"b,""c""",2,,,,,,"Empty, it is."\n' +
        '"line\nbreak",1.50,1,0.1,1,0.1,"[0.1,""NaN""]",\n',
    });
  });

  it('are of a view, and of the columns that are wanted, in their order', async () => {
    const view = { conditions: [], order: { column: 'row', direction: 'descending' } } as const;
    const columns = ['margin', 'input:x', 'row', 'why'];
    expect(await copied(await twoBatches(), { view, columns, start: 1, end: 4 })).toEqual({
      end: 4,
      text: 'margin,x,row,why\n0.5,1.50,2,\n,2,1,"Empty, it is."\n0.5,1.50,0,\n',
    });
  });

  it('have no formula where cells are to be safe', async () => {
    const run = await loggedRun([
      { names: ['=t'], columns: [{ kind: 'text', values: ['@a', '-2'] }], predicted: { rows: 2 } },
    ]);
    expect((await copied(run, { safeCells: true })).text).toBe(`'=t\n'@a\n-2\n`);
  });

  it('are whole rows up to a bound, and one row at least', async () => {
    const values = Array.from({ length: 30 }, (_, row) => `${row}`.repeat(40_000));
    const run = await loggedRun([{ names: ['t'], columns: [{ kind: 'text', values }], predicted: { rows: 30 } }]);
    const { text, end } = await copied(run);
    expect(text.length).toBeLessThanOrEqual((1 << 20) + 10);
    expect(text.trimEnd().split('\n')).toHaveLength(1 + end);
    expect(end).toBeLessThan(30);
    const rest = await copied(run, { start: end });
    expect(rest.text.split('\n')[1]).toBe(values[end]);
    const large = await loggedRun([
      { names: ['t'], columns: [{ kind: 'text', values: ['x'.repeat(2 << 20), ''] }], predicted: { rows: 2 } },
    ]);
    expect((await copied(large)).end).toBe(1);
  });

  it('go on through many batches of a sorted view, in its order', async () => {
    const batches = Array.from({ length: 40 }, (_, batch) => ({
      names: ['t'],
      columns: [{ kind: 'text', values: Array.from({ length: 500 }, (__, row) => `${batch * 500 + row}`) } as const],
      predicted: { rows: 500 },
    }));
    const view = { conditions: [], order: { column: 'row', direction: 'descending' } } as const;
    const { text, end } = await copied(await loggedRun(batches), { view, end: 20_000 });
    expect(end).toBe(20_000);
    expect(text.trimEnd().split('\n').slice(1)).toEqual(Array.from({ length: 20_000 }, (_, row) => `${19_999 - row}`));
  });

  it('say which column is not there', async () => {
    await expect(copied(await twoBatches(), { columns: ['output:z'] })).rejects.toMatchObject({
      issues: [{ code: 'row-column-unknown' }],
    });
  });
});
