import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { request, startEngine } from '../../support/engine';
import { chainOfAdds } from '../../support/models';
import { rounds } from '../../support/rounds';
import { temporaryFolder } from '../../support/temporary-folder';

const engine = startEngine();
afterAll(() => engine.dispose());

const COUNT = rounds(60, 3_000);
const MEGABYTE = 1 << 20;

describe(`${COUNT} predictions on one engine`, () => {
  it('answer alike, the last as the first, over more models than are kept', async () => {
    const models = Array.from({ length: 20 }, (_, index) => `m${index}.onnx`);
    const files = Object.fromEntries(models.map((model, index) => [model, chainOfAdds(index + 1)]));
    const folder = temporaryFolder({ ...files, 'in.csv': 'x\n1\n2\n' });
    let settled = 0;
    for (let round = 0; round < COUNT; round++) {
      const index = round % models.length;
      const outcome = await engine.engine.predict(request(folder, models[index] ?? '', 'in.csv'));
      if (outcome.status !== 'ok') throw new Error(outcome.issues[0]?.message);
      const page = await engine.engine.rows({ result: outcome.head.result, start: 0, end: 2 });
      expect(page.rows.map(({ prediction }) => prediction.score)).toEqual([index + 2, index + 3]);
      if (round === Math.floor(COUNT / 3)) settled = residentBytes();
    }
    expect(residentBytes() - settled).toBeLessThan(150 * MEGABYTE);
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

/** Of the engine, where the system tells it; elsewhere nothing is known and nothing grows. */
function residentBytes(): number {
  try {
    const status = readFileSync(`/proc/${engine.pid() ?? 0}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
