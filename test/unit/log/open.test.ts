import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { connect } from '../../../src/log/connection';
import { openLog, type LogOpening } from '../../../src/log/open';
import { listRuns } from '../../../src/log/runs';
import { APPLICATION_ID, MIGRATIONS } from '../../../src/log/schema';
import { openedLog, temporaryFolder } from './support/log';
import { NEW_RUN } from './support/new-run';
import { someRows } from './support/some-rows';

const unfit = { kind: 'unfit', why: 'it is on a network disk (NFS)' } as const;

async function close(opening: LogOpening): Promise<void> {
  if (opening.kind !== 'absent') await opening.log.close();
}

function pragma(path: string, name: string): unknown {
  const database = new DatabaseSync(path);
  try {
    return Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0];
  } finally {
    database.close();
  }
}

/** A log as the first version left it, with one run. */
function makeVersion1(path: string): void {
  const database = new DatabaseSync(path);
  database.exec(MIGRATIONS[0] ?? '');
  database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = 1`);
  database.exec(`INSERT INTO runs (id, start_ms, source, model_path, model_name, model_sha256, data_path, row_count, status,
    execution_provider, runtime_version, inputs, host, pid, heartbeat_ms)
    VALUES ('old', ${Date.now()}, 'cli', '/m.onnx', 'm.onnx', 'ab', '/d.csv', 7, 'ok', 'cpu', '1.30.0', 'full', 'here', 1, 0)`);
  database.close();
}

describe('opening a log for writing', () => {
  it('makes the folder, which Git then ignores, and leaves no trace of the trial', async () => {
    const folder = join(temporaryFolder(), '.onnx-workbench');
    await (await openedLog(join(folder, 'log.db'))).close();
    expect(readdirSync(folder).sort()).toEqual(['.gitignore', 'log.db']);
    expect(readFileSync(join(folder, '.gitignore'), 'utf8')).toBe('*\n');
    expect(readdirSync(dirname(folder))).toEqual(['.onnx-workbench']);
  });

  it("keeps the user's own .gitignore, and writes none into a folder that is not the log's", async () => {
    const root = temporaryFolder();
    mkdirSync(join(root, '.onnx-workbench'));
    writeFileSync(join(root, '.onnx-workbench', '.gitignore'), 'log.db\n');
    await openedLog(join(root, '.onnx-workbench', 'log.db'));
    await openedLog(join(root, 'elsewhere', 'my.db'));
    expect(readFileSync(join(root, '.onnx-workbench', '.gitignore'), 'utf8')).toBe('log.db\n');
    expect(existsSync(join(root, 'elsewhere', '.gitignore'))).toBe(false);
  });

  it('takes a log of version 0, an empty file, to the version of today', async () => {
    const path = join(temporaryFolder(), 'log.db');
    writeFileSync(path, '');
    const log = await openedLog(path);
    await log.startRun(NEW_RUN);
    await log.close();
    expect(pragma(path, 'user_version')).toBe(MIGRATIONS.length);
    expect(pragma(path, 'journal_mode')).toBe('wal');
    expect(pragma(path, 'integrity_check')).toBe('ok');
  });

  it('takes a log of version 1 with its runs and rows to the version of today', async () => {
    const path = join(temporaryFolder(), 'log.db');
    makeVersion1(path);
    const log = await openedLog(path);
    expect(await log.getRun('old')).toMatchObject({ rows: 7, status: 'ok', name: null, note: null, settings: null });
    expect(await log.updateRun('old', { name: 'kept' })).toMatchObject({ name: 'kept' });
    await log.close();
    expect(pragma(path, 'user_version')).toBe(MIGRATIONS.length);
    const database = new DatabaseSync(path, { readOnly: true });
    const view = database.prepare('SELECT id, name, note, settings, row_count FROM runs_view').all();
    database.close();
    expect(view).toEqual([{ id: 'old', name: 'kept', note: null, settings: null, row_count: 7 }]);
  });

  it('finds the runs again', async () => {
    const path = join(temporaryFolder(), 'log.db');
    const first = await openedLog(path);
    const { run } = await first.startRun(NEW_RUN);
    await first.finishRun(run.id, { status: 'ok', rows: 0 });
    await first.close();
    const again = await openedLog(path);
    expect((await again.listRuns({ limit: 10 })).map(({ id }) => id)).toEqual([run.id]);
  });

  it('refuses a log of a newer version, and leaves it as it is', async () => {
    const path = join(temporaryFolder(), 'log.db');
    await (await openedLog(path)).close();
    const database = new DatabaseSync(path);
    database.exec('PRAGMA user_version = 99');
    database.close();
    await expect(openLog(path, { mode: 'write' })).rejects.toMatchObject({
      kind: 'log',
      issues: [{ code: 'log-newer-version', file: path }],
    });
    expect(pragma(path, 'user_version')).toBe(99);
  });

  it("refuses another program's database, and leaves it as it is", async () => {
    const path = join(temporaryFolder(), 'customers.db');
    const database = new DatabaseSync(path);
    database.exec('CREATE TABLE customers (name)');
    database.close();
    const before = readFileSync(path);
    await expect(openLog(path, { mode: 'write' })).rejects.toMatchObject({
      kind: 'log',
      issues: [{ code: 'log-of-another-program' }],
    });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('says of a file that is no database what to do', async () => {
    const path = join(temporaryFolder(), 'log.db');
    writeFileSync(path, 'name,score\n'.repeat(100));
    await expect(openLog(path, { mode: 'write' })).rejects.toMatchObject({
      kind: 'log',
      message: expect.stringContaining('--log FILE') as string,
      issues: [{ code: 'log-damaged', file: path }],
    });
  });
});

describe('a place that cannot hold a log', () => {
  it('moves to the fallback, and says so', async () => {
    const root = temporaryFolder();
    const fallback = join(root, 'user', 'log.db');
    const path = join(root, 'nfs', '.onnx-workbench', 'log.db');
    const probe = (folder: string): typeof unfit | { readonly kind: 'fit' } =>
      folder.includes('nfs') ? unfit : { kind: 'fit' };
    const opening = await openLog(path, { mode: 'write', fallback, probe });
    await close(opening);
    expect(opening).toMatchObject({
      kind: 'moved',
      log: { path: fallback },
      notice: { severity: 'warning', code: 'log-moved', message: expect.stringContaining('NFS') as string },
    });
    expect(existsSync(join(root, 'nfs'))).toBe(false);
  });

  it('a reader goes where the writer went', async () => {
    const root = temporaryFolder();
    const options = { fallback: join(root, 'user.db'), probe: () => unfit };
    await (await openedLog(options.fallback)).close();
    const opening = await openLog(join(root, 'nfs', 'log.db'), { mode: 'read', ...options });
    await close(opening);
    expect(opening).toMatchObject({ kind: 'moved', log: { path: options.fallback } });
  });

  it('is an error where the place was asked for', async () => {
    const path = join(temporaryFolder(), 'log.db');
    await expect(openLog(path, { mode: 'write', fallback: null, probe: () => unfit })).rejects.toMatchObject({
      kind: 'log',
      issues: [{ code: 'log-unfit', file: path }],
    });
  });

  it('a file where the folder should be', async () => {
    const root = temporaryFolder();
    writeFileSync(join(root, '.onnx-workbench'), '');
    const path = join(root, '.onnx-workbench', 'log.db');
    await expect(openLog(path, { mode: 'write' })).rejects.toMatchObject({
      kind: 'log',
      issues: [{ code: 'log-unfit' }],
    });
    const fallback = join(root, 'user', 'log.db');
    const opening = await openLog(path, { mode: 'write', fallback });
    await close(opening);
    expect(opening).toMatchObject({ kind: 'moved', log: { path: fallback } });
  });
});

describe('opening a log for reading', () => {
  it('creates nothing where no run was logged', async () => {
    const root = temporaryFolder();
    const path = join(root, '.onnx-workbench', 'log.db');
    const fallback = join(root, 'user', 'log.db');
    expect(await openLog(path, { mode: 'read', fallback })).toEqual({ kind: 'absent', path });
    expect(readdirSync(root)).toEqual([]);
  });

  it('does not show the per-user log for a project that has none', async () => {
    const root = temporaryFolder();
    const fallback = join(root, 'user', 'log.db');
    await (await openedLog(fallback)).close();
    const path = join(root, 'project', 'log.db');
    expect(await openLog(path, { mode: 'read', fallback })).toEqual({ kind: 'absent', path });
  });

  it('shows a log of version 1 that cannot be written as it stands', async () => {
    const path = join(temporaryFolder(), 'log.db');
    makeVersion1(path);
    const connection = await connect(path, 'read-only');
    const runs = await connection.read((prepare) => listRuns(prepare, { limit: 10 }));
    await connection.close();
    expect(runs).toMatchObject([{ id: 'old', rows: 7, name: null, note: null, settings: null }]);
    expect(pragma(path, 'user_version')).toBe(1);
  });

  it('keeps rows that are under way elsewhere readable', async () => {
    const path = join(temporaryFolder(), 'log.db');
    const writer = await openedLog(path);
    const { run } = await writer.startRun(NEW_RUN);
    await writer.appendBatch(run.id, 0, 2, someRows(0, ['a', 'b']));
    const reader = await openedLog(path, { mode: 'read' });
    expect(await reader.getRun(run.id)).toMatchObject({ status: 'running', rows: 2 });
    expect((await reader.readRows(run.id, 0, 2)).map((batch) => batch.inputText(1))).toEqual([['b']]);
  });
});
