import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { request, startEngine } from '../../support/engine';
import { engineMemory } from '../../support/engine-memory';
import { chainOfAdds } from '../../support/models';
import { rounds } from '../../support/rounds';
import { temporaryFolder } from '../../support/temporary-folder';

const engine = startEngine();
afterAll(() => engine.dispose());

/** A day's work. */
const COUNT = rounds(60, 1_000);
const MODELS = rounds(20, 200);
/** Once every model was used twice, what is kept of models and rows is as much as it may become. */
const FULL_AFTER = MODELS * 2;
/** How much more than then the engine may hold at the end; a short day ends sooner after its beginning. */
const GROWTH = rounds(1.4, 1.2);
const MEGABYTE = 1 << 20;

describe(`${COUNT} predictions of ${MODELS} models on one engine`, () => {
  it('answer alike, the last as the first, and leave no more behind', async () => {
    const models = Array.from({ length: MODELS }, (_, index) => `m${index}.onnx`);
    const files = Object.fromEntries(models.map((model, index) => [model, chainOfAdds(index + 1)]));
    const rows = Array.from({ length: 500 }, (_, row) => row).join('\n');
    const folder = temporaryFolder({ ...files, 'in.csv': `x\n${rows}\n` });
    const log = { kind: 'file', path: join(folder, 'log.db') } as const;
    let full = 0;
    for (let round = 0; round < COUNT; round++) {
      const index = round % models.length;
      const outcome = await engine.engine.predict(request(folder, models[index] ?? '', 'in.csv', { log }));
      if (outcome.status !== 'ok') throw new Error(outcome.issues[0]?.message);
      const page = await engine.engine.rows({ result: outcome.head.result, start: 0, end: 2 });
      expect(page.rows.map(({ prediction }) => prediction.score)).toEqual([index + 1, index + 2]);
      if (round === FULL_AFTER) full = engineMemory(engine, 'now');
    }
    expect(engineMemory(engine, 'now')).toBeLessThanOrEqual(full * GROWTH);
  });
});

describe('a page of rows', () => {
  it('is cut where it would become too large, and says how far it reaches', async () => {
    const columns = Array.from({ length: 400 }, (_, index) => `a_rather_long_column_name_${index}`);
    const row = columns.map(() => 'some text that makes the row large').join(',');
    const lines = Array.from({ length: 500 }, (_, index) => `${index},${row}`);
    const folder = temporaryFolder({
      'm.onnx': chainOfAdds(1),
      'in.csv': `x,${columns.join(',')}\n${lines.join('\n')}\n`,
    });
    const outcome = await engine.engine.predict(request(folder, 'm.onnx', 'in.csv'));
    if (outcome.status !== 'ok') throw new Error(outcome.status);
    const page = await engine.engine.rows({ result: outcome.head.result, start: 10, end: 500 });
    expect(page.end).toBeLessThan(200);
    expect(page.rows.length).toBe(page.end - 10);
    expect(JSON.stringify(page.rows).length).toBeLessThan(1.1 * MEGABYTE);
  });
});
