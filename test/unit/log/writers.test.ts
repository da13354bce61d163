import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rounds } from '../../support/rounds';
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
const [writerProgram, readerProgram] = [join(folder, 'writer.mjs'), join(folder, 'reader.mjs')];
/** How long writers and readers share a log. */
const SECONDS = rounds(2, 60);

beforeAll(async () => {
  await build({
    entryPoints: ['writer', 'reader'].map((name) => join(import.meta.dirname, 'support', `${name}.ts`)),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function startWriter(path: string, batches: 'forever' | `${number}s`): { child: ChildProcess; committed: Committed[] } {
  const child = fork(writerProgram, [path, batches], { execArgv: [] });
  const committed: Committed[] = [];
  child.on('message', (message) => committed.push(message as Committed));
  return { child, committed };
}

type Read = Pick<Committed, 'rows' | 'at'>;

function startReader(path: string): { child: ChildProcess; reads: Read[] } {
  const child = fork(readerProgram, [path], { execArgv: [] });
  const reads: Read[] = [];
  child.on('message', (message) => reads.push(message as Read));
  return { child, reads };
}

async function exitCode(child: ChildProcess): Promise<number | null> {
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

function longestGap(times: readonly { readonly at: number }[]): number {
  return Math.max(...times.slice(1).map(({ at }, index) => at - (times[index]?.at ?? at)));
}

describe('several processes on one log', () => {
  it(`two write and three read for ${SECONDS} s: no row is lost, nobody is refused, and none starves`, async () => {
    const path = join(temporaryFolder(), 'log.db');
    const writers = [startWriter(path, `${SECONDS}s`), startWriter(path, `${SECONDS}s`)];
    const readers = [startReader(path), startReader(path), startReader(path)];
    const readersEnd = readers.map(({ child }) => exitCode(child));
    expect(await Promise.all(writers.map(({ child }) => exitCode(child)))).toEqual([0, 0]);
    for (const { child } of readers) child.send('stop');
    expect(await Promise.all(readersEnd)).toEqual([0, 0, 0]);
    const log = await openedLog(path);
    for (const { committed } of writers) {
      const { run = '', rows = 0 } = committed.at(-1) ?? {};
      expect(rows).toBeGreaterThan(1_000);
      expect(await log.getRun(run)).toMatchObject({ status: 'ok', rows });
      const spans = await log.readSpans(run);
      expect(spans).toEqual(Array.from({ length: rows / 200 }, (_, index) => ({ start: index * 200, rows: 200 })));
      expect((await log.readRows(run, rows - 200, rows))[0]?.inputText(199)).toEqual([expect.stringMatching(/ 199$/)]);
    }
    for (const { reads } of readers) expect(reads.at(-1)?.rows).toBeGreaterThan(0);
    expect(Math.max(...writers.map(({ committed }) => longestGap(committed)))).toBeLessThan(5_000);
    expect(Math.max(...readers.map(({ reads }) => longestGap(reads)))).toBeLessThan(10_000);
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
