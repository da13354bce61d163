import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openedLog, temporaryFolder } from './support/log';
import { NEW_RUN } from './support/new-run';

interface Committed {
  readonly run: string;
  readonly rows: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** Inside the project, so that the bundle finds its packages. */
const folder = mkdtempSync(resolve('node_modules', '.log-writer-'));
const program = join(folder, 'writer.mjs');

beforeAll(async () => {
  await build({
    entryPoints: [join(import.meta.dirname, 'support', 'writer.ts')],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function startWriter(path: string, batches: number | 'forever'): { child: ChildProcess; committed: Committed[] } {
  const child = fork(program, [path, String(batches)], { execArgv: [] });
  const committed: Committed[] = [];
  child.on('message', (message) => committed.push(message as Committed));
  return { child, committed };
}

describe('several processes on one log', () => {
  it('write at once without losing a row, and none starves', async () => {
    const path = join(temporaryFolder(), 'log.db');
    const writers = [startWriter(path, 150), startWriter(path, 150)];
    const codes = await Promise.all(writers.map(async ({ child }) => ((await once(child, 'exit')) as [number])[0]));
    expect(codes).toEqual([0, 0]);
    const log = await openedLog(path);
    for (const { committed } of writers) {
      const run = committed[0]?.run ?? '';
      expect(await log.getRun(run)).toMatchObject({ status: 'ok', rows: 30_000 });
      const batches = await log.readRows(run, 0, 30_000);
      expect(batches.map((batch) => batch.start)).toEqual(Array.from({ length: 150 }, (_, index) => index * 200));
    }
    const gaps = writers.map(({ committed }) =>
      Math.max(...committed.slice(1).map(({ at }, index) => at - (committed[index]?.at ?? at))),
    );
    expect(Math.max(...gaps)).toBeLessThan(5000);
  });

  it('a killed writer loses no committed row, and its run is interrupted', async () => {
    const path = join(temporaryFolder(), 'log.db');
    const { child, committed } = startWriter(path, 'forever');
    await once(child, 'message');
    await once(child, 'message');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const told = committed.at(-1);
    const log = await openedLog(path);
    const run = await log.getRun(told?.run ?? '');
    expect(run.status).toBe('interrupted');
    expect(run.rows).toBeGreaterThanOrEqual(told?.rows ?? Infinity);
    const batches = await log.readRows(run.id, 0, run.rows);
    expect(batches.reduce((rows, batch) => rows + batch.rows, 0)).toBe(run.rows);
    expect(batches.at(-1)?.inputText(199)).toEqual([`${child.pid} 199`]);
  });

  it("another window's live run is left alone", async () => {
    const path = join(temporaryFolder(), 'log.db');
    const { child, committed } = startWriter(path, 'forever');
    await once(child, 'message');
    const log = await openedLog(path);
    const before = await log.getRun(committed[0]?.run ?? '');
    expect(before.status).toBe('running');
    await once(child, 'message');
    child.kill('SIGKILL');
    await once(child, 'exit');
  });

  it('a writer that waits for the lock leaves the thread free, and goes on when it is given back', async () => {
    const path = join(temporaryFolder(), 'log.db');
    const log = await openedLog(path);
    const other = new DatabaseSync(path);
    other.exec('BEGIN IMMEDIATE');
    let started = false;
    const waiting = log.startRun(NEW_RUN).then(() => (started = true));
    for (let turn = 0; turn < 5; turn += 1) await setImmediate();
    expect(started).toBe(false);
    other.exec('COMMIT');
    other.close();
    expect(await waiting).toBe(true);
    expect(await log.listRuns({ limit: 10 })).toHaveLength(1);
  });
});
