import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { request, startEngine } from '../../../support/engine';
import { chainOfAdds, endlessLoop } from '../../../support/models';
import { temporaryFolder } from '../../../support/temporary-folder';
import type { EngineClient, EngineState } from '../../../../src/engine/client/engine-client';

function engineForTest(options: Parameters<typeof startEngine>[0] = {}): EngineClient {
  const engine = startEngine(options);
  onTestFinished(() => engine.dispose());
  return engine;
}

describe('the engine', () => {
  it('costs nothing until it is called', () => {
    expect(engineForTest().pid()).toBeUndefined();
  });

  it('stops when nobody has called it for a while, and starts again for the next call', async () => {
    const engine = engineForTest({ idleStopMs: () => 50 });
    const folder = temporaryFolder({ 'm.onnx': chainOfAdds(1) });
    expect(await engine.engine.inspect({ folder, model: 'm.onnx' })).toMatchObject({ nodes: 1 });
    const first = engine.pid();
    expect(first).toBeGreaterThan(0);
    await expect.poll(() => engine.pid()).toBeUndefined();
    expect(await engine.engine.inspect({ folder, model: 'm.onnx' })).toMatchObject({ nodes: 1 });
    expect(engine.pid()).not.toBe(first);
  });

  it('tells what it is doing, each change once', async () => {
    const states: EngineState[] = [];
    const engine = engineForTest({ idleStopMs: () => 50, onState: (state) => states.push(state) });
    const folder = temporaryFolder({ 'm.onnx': chainOfAdds(1) });
    const inspect = (): Promise<unknown> => engine.engine.inspect({ folder, model: 'm.onnx' });
    await Promise.all([inspect(), inspect()]);
    await expect.poll(() => states).toEqual(['busy', 'idle', 'stopped']);
  });

  it('stops and starts again when it is asked to, and says so to whom it owes an answer', async () => {
    const states: EngineState[] = [];
    const engine = engineForTest({ onState: (state) => states.push(state) });
    const folder = temporaryFolder({ 'endless.onnx': endlessLoop(), 'in.csv': 'x\n1\n' });
    const log = { kind: 'file', path: join(folder, 'log.db') } as const;
    const heads: unknown[] = [];
    const run = engine.engine.predict(request(folder, 'endless.onnx', 'in.csv', { log }), {
      onProgress: (report) => heads.push(report),
    });
    await expect.poll(() => heads.length).toBeGreaterThan(0);
    const first = engine.pid();
    await Promise.all([
      engine.restart(),
      expect(run).rejects.toMatchObject({ kind: 'run', issues: [{ code: 'engine-stopped' }] }),
    ]);
    expect(engine.pid()).toBeGreaterThan(0);
    expect(engine.pid()).not.toBe(first);
    const { runs } = await engine.engine.logList({ near: folder, log: log.path, limit: 10 });
    expect(runs.map(({ status }) => status)).toEqual(['interrupted']);
    await engine.stop();
    expect(engine.pid()).toBeUndefined();
    expect(states).toEqual(['busy', 'restarting', 'idle', 'busy', 'idle', 'stopped']);
  });

  it.runIf(process.platform === 'linux')('looks into a model without loading the runtime', async () => {
    const engine = engineForTest();
    const folder = temporaryFolder({ 'm.onnx': chainOfAdds(1), 'in.csv': 'x\n1\n' });
    const loaded = (): string => readFileSync(`/proc/${String(engine.pid())}/maps`, 'utf8');
    await engine.engine.inspect({ folder, model: 'm.onnx' });
    expect(loaded()).not.toContain('onnxruntime');
    await engine.engine.predict(request(folder, 'm.onnx', 'in.csv'));
    expect(loaded()).toContain('onnxruntime');
  });

  it('refuses calls after it was disposed', async () => {
    const engine = engineForTest();
    await engine.dispose();
    await expect(engine.engine.inspect({ folder: '/', model: 'm.onnx' })).rejects.toThrow('The engine was stopped.');
  });

  it('says what is wrong when the built engine is not there', async () => {
    const { createEngineClient } = await import('../../../../src/engine/client/engine-client');
    const engine = createEngineClient({ entry: join(temporaryFolder(), 'engine.js') });
    onTestFinished(() => engine.dispose());
    await expect(engine.engine.inspect({ folder: '/', model: 'm.onnx' })).rejects.toMatchObject({
      issues: [{ code: 'engine-crashed' }],
    });
  });

  it('streams an output in order and waits for its reader', async () => {
    const chunks: string[] = [];
    let reading = 0;
    const engine = engineForTest({
      onWrite: async (bytes) => {
        reading++;
        expect(reading).toBe(1);
        await new Promise((resolve) => setImmediate(resolve));
        chunks.push(Buffer.from(bytes).toString('utf8'));
        reading--;
      },
    });
    const rows = Array.from({ length: 50_000 }, (_, row) => row);
    const folder = temporaryFolder({ 'm.onnx': chainOfAdds(1), 'in.csv': `x\n${rows.join('\n')}\n` });
    const output = { kind: 'stream', format: 'csv', keep: 'none' } as const;
    await engine.engine.predict(request(folder, 'm.onnx', 'in.csv', { output, pages: false }));
    const lines = chunks.join('').trimEnd().split('\n');
    expect(lines.slice(1).map((line) => Number(line.split(',')[0]))).toEqual(rows.map((row) => row + 1));
    expect(chunks.length).toBeGreaterThan(1);
  });
});
