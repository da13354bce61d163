import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import type { EngineClient } from '../../../src/engine/client/engine-client';
import type { WorkbenchError } from '../../../src/contract/issue';
import type { PredictOutcome, PredictProgress, PredictRequest } from '../../../src/contract/predict';
import type { Run } from '../../../src/contract/run';
import { request, startEngine } from '../../support/engine';
import { chainOfAdds, endlessLoop } from '../../support/models';
import { temporaryFolder } from '../../support/temporary-folder';

const engine = startEngine();
afterAll(() => engine.dispose());

const NUMBERS = 'x\n1\n2\n3\n';
/** Takes some seconds to load. */
const SLOW_MODEL = chainOfAdds(40_000);
const OUTPUT = { kind: 'file', path: 'out.csv', keep: 'all' } as const;

function logAndOutput(folder: string): Pick<PredictRequest, 'log' | 'output'> {
  return { log: { kind: 'file', path: join(folder, 'log.db') }, output: OUTPUT };
}

async function runs(folder: string): Promise<readonly Run[]> {
  const listed = await engine.engine.logList({ near: folder, log: join(folder, 'log.db'), limit: 9 });
  return listed.runs;
}

function outputFiles(folder: string): readonly string[] {
  return readdirSync(folder).filter((name) => name.includes('out.csv'));
}

/** Starts a prediction, and waits until its first batch is about to run. */
async function begin(
  { engine: client }: EngineClient,
  asked: PredictRequest,
  signal?: AbortSignal,
): Promise<{ readonly outcome: Promise<PredictOutcome> }> {
  const begun = Promise.withResolvers<PredictProgress>();
  const outcome = client.predict(asked, {
    onProgress: (report) => begun.resolve(report as PredictProgress),
    ...(signal ? { signal } : {}),
  });
  await begun.promise;
  return { outcome };
}

describe('a prediction that ends while its model loads', () => {
  it('fails at the time limit: logged, without an output, and not tried again', async () => {
    const folder = temporaryFolder({ 'slow.onnx': SLOW_MODEL, 'in.csv': NUMBERS });
    const asked = request(folder, 'slow.onnx', 'in.csv', { ...logAndOutput(folder), limits: { load: 50 } });
    await expect(engine.engine.predict(asked)).rejects.toMatchObject({ issues: [{ code: 'load-time-limit' }] });
    expect(await runs(folder)).toMatchObject([{ status: 'failed', error: { kind: 'run' } }]);
    expect(outputFiles(folder)).toEqual([]);
  });

  it('is cancelled within a second: logged, without an output, and not tried again', async () => {
    const folder = temporaryFolder({ 'slow.onnx': SLOW_MODEL, 'in.csv': NUMBERS });
    const asked = request(folder, 'slow.onnx', 'in.csv', logAndOutput(folder));
    const cancel = new AbortController();
    const cancelled = engine.engine.predict(asked, { signal: cancel.signal }).catch((error: unknown) => error);
    await expect.poll(() => outputFiles(folder), { timeout: 20_000 }).toHaveLength(1);
    const cancelledAt = performance.now();
    cancel.abort();
    expect(((await cancelled) as WorkbenchError).kind).toBe('cancelled');
    expect(performance.now() - cancelledAt).toBeLessThan(1_500);
    expect(await runs(folder)).toMatchObject([{ status: 'cancelled' }]);
    expect(outputFiles(folder)).toEqual([]);
  });
});

describe('a prediction that cannot begin', () => {
  it.each([['the truth is not there', { binding: { truth: 'nowhere.csv' } }, 'truth-not-found']])(
    'leaves no output where %s',
    async (_what, more, code) => {
      const folder = temporaryFolder({ 'm.onnx': chainOfAdds(1), 'in.csv': NUMBERS });
      const asked = request(folder, 'm.onnx', 'in.csv', { ...more, output: OUTPUT });
      await expect(engine.engine.predict(asked)).rejects.toMatchObject({ issues: [{ code }] });
      expect(outputFiles(folder)).toEqual([]);
    },
  );
});

