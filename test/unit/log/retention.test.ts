import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Log } from '../../../src/log/log';
import { openedLog, temporaryFolder } from './support/log';
import { NEW_RUN } from './support/new-run';
import { someRows } from './support/some-rows';

const DAY = 24 * 3600 * 1000;
const KEEP_ALL = { maxBytes: Number.MAX_SAFE_INTEGER, maxDays: 10_000 };
const BIG_ROWS = Array.from({ length: 2000 }, (_, row) => `some text of row ${row} that takes its room`);

async function endedRun(log: Log, names: readonly string[]): Promise<string> {
  const { run } = await log.startRun(NEW_RUN);
  await log.appendBatch(run.id, 0, names.length, someRows(0, names));
  await log.finishRun(run.id, { status: 'ok', rows: names.length });
  return run.id;
}

async function ids(log: Log): Promise<readonly string[]> {
  return (await log.listRuns({ limit: 100 })).map(({ id }) => id);
}

describe('what a log keeps', () => {
  it('drops runs that are too old, but none under way', async () => {
    let now = 0;
    const log = await openedLog(':memory:', { now: () => now, retention: KEEP_ALL });
    const old = await endedRun(log, ['a']);
    const { run: underWay } = await log.startRun(NEW_RUN);
    now = 100 * DAY;
    const recent = await endedRun(log, ['b']);
    expect(await log.prune({ ...KEEP_ALL, maxDays: 90 })).toBe(1);
    expect(await ids(log)).toEqual([recent, underWay.id]);
    expect(await ids(log)).not.toContain(old);
  });

  it('drops the oldest runs while the log is too big, and gives the room back', async () => {
    const path = join(temporaryFolder(), 'log.db');
    let now = DAY;
    const log = await openedLog(path, { now: () => (now += 1000), retention: KEEP_ALL });
    const runs = [];
    for (let index = 0; index < 8; index += 1) runs.push(await endedRun(log, BIG_ROWS));
    const before = (await log.status()).bytes;
    const maxBytes = Math.round(before / 2);
    expect(await log.prune({ ...KEEP_ALL, maxBytes })).toBeGreaterThan(0);
    const { bytes, runs: left } = await log.status();
    expect(bytes).toBeLessThanOrEqual(maxBytes);
    expect(statSync(path).size).toBeLessThanOrEqual(maxBytes);
    expect(await ids(log)).toEqual(runs.slice(-left).reverse());
  });

  it('holds the bound after every run, yet keeps the run that just ended', async () => {
    const log = await openedLog(':memory:', { retention: { maxBytes: 1, maxDays: 90 } });
    await endedRun(log, ['a']);
    const last = await endedRun(log, ['b']);
    expect(await ids(log)).toEqual([last]);
  });

  it('leaves nothing of a deleted run in any file', async () => {
    const folder = temporaryFolder();
    const log = await openedLog(join(folder, 'log.db'));
    const secret = 'Ada Lovelace, 12 St James';
    const run = await endedRun(log, [secret]);
    await endedRun(log, ['somebody else']);
    const files = (): string =>
      readdirSync(folder)
        .map((file) => readFileSync(join(folder, file), 'latin1'))
        .join('');
    expect(files()).toContain(secret);
    await log.deleteRuns([run]);
    expect(files()).not.toContain(secret);
    expect(files()).toContain('somebody else');
  });
});
