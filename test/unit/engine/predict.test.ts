import { appendFileSync, symlinkSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { PredictOutcome, PredictProgress } from '../../../src/contract/predict';
import type { WorkbenchError } from '../../../src/contract/issue';
import { request, startEngine } from '../../support/engine';
import { chainOfAdds, endlessLoop, integerDivision } from '../../support/models';
import { temporaryFolder } from '../../support/temporary-folder';

const engine = startEngine();
afterAll(() => engine.dispose());

const NUMBERS = 'x\n1\n2\n3\n';

function logged(folder: string): { log: { kind: 'file'; path: string } } {
  return { log: { kind: 'file', path: join(folder, 'log.db') } };
}

async function showRun(folder: string, outcome: PredictOutcome): Promise<unknown> {
  const run = outcome.status === 'stopped' ? '' : (outcome.head.run ?? '');
  const shown = await engine.engine.logShow({ near: folder, log: join(folder, 'log.db'), run });
  return shown.run;
}

describe('a prediction', () => {
  it('answers every row, logs the run and gives its rows back page by page', async () => {
    const folder = temporaryFolder({ 'add.onnx': chainOfAdds(3), 'in.csv': NUMBERS });
    const outcome = await engine.engine.predict(request(folder, 'add.onnx', 'in.csv', logged(folder)));
    expect(outcome).toMatchObject({ status: 'ok', rows: 3, skipped: 0, firstRun: true });
    expect(await showRun(folder, outcome)).toMatchObject({
      status: 'ok',
      rows: 3,
      data: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
    });
    const page = await engine.engine.rows({
      result: outcome.status === 'stopped' ? '' : outcome.head.result,
      start: 1,
      end: 9,
    });
    expect(page).toMatchObject({ start: 1, end: 3, total: 3, inputColumns: ['x'], told: ['y'] });
    expect(page.rows.map(({ prediction }) => prediction.score)).toEqual([5, 6]);
  });

  it('keeps the rows of a run without a log for the page that shows them', async () => {
    const folder = temporaryFolder({ 'add.onnx': chainOfAdds(3), 'in.csv': NUMBERS });
    const outcome = await engine.engine.predict(request(folder, 'add.onnx', 'in.csv'));
    if (outcome.status !== 'ok') throw new Error(outcome.status);
    expect(outcome.head.run).toBeNull();
    const page = await engine.engine.rows({ result: outcome.head.result, start: 0, end: 1 });
    expect(page.rows.map(({ inputs }) => inputs)).toEqual([['1']]);
  });

  it('holds no lock: model and data can be overwritten at once, and the next run takes the new ones', async () => {
    const folder = temporaryFolder({ 'm.onnx': chainOfAdds(1), 'in.csv': NUMBERS });
    const score = async (): Promise<unknown> => {
      const outcome = await engine.engine.predict(request(folder, 'm.onnx', 'in.csv'));
      if (outcome.status !== 'ok') throw new Error(outcome.status);
      const page = await engine.engine.rows({ result: outcome.head.result, start: 0, end: 1 });
      return page.rows[0]?.prediction.score;
    };
    expect(await score()).toBe(2);
    await writeFile(join(folder, 'm.onnx'), chainOfAdds(7));
    await writeFile(join(folder, 'in.csv'), 'x\n100\n');
    expect(await score()).toBe(107);
    await rm(join(folder, 'm.onnx'));
    await rm(join(folder, 'in.csv'));
  });

  it('says so when the data changed while it was read', async () => {
    const rows = Array.from({ length: 300_000 }, (_, row) => row).join('\n');
    const folder = temporaryFolder({ 'm.onnx': chainOfAdds(1), 'in.csv': `x\n${rows}\n` });
    const onProgress = (report: unknown): void => {
      if ((report as PredictProgress).kind === 'head') appendFileSync(join(folder, 'in.csv'), '7\n');
    };
    const outcome = await engine.engine.predict(request(folder, 'm.onnx', 'in.csv', logged(folder)), { onProgress });
    expect(outcome.issues).toContainEqual(expect.objectContaining({ code: 'data-changed' }));
    expect(await showRun(folder, outcome)).toMatchObject({ data: { sha256: null } });
  });

  it('lists the rows that were skipped and answers the others', async () => {
    const folder = temporaryFolder({ 'm.onnx': chainOfAdds(1), 'in.csv': 'x\n1\nnothing\n3\n' });
    const output = { kind: 'file', path: 'out.csv', keep: 'all' } as const;
    const outcome = await engine.engine.predict(request(folder, 'm.onnx', 'in.csv', { onError: 'skip', output }));
    expect(outcome).toMatchObject({ status: 'ok', rows: 3, skipped: 1 });
    expect(outcome.issues).toContainEqual(expect.objectContaining({ row: 1, line: 3, column: 'x' }));
    expect(await readFile(join(folder, 'out.csv'), 'utf8')).toBe('x,prediction,score\n1,2,2\nnothing,,\n3,4,4\n');
  });

  it('never writes over its own data or model, not even through a link', async () => {
    const folder = temporaryFolder({ 'm.onnx': chainOfAdds(1), 'in.csv': NUMBERS });
    symlinkSync(join(folder, 'in.csv'), join(folder, 'link.csv'));
    for (const path of ['in.csv', './in.csv', 'link.csv']) {
      const output = { kind: 'file', path, keep: 'all' } as const;
      const refused = engine.engine.predict(request(folder, 'm.onnx', 'in.csv', { output }));
      await expect(refused).rejects.toMatchObject({ kind: 'usage', issues: [{ code: 'out-is-input' }] });
    }
    expect(await readFile(join(folder, 'in.csv'), 'utf8')).toBe(NUMBERS);
  });

  it('stops at a bad cell, says where, logs the failure and leaves no output', async () => {
    const folder = temporaryFolder({ 'm.onnx': chainOfAdds(1), 'in.csv': 'x\n1\nnothing\n3\n' });
    const output = { kind: 'file', path: 'out.csv', keep: 'all' } as const;
    const outcome = await engine.engine.predict(request(folder, 'm.onnx', 'in.csv', { ...logged(folder), output }));
    expect(outcome).toMatchObject({ status: 'failed', errorKind: 'run' });
    expect(outcome.issues[0]).toMatchObject({ row: 1, line: 3, column: 'x' });
    expect(await showRun(folder, outcome)).toMatchObject({ status: 'failed', error: { kind: 'run' } });
    expect((await readdir(folder)).filter((name) => name.includes('out.csv'))).toEqual([]);
  });

  it('reports progress at most ten times a second', async () => {
    const rows = Array.from({ length: 200_000 }, (_, row) => row).join('\n');
    const folder = temporaryFolder({ 'm.onnx': chainOfAdds(1), 'in.csv': `x\n${rows}\n` });
    const reports: PredictProgress[] = [];
    const started = performance.now();
    const options = { onProgress: (report: unknown) => reports.push(report as PredictProgress) };
    await engine.engine.predict(request(folder, 'm.onnx', 'in.csv'), options);
    const seconds = (performance.now() - started) / 1000;
    expect(reports[0]?.kind).toBe('head');
    expect(reports.length - 1).toBeGreaterThan(0);
    expect(reports.length - 1).toBeLessThanOrEqual(Math.ceil(seconds * 10));
  });
});

describe('what cannot be interrupted', () => {
  it('cancels an endless loop within a second, says so in the log, and serves the next request', async () => {
    const folder = temporaryFolder({ 'loop.onnx': endlessLoop(), 'add.onnx': chainOfAdds(1), 'in.csv': NUMBERS });
    const cancel = new AbortController();
    const running = Promise.withResolvers<number>();
    const outcome = engine.engine.predict(request(folder, 'loop.onnx', 'in.csv', logged(folder)), {
      signal: cancel.signal,
      onProgress: (report) => {
        if ((report as PredictProgress).kind === 'head') running.resolve(performance.now());
      },
    });
    await running.promise;
    const cancelledAt = performance.now();
    cancel.abort();
    const cancelled = await outcome;
    expect(performance.now() - cancelledAt).toBeLessThan(1_000);
    expect(cancelled.status).toBe('cancelled');
    const next = await engine.engine.predict(request(folder, 'add.onnx', 'in.csv', logged(folder)));
    expect(next.status).toBe('ok');
    expect(await showRun(folder, cancelled)).toMatchObject({ status: 'cancelled' });
  });

  it('ends an endless loop at its time limit and says so', async () => {
    const folder = temporaryFolder({ 'loop.onnx': endlessLoop(), 'in.csv': NUMBERS });
    const outcome = await engine.engine.predict(
      request(folder, 'loop.onnx', 'in.csv', { ...logged(folder), limits: { run: 200 } }),
    );
    expect(outcome).toMatchObject({ status: 'failed', errorKind: 'run' });
    expect(outcome.issues[0]).toMatchObject({ code: 'run-time-limit' });
    expect(await showRun(folder, outcome)).toMatchObject({ status: 'failed' });
  });

  it('ends the loading of a model at its time limit', async () => {
    const folder = temporaryFolder({ 'slow.onnx': chainOfAdds(6_000), 'in.csv': NUMBERS });
    const loading = engine.engine.predict(request(folder, 'slow.onnx', 'in.csv', { limits: { load: 50 } }));
    await expect(loading).rejects.toMatchObject({ name: 'WorkbenchError', issues: [{ code: 'load-time-limit' }] });
  });

  it('starts a run beside a killed one again from row 0, and says so', async () => {
    const folder = temporaryFolder({ 'loop.onnx': endlessLoop(), 'add.onnx': chainOfAdds(1), 'in.csv': NUMBERS });
    const begun = Promise.withResolvers<PredictProgress>();
    const stuck = engine.engine.predict(request(folder, 'loop.onnx', 'in.csv', { limits: { run: 300 } }), {
      onProgress: (report) => begun.resolve(report as PredictProgress),
    });
    await begun.promise;
    const beside = await engine.engine.predict(request(folder, 'add.onnx', 'in.csv'));
    expect((await stuck).status).toBe('failed');
    expect(beside).toMatchObject({ status: 'ok', rows: 3 });
    expect(beside.issues).toContainEqual(expect.objectContaining({ code: 'started-again' }));
  });

  it('survives a crash inside the runtime: a clear error, a failed run in the log, and the next request works', async () => {
    const folder = temporaryFolder({
      'div.onnx': integerDivision(),
      'in.csv': 'x\n-2147483648\n',
      'ok.csv': 'x\n8\n',
    });
    const crashing = engine.engine.predict(request(folder, 'div.onnx', 'in.csv', logged(folder)));
    await expect(crashing).rejects.toSatisfy(
      (error: WorkbenchError) => error.message.includes('SIGFPE') && error.message.includes('div.onnx'),
    );
    const { runs } = await engine.engine.logList({ near: folder, log: join(folder, 'log.db'), limit: 5 });
    expect(runs).toMatchObject([{ status: 'failed', error: { kind: 'run' } }]);
    expect(await engine.engine.predict(request(folder, 'div.onnx', 'ok.csv', logged(folder)))).toMatchObject({
      status: 'ok',
      rows: 1,
    });
  });

  it('survives being killed from outside in the middle of a run', async () => {
    const folder = temporaryFolder({ 'loop.onnx': endlessLoop(), 'in.csv': NUMBERS });
    const killed = engine.engine.predict(request(folder, 'loop.onnx', 'in.csv', logged(folder)), {
      onProgress: (report) => {
        const pid = engine.pid();
        if ((report as PredictProgress).kind === 'head' && pid !== undefined) process.kill(pid, 'SIGKILL');
      },
    });
    await expect(killed).rejects.toMatchObject({ kind: 'run', issues: [{ code: 'engine-crashed' }] });
    const { runs } = await engine.engine.logList({ near: folder, log: join(folder, 'log.db'), limit: 5 });
    expect(runs).toMatchObject([{ status: 'failed' }]);
  });
});