describe('predictions beside one another', () => {
  it('do not end the other when one is cancelled that waits for its turn', async () => {
    const folder = temporaryFolder({ 'loop.onnx': endlessLoop(), 'm.onnx': chainOfAdds(1), 'in.csv': NUMBERS });
    const cancelLong = new AbortController();
    const long = await begin(engine, request(folder, 'loop.onnx', 'in.csv'), cancelLong.signal);
    const pid = engine.pid();
    const cancel = new AbortController();
    const waiting = engine.engine
      .predict(request(folder, 'm.onnx', 'in.csv'), { signal: cancel.signal })
      .catch((error: unknown) => error);
    await engine.engine.inspect({ folder, model: 'm.onnx' });
    cancel.abort();
    expect(((await waiting) as WorkbenchError).kind).toBe('cancelled');
    expect(engine.pid()).toBe(pid);
    cancelLong.abort();
    expect((await long.outcome).status).toBe('cancelled');
  });

  it('do not count the time that they wait for one another', async () => {
    const folder = temporaryFolder({ 'loop.onnx': endlessLoop(), 'm.onnx': chainOfAdds(1), 'in.csv': NUMBERS });
    const long = await begin(engine, request(folder, 'loop.onnx', 'in.csv', { limits: { run: 1_000 } }));
    const waiting = engine.engine.predict(request(folder, 'm.onnx', 'in.csv', { limits: { load: 900, run: 900 } }));
    expect((await long.outcome).issues[0]?.code).toBe('run-time-limit');
    expect((await waiting).status).toBe('ok');
  });

  it('keep their sessions however many other models are loaded meanwhile', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `m${index}.onnx`);
    const rows = Array.from({ length: 100_000 }, (_, row) => row).join('\n');
    const folder = temporaryFolder({
      'long.onnx': chainOfAdds(1),
      'long.csv': `x\n${rows}\n`,
      'in.csv': NUMBERS,
      ...Object.fromEntries(names.map((name, index) => [name, chainOfAdds(index + 2)])),
    });
    const reading = Promise.withResolvers<undefined>();
    const held = startEngine({
      onWrite: async () => {
        await reading.promise;
      },
    });
    onTestFinished(() => held.dispose());
    const output = { kind: 'stream', format: 'csv', keep: 'none' } as const;
    const long = await begin(held, request(folder, 'long.onnx', 'long.csv', { pages: false, output }));
    for (const name of names) await held.engine.predict(request(folder, name, 'in.csv', { pages: false }));
    reading.resolve(undefined);
    expect(await long.outcome).toMatchObject({ status: 'ok', rows: 100_000 });
  });
});

describe('a prediction whose engine dies', () => {
  it('leaves no output, half-written or whole', async () => {
    const folder = temporaryFolder({ 'loop.onnx': endlessLoop(), 'in.csv': NUMBERS });
    const { outcome } = await begin(engine, request(folder, 'loop.onnx', 'in.csv', logAndOutput(folder)));
    const lost = expect(outcome).rejects.toMatchObject({ issues: [{ code: 'engine-crashed' }] });
    expect(outputFiles(folder)).toHaveLength(1);
    process.kill(engine.pid() ?? 0, 'SIGKILL');
    await lost;
    expect(outputFiles(folder)).toEqual([]);
  });
});

describe('a prediction whose engine is stopped', () => {
  it('is shown as interrupted, without an output', async () => {
    const folder = temporaryFolder({ 'loop.onnx': endlessLoop(), 'in.csv': NUMBERS });
    const stopped = startEngine();
    const { outcome } = await begin(stopped, request(folder, 'loop.onnx', 'in.csv', logAndOutput(folder)));
    const lost = expect(outcome).rejects.toMatchObject({ name: 'ConnectionLost' });
    await stopped.dispose();
    await lost;
    expect(outputFiles(folder)).toEqual([]);
    expect(await runs(folder)).toMatchObject([{ status: 'interrupted' }]);
  });
});
