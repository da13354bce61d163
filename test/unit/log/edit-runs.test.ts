import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RunChanges } from '../../../src/contract/run';
import type { Log } from '../../../src/log/log';
import { openedLog, temporaryFolder } from './support/log';
import { NEW_RUN } from './support/new-run';
import { someRows } from './support/some-rows';

async function endedRun(log: Log, text = 'a'): Promise<string> {
  const { run } = await log.startRun(NEW_RUN);
  await log.appendBatch(run.id, 0, 1, someRows(0, [text]));
  await log.finishRun(run.id, { status: 'ok', rows: 1 });
  return run.id;
}

const ids = async (log: Log): Promise<readonly string[]> => (await log.listRuns({ limit: 10 })).map(({ id }) => id);

describe('naming a run and writing about it', () => {
  const cases: readonly { changes: readonly RunChanges[]; name: string | null; note: string | null }[] = [
    { changes: [{ name: 'baseline' }], name: 'baseline', note: null },
    { changes: [{ note: 'Two rows\nlook wrong.' }], name: null, note: 'Two rows\nlook wrong.' },
    { changes: [{ name: 'a', note: 'b' }, { name: 'c' }], name: 'c', note: 'b' },
    { changes: [{ name: 'a', note: 'b' }, { note: null }], name: 'a', note: null },
    { changes: [{ name: 'a' }, { name: '  ' }], name: null, note: null },
    { changes: [{ name: ' one\n line\t' }], name: 'one line', note: null },
    { changes: [{ name: "it's \u{1F600}; DROP TABLE runs" }], name: "it's \u{1F600}; DROP TABLE runs", note: null },
    { changes: [{}], name: null, note: null },
  ];

  it.each(cases)('$changes', async ({ changes, name, note }) => {
    const log = await openedLog(':memory:');
    const run = await endedRun(log);
    for (const change of changes) await log.updateRun(run, change);
    expect(await log.getRun(run)).toMatchObject({ id: run, status: 'ok', rows: 1, name, note });
  });

  it.each([
    [{ name: 'x'.repeat(201) }, 'run-name-too-long'],
    [{ note: 'x'.repeat(10_001) }, 'run-note-too-long'],
  ])('refuses what is too long', async (changes, code) => {
    const log = await openedLog(':memory:');
    const run = await endedRun(log);
    await expect(log.updateRun(run, changes)).rejects.toMatchObject({ kind: 'usage', issues: [{ code }] });
    expect(await log.getRun(run)).toMatchObject({ name: null, note: null });
  });

  it('takes a run that is still running, whose end then keeps the name', async () => {
    const log = await openedLog(':memory:');
    const { run } = await log.startRun(NEW_RUN);
    await log.updateRun(run.id, { name: 'early' });
    await log.finishRun(run.id, { status: 'ok', rows: 0 });
    expect(await log.getRun(run.id)).toMatchObject({ name: 'early', status: 'ok' });
  });

  it('says where there is no such run', async () => {
    const log = await openedLog(':memory:');
    await expect(log.updateRun('none', { name: 'a' })).rejects.toMatchObject({ issues: [{ code: 'run-not-found' }] });
  });
});

describe('deleting runs', () => {
  it('deletes the chosen ones, and nothing of them is left in any file', async () => {
    const folder = temporaryFolder();
    const log = await openedLog(join(folder, 'log.db'));
    const runs = [await endedRun(log, 'Ada Lovelace'), await endedRun(log, 'Grace Hopper')];
    const kept = await endedRun(log, 'somebody else');
    await log.updateRun(runs[0] ?? '', { note: 'about a person of Marylebone' });
    await log.deleteRuns(runs);
    expect(await ids(log)).toEqual([kept]);
    const files = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'latin1'));
    const left = ['Ada Lovelace', 'Grace Hopper', 'Marylebone'].filter((text) => files.join('').includes(text));
    expect(left).toEqual([]);
  });

  it('refuses while one of them is running, and then deletes none', async () => {
    const log = await openedLog(':memory:', { host: 'here', pid: 42 });
    const ended = await endedRun(log);
    const { run } = await log.startRun(NEW_RUN);
    const message = `Run ${run.id} is still running (process 42 on here), so it cannot be deleted. Cancel it, or wait until it has ended.`;
    await expect(log.deleteRuns([ended, run.id])).rejects.toMatchObject({
      kind: 'usage',
      message,
      issues: [{ code: 'run-under-way' }],
    });
    expect(await ids(log)).toEqual([run.id, ended]);
  });

  it('does not mind one that somebody else has deleted meanwhile', async () => {
    const log = await openedLog(':memory:');
    const run = await endedRun(log);
    await log.deleteRuns(['gone', run]);
    expect(await ids(log)).toEqual([]);
  });
});
