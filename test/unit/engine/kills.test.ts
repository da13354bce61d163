import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { PredictProgress } from '../../../src/contract/predict';
import { request, startEngine } from '../../support/engine';
import { chainOfAdds } from '../../support/models';
import { rounds, seededRandom } from '../../support/rounds';
import { temporaryFolder } from '../../support/temporary-folder';

const engine = startEngine();
afterAll(() => engine.dispose());

const ROWS = 120_000;
const OUTPUT = { kind: 'file', path: 'out.csv', keep: 'all' } as const;
const SEED = 7;
const COUNT = rounds(3, 60);

describe(`an engine that is killed at ${COUNT} random moments (seed ${SEED})`, () => {
  it('leaves a failed run whose logged rows are the first ones, whole, no half of an output, and the next run answers', async () => {
    const random = seededRandom(SEED);
    const rows = Array.from({ length: ROWS }, (_, row) => row).join('\n');
    const folder = temporaryFolder({ 'm.onnx': chainOfAdds(1), 'in.csv': `x\n${rows}\n`, 'few.csv': 'x\n1\n' });
    const log = { kind: 'file', path: join(folder, 'log.db') } as const;
    for (let round = 0; round < COUNT; round++) {
      const killAfter = round === 0 ? 0 : Math.floor(random() * ROWS * 0.8);
      const asked = request(folder, 'm.onnx', 'in.csv', { log, output: OUTPUT, batch: 1_000 });
      const { run, killed } = await killDuring(asked, killAfter);
      expect(killed || round > 0).toBe(true);
      if (!killed) continue;
      expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
      const { run: shown } = await engine.engine.logShow({ near: folder, log: log.path, run });
      expect(shown).toMatchObject({ status: 'failed', error: { kind: 'run' } });
      await expectWholeRows(run, log.path, shown.rows);
      const next = await engine.engine.predict(request(folder, 'm.onnx', 'few.csv', { log }));
      expect(next).toMatchObject({ status: 'ok', rows: 1 });
    }
  });
});

interface Killed {
  readonly run: string;
  /** False where the run was over before it reported that many rows, or before the signal arrived. */
  readonly killed: boolean;
}

/** Kills the engine as soon as it has reported this many rows, or the run's beginning for 0. */
async function killDuring(prediction: ReturnType<typeof request>, rows: number): Promise<Killed> {
  let run = '';
  const onProgress = (report: unknown): void => {
    const progress = report as PredictProgress;
    if (progress.kind === 'head') run = progress.head.run ?? '';
    const pid = engine.pid();
    if (pid !== undefined && (progress.kind === 'rows' ? progress.rows : 0) >= rows) process.kill(pid, 'SIGKILL');
  };
  try {
    const outcome = await engine.engine.predict(prediction, { onProgress });
    expect(outcome.status).toBe('ok');
    return { run, killed: false };
  } catch (error) {
    expect(error).toMatchObject({ issues: [{ code: 'engine-crashed' }] });
    return { run, killed: true };
  }
}

async function expectWholeRows(run: string, log: string, total: number): Promise<void> {
  expect(total % 1_000).toBe(0);
  if (total === 0) return;
  const page = await engine.engine.rows({ result: run, log, start: total - 3, end: total + 10 });
  expect(page.rows.map(({ prediction }) => [prediction.row, prediction.score])).toEqual(
    [3, 2, 1].map((back) => [total - back, total - back + 1]),
  );
}
