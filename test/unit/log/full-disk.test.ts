import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connect } from '../../../src/log/connection';
import { createLog, type Log } from '../../../src/log/log';
import { DEFAULT_RETENTION } from '../../../src/log/retention';
import { openedLog, temporaryFolder } from './support/log';
import { NEW_RUN } from './support/new-run';
import { someRows } from './support/some-rows';

/** A log whose file may take `pages` pages: SQLite then answers as on a disk without room. */
async function logOfPages(path: string, pages: number): Promise<Log> {
  const connection = await connect(path, 'write');
  onTestFinished(() => connection.close());
  await connection.read((prepare) => prepare(`PRAGMA max_page_count = ${pages}`).get());
  const writer = { now: Date.now, host: 'here', pid: process.pid, isAlive: () => true, retention: DEFAULT_RETENTION };
  return createLog(path, connection, writer);
}

const ROWS = someRows(
  0,
  Array.from({ length: 5000 }, (_, row) => `a text that takes its room ${row}`),
);

describe('a disk without room', () => {
  it('is an error that names the log and what to do; what was committed stays', async () => {
    const path = join(temporaryFolder(), 'log.db');
    const log = await logOfPages(path, 60);
    const { run } = await log.startRun(NEW_RUN);
    await log.appendBatch(run.id, 0, 5000, ROWS);
    await expect(log.appendBatch(run.id, 5000, 5000, ROWS)).rejects.toMatchObject({
      kind: 'log',
      message: expect.stringContaining('no room left') as string,
      issues: [{ code: 'log-full', file: path }],
    });
    expect(await log.getRun(run.id)).toMatchObject({ status: 'running', rows: 5000 });
    await log.finishRun(run.id, { status: 'ok', rows: 10_000 });
    expect(await log.readRows(run.id, 0, 10_000)).toHaveLength(1);
  });
});

describe('a log that cannot be written', () => {
  it('is read as it stands, and says why it is not written', async () => {
    const path = join(temporaryFolder(), 'log.db');
    const writer = await openedLog(path);
    const { run } = await writer.startRun(NEW_RUN);
    await writer.close();
    const url = pathToFileURL(path);
    url.searchParams.set('immutable', '1');
    const connection = await connect(url, 'read-only');
    onTestFinished(() => connection.close());
    const log = createLog(path, connection, {
      now: Date.now,
      host: 'here',
      pid: 1,
      isAlive: () => true,
      retention: DEFAULT_RETENTION,
    });
    expect((await log.getRun(run.id)).id).toBe(run.id);
    await expect(log.startRun(NEW_RUN)).rejects.toMatchObject({ kind: 'log', issues: [{ code: 'log-read-only' }] });
  });
});
