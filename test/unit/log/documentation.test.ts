import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { tableFromIPC } from 'apache-arrow';
import { describe, expect, it } from 'vitest';
import { openedLog, temporaryFolder } from './support/log';
import { NEW_RUN } from './support/new-run';
import { someRows } from './support/some-rows';

const page = readFileSync(resolve('docs', 'log.md'), 'utf8');
const recipe = /```python\n(.*?)```/s.exec(page)?.[1] ?? '';

/** The frame's columns `input:name` and `score`, as lists. */
interface Read {
  readonly names: readonly unknown[];
  readonly scores: readonly unknown[];
}

function pythonWithPandas(): string | undefined {
  return [process.env.WORKBENCH_PYTHON, 'python3', 'python'].find(
    (python) => python && spawnSync(python, ['-c', 'import pandas, pyarrow']).status === 0,
  );
}

function readByPython(python: string, folder: string): Read {
  const print = `import json\nprint(json.dumps({"names": frame["input:name"].tolist(), "scores": frame["score"].tolist()}))`;
  return JSON.parse(execFileSync(python, ['-c', `${recipe}\n${print}`], { cwd: folder, encoding: 'utf8' })) as Read;
}

/** The recipe's own SQL, and Arrow streams cut as the recipe cuts them. */
function readByItsQueries(folder: string): Read {
  const [runQuery = '', rowsQuery = ''] = [...recipe.matchAll(/execute\("(.*?)"/g)].map((match) => match[1] ?? '');
  const database = new DatabaseSync(join(folder, '.onnx-workbench', 'log.db'), { readOnly: true });
  try {
    const run = database.prepare(runQuery).get()?.id ?? null;
    const tables = database
      .prepare(rowsQuery)
      .all(run)
      .map(({ arrow, first_index: first, row_count: rows }) =>
        tableFromIPC(arrow as Uint8Array).slice(Number(first), Number(first) + Number(rows)),
      );
    const column = (name: string): unknown[] =>
      tables.flatMap((table) => (table.getChild(name)?.toJSON() ?? []) as unknown[]);
    return { names: column('input:name'), scores: column('score') };
  } finally {
    database.close();
  }
}

describe('docs/log.md', () => {
  it('its recipe of six lines reads the newest run', async () => {
    const folder = temporaryFolder();
    const log = await openedLog(join(folder, '.onnx-workbench', 'log.db'));
    const { run: older } = await log.startRun(NEW_RUN);
    await log.appendBatch(older.id, 0, 1, someRows(0, ['older']));
    const { run } = await log.startRun(NEW_RUN);
    await log.appendBatch(run.id, 0, 2, someRows(0, ['Ada', 'Zoë']));
    await log.appendBatch(run.id, 2, 1, someRows(2, ['😀']));
    const python = pythonWithPandas();
    const read = python ? readByPython(python, folder) : readByItsQueries(folder);
    expect(recipe.trim().split('\n')).toHaveLength(6);
    expect(read).toEqual({ names: ['Ada', 'Zoë', '😀'], scores: [0, 1, 2] });
  });

  it('its recipe reads a run that shares its batch with others', async () => {
    const folder = temporaryFolder();
    const log = await openedLog(join(folder, '.onnx-workbench', 'log.db'));
    for (let index = 0; index < 128; index += 1) {
      const { run } = await log.startRun(NEW_RUN);
      await log.appendBatch(run.id, 0, 1, someRows(0, [`person ${index}`]));
      await log.finishRun(run.id, { status: 'ok', rows: 1 });
    }
    const python = pythonWithPandas();
    const read = python ? readByPython(python, folder) : readByItsQueries(folder);
    expect(read).toEqual({ names: ['person 127'], scores: [0] });
  });

  it('names every column of every view', async () => {
    const path = join(temporaryFolder(), 'log.db');
    await openedLog(path);
    const database = new DatabaseSync(path, { readOnly: true });
    const columns = database
      .prepare(
        `SELECT v.name AS view, c.name AS name FROM sqlite_schema v, pragma_table_info(v.name) c WHERE v.type = 'view'`,
      )
      .all()
      .map(({ view, name }) => [String(view), String(name)]);
    database.close();
    expect(columns.length).toBeGreaterThan(0);
    for (const [view, name] of columns) {
      expect(page).toContain(`\`${view}\``);
      expect(page).toContain(`\`${name}\``);
    }
  });
});
