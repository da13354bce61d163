import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import type { Log } from '../../../src/log/log';
import { openedLog, temporaryFolder } from './support/log';
import { NEW_RUN } from './support/new-run';
import { someRows } from './support/some-rows';

async function singleRowRuns(log: Log, count: number): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const { run } = await log.startRun(NEW_RUN);
    await log.appendBatch(run.id, 0, 1, someRows(0, [`person ${index}`]));
    await log.finishRun(run.id, { status: 'ok', rows: 1 });
    ids.push(run.id);
  }
  return ids;
}

async function names(log: Log, run: string): Promise<readonly string[]> {
  return (await log.readRows(run, 0, 100)).flatMap((batch) => batch.inputText(0));
}

function batchesIn(path: string): { count: number; bytes: number; rows: number; all: string } {
  const database = new DatabaseSync(path, { readOnly: true });
  const rows = database.prepare('SELECT row_count, arrow FROM batches').all();
  database.close();
  const blobs = rows.map((row) => row.arrow as Uint8Array);
  return {
    count: rows.length,
    bytes: blobs.reduce((sum, blob) => sum + blob.length, 0),
    rows: rows.reduce((sum, row) => sum + Number(row.row_count), 0),
    all: Buffer.concat(blobs).toString('latin1'),
  };
}

describe('runs of a single row', () => {
  it('share a batch, which costs a tenth, and come back each by itself', async () => {
    const path = join(temporaryFolder(), 'log.db');
    const log = await openedLog(path);
    const ids = await singleRowRuns(log, 128);
    const { count, bytes, rows } = batchesIn(path);
    expect({ count, rows }).toEqual({ count: 1, rows: 128 });
    expect(bytes).toBeLessThan((128 * someRows(0, ['person 0']).length) / 10);
    for (const [index, id] of ids.entries()) expect(await names(log, id)).toEqual([`person ${index}`]);
    expect((await log.readRows(ids[77] ?? '', 0, 1))[0]?.predicted).toMatchObject({ start: 0, rows: 1 });
  });

  it('a deleted one leaves the shared batch, the others stay', async () => {
    const path = join(temporaryFolder(), 'log.db');
    const log = await openedLog(path);
    const ids = await singleRowRuns(log, 128);
    await log.deleteRuns([ids[5] ?? '']);
    const { rows, all } = batchesIn(path);
    expect(rows).toBe(127);
    expect(all).toContain('person 4person 6');
    expect(await names(log, ids[4] ?? '')).toEqual(['person 4']);
    expect(await names(log, ids[6] ?? '')).toEqual(['person 6']);
    expect(await names(log, ids[127] ?? '')).toEqual(['person 127']);
  });

  it('the last one that is deleted takes the batch with it', async () => {
    const path = join(temporaryFolder(), 'log.db');
    const log = await openedLog(path);
    for (const id of await singleRowRuns(log, 3)) await log.deleteRuns([id]);
    expect(batchesIn(path).count).toBe(0);
  });
});

describe('a batch that is written twice', () => {
  it('counts once, as it was written last', async () => {
    const path = join(temporaryFolder(), 'log.db');
    const log = await openedLog(path);
    const { run } = await log.startRun(NEW_RUN);
    await log.appendBatch(run.id, 0, 1, someRows(0, ['first']));
    await log.appendBatch(run.id, 0, 1, someRows(0, ['second']));
    expect(await names(log, run.id)).toEqual(['second']);
    expect(batchesIn(path)).toMatchObject({ count: 1, rows: 1 });
  });
});
