import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { PredictOutcome, PredictRequest } from '../../../../src/contract/predict';
import type { RowCondition, RowsOrigin } from '../../../../src/contract/rows';
import { MODELS } from '../../../support/fixtures';
import { request, startEngine } from '../../../support/engine';
import { chainOfAdds } from '../../../support/models';
import { buildModel, node, tensor } from '../../../support/onnx-builder';
import { temporaryFolder } from '../../../support/temporary-folder';

const engine = startEngine();
afterAll(() => engine.dispose());

type Ended = Extract<PredictOutcome, { status: 'ok' | 'failed' | 'cancelled' }>;

async function predict(
  folder: string,
  model: string,
  data: string,
  more: Partial<PredictRequest> = {},
): Promise<Ended> {
  const outcome = await engine.engine.predict(request(folder, model, data, more));
  if (outcome.status === 'stopped') throw new Error(outcome.issues[0]?.message);
  return outcome;
}

const IRIS = join(MODELS, 'iris-logreg-zipmap-int');
const WRONG: RowCondition = { kind: 'wrong' };

describe('the truth of rows', () => {
  it('finds what each cell of the confusion counts, live, without a log, and from the log by another engine', async () => {
    const folder = temporaryFolder();
    const [model, data] = [join(IRIS, 'model.onnx'), join(IRIS, 'input.csv')];
    const binding = { map: 'auto', truth: join(IRIS, 'truth.csv') } as const;
    const log = { kind: 'file', path: join(folder, 'log.db') } as const;
    const logged = await predict(folder, model, data, { binding, log, batch: 20 });
    const unlogged = await predict(folder, model, data, { binding });
    const later = startEngine();
    const origins: readonly (readonly [typeof engine, RowsOrigin])[] = [
      [engine, { result: logged.head.result }],
      [engine, { result: unlogged.head.result }],
      [later, { result: logged.head.run ?? '', log: log.path }],
    ];
    try {
      for (const [client, origin] of origins) {
        const total = async (condition: RowCondition): Promise<number> =>
          (await client.engine.rows({ ...origin, start: 0, end: 1, view: { conditions: [condition] } })).total;
        if (!logged.metrics || !('confusion' in logged.metrics)) throw new Error('There is a confusion.');
        const { classes, counts } = logged.metrics.confusion;
        let wrong = 0;
        for (const [row, truth] of classes.entries()) {
          for (const [column, predicted] of classes.entries()) {
            const count = counts[row]?.[column] ?? 0;
            expect(await total({ kind: 'confusion', truth, predicted })).toBe(count);
            if (row !== column) wrong += count;
          }
        }
        expect(wrong).toBeGreaterThan(0);
        expect(await total(WRONG)).toBe(wrong);
      }
    } finally {
      await later.dispose();
    }
  });

  it('of a regressor is a number beside each prediction', async () => {
    const folder = temporaryFolder({ 'm.onnx': chainOfAdds(1), 'in.csv': 'x,t\n1,2\n2,5\n3,\n' });
    const { head } = await predict(folder, 'm.onnx', 'in.csv', { binding: { truth: 't', columns: { x: ['x'] } } });
    const { rows } = await engine.engine.rows({ result: head.result, start: 0, end: 9 });
    expect(rows.map(({ truth, wrong }) => [truth, wrong])).toEqual([
      [2, undefined],
      [5, undefined],
      [undefined, undefined],
    ]);
    expect(await engine.engine.residuals({ result: head.result })).toMatchObject({
      rows: 2,
      points: [{}, { truth: 5 }],
    });
  });

  it('of a redacted column does not reach the log, not even where it is no class', async () => {
    const secret = 'a secret diagnosis';
    const csv = (await readFile(join(IRIS, 'input.csv'), 'utf8')).trim().split('\n');
    const [header = '', ...lines] = csv;
    const rows = lines.map((line, row) => `${line},${row === 3 ? secret : row % 3}`);
    const folder = temporaryFolder({
      'm.onnx': await readFile(join(IRIS, 'model.onnx')),
      'in.csv': [`${header},illness`, ...rows].join('\n'),
      'm.onnx.workbench.json': JSON.stringify({ version: 1, redact: ['illness'] }),
    });
    const log = { kind: 'file', path: join(folder, 'log.db') } as const;
    const outcome = await predict(folder, 'm.onnx', 'in.csv', { log, binding: { map: 'auto', truth: 'illness' } });
    expect(outcome).toMatchObject({ status: 'ok', metrics: { rows: rows.length } });
    const page = await engine.engine.rows({ result: outcome.head.result, start: 0, end: 9 });
    expect(page.rows.every(({ truth }) => truth === undefined)).toBe(true);
    for (const file of [log.path, `${log.path}-wal`]) expect((await readFile(file)).includes(secret)).toBe(false);
  });
});

