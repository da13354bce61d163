import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Log } from '../../../src/log/log';
import { openedLog, temporaryFolder } from './support/log';
import { NEW_RUN } from './support/new-run';
import { someRows } from './support/some-rows';

const HOUR = 3_600_000;
const TEN = Date.parse('2026-11-24T10:00:00Z');
const TIMING = { parse: 1, bind: 1, infer: 2, write: 1, total: 5 };

/** A log whose clock the test sets. */
async function loggedAt(path: string, clock: { now: number }): Promise<Log> {
  return openedLog(path, { now: () => clock.now });
}

async function run(log: Log, clock: { now: number }, back: number): Promise<string> {
  const { run: started } = await log.startRun(NEW_RUN);
  await log.appendBatch(started.id, 0, 1, someRows(0, ['a']));
  clock.now -= back;
  await log.finishRun(started.id, { status: 'ok', rows: 1, timing: TIMING });
  return started.id;
}

describe('a clock that is put back', () => {
  it('between runs and within one loses none: each is listed once, by the start that it shows, with its duration', async () => {
    const clock = { now: TEN };
    const log = await loggedAt(join(temporaryFolder(), 'log.db'), clock);
    const first = await run(log, clock, HOUR);
    const second = await run(log, clock, HOUR);
    clock.now = TEN + HOUR;
    const third = await run(log, clock, 0);
    const listed = await log.listRuns({ limit: 10 });
    expect(listed.map(({ id, start }) => [id, start.slice(11, 16)])).toEqual([
      [third, '11:00'],
      [first, '10:00'],
      [second, '09:00'],
    ]);
    expect(listed.map(({ status, timing }) => [status, timing])).toEqual(listed.map(() => ['ok', TIMING]));
    const pages = await Promise.all([0, 1, 2, 3].map((offset) => log.listRuns({ limit: 1, offset })));
    expect(pages.flat()).toEqual(listed);
  });

  it('takes no run for interrupted that is under way, nor deletes one as too old', async () => {
    const clock = { now: TEN };
    const path = join(temporaryFolder(), 'log.db');
    const log = await loggedAt(path, clock);
    const ended = await run(log, clock, 0);
    const { run: underWay } = await log.startRun(NEW_RUN);
    clock.now -= 365 * 24 * HOUR;
    await log.beat([underWay.id]);
    const other = await loggedAt(path, clock);
    expect((await other.getRun(underWay.id)).status).toBe('running');
    expect((await other.getRun(ended)).status).toBe('ok');
  });
});