describe('rows of a run under way', () => {
  it('can be sorted while it goes on, and again when it has ended', async () => {
    const lines = Array.from({ length: 60_000 }, (_, row) => `${(row * 7919) % 60_000}`);
    const folder = temporaryFolder({ 'm.onnx': chainOfAdds(1), 'in.csv': `x\n${lines.join('\n')}\n` });
    const view = { conditions: [], order: { column: 'prediction', direction: 'descending' } } as const;
    const seen: number[] = [];
    let asking: Promise<unknown> = Promise.resolve();
    const outcome = await engine.engine.predict(request(folder, 'm.onnx', 'in.csv'), {
      onProgress: (report) => {
        const head = (report as { readonly head?: Ended['head'] }).head;
        if (!head) return;
        asking = engine.engine
          .rows({ result: head.result, start: 0, end: 2, view })
          .then(({ total }) => seen.push(total));
      },
    });
    await asking;
    if (outcome.status !== 'ok') throw new Error(outcome.status);
    expect(seen).toHaveLength(1);
    const { rows, total } = await engine.engine.rows({ result: outcome.head.result, start: 0, end: 2, view });
    expect(total).toBe(60_000);
    expect(rows.map(({ prediction }) => prediction.score)).toEqual([60_000, 59_999]);
  });
});

describe('what changed between two runs', () => {
  it('is told by the engine', async () => {
    const folder = temporaryFolder({ 'one.onnx': chainOfAdds(1), 'two.onnx': chainOfAdds(2), 'in.csv': 'x\n1\n2\n' });
    const one = await predict(folder, 'one.onnx', 'in.csv');
    const two = await predict(folder, 'two.onnx', 'in.csv');
    const before = { result: one.head.result };
    expect(await engine.engine.changes({ before, after: { result: two.head.result } })).toEqual({
      rows: 2,
      rowsBefore: 2,
      rowsAfter: 2,
      changed: 2,
      maxAbs: 1,
    });
    expect(await engine.engine.changes({ before, after: before })).toMatchObject({ changed: 0 });
  });
});

describe('an output without a row axis', () => {
  it('can be asked for after the run', async () => {
    const model = buildModel({
      inputs: [tensor('x', 'float32', ['rows'])],
      outputs: [tensor('y', 'float32', ['rows']), tensor('sum', 'float32', [])],
      nodes: [
        node('Identity', ['x'], ['y']),
        node('ReduceSum', ['x'], ['sum'], { keepdims: { kind: 'int', value: 0 } }),
      ],
    });
    const folder = temporaryFolder({ 'm.onnx': model, 'in.csv': 'x\n1\n2\n3.5\n' });
    const log = { kind: 'file', path: join(folder, 'log.db') } as const;
    const outcome = await predict(folder, 'm.onnx', 'in.csv', { log });
    const whole = await engine.engine.whole({ result: outcome.head.run ?? '', log: log.path });
    expect(Object.fromEntries(whole.map(({ name, value }) => [name, value]))).toEqual(outcome.whole);
    expect(outcome.whole).toEqual({ sum: 6.5 });
  });
});
