import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { LogTarget } from '../../../src/contract/predict';
import { openLog } from '../../../src/log/open';
import { request, startEngine } from '../../support/engine';
import { chainOfAdds } from '../../support/models';
import { temporaryFolder } from '../../support/temporary-folder';

const engine = startEngine();
afterAll(() => engine.dispose());

async function newerLog(path: string): Promise<void> {
  const opening = await openLog(path, { mode: 'write' });
  if (opening.kind !== 'open') throw new Error(opening.kind);
  await opening.log.close();
  const { DatabaseSync } = process.getBuiltinModule('node:sqlite');
  const database = new DatabaseSync(path);
  database.exec('PRAGMA user_version = 1000');
  database.close();
}

interface Place {
  readonly title: string;
  readonly code: string;
  readonly make: (folder: string) => Promise<string>;
}

const PLACES: readonly Place[] = [
  {
    title: 'was made by a newer version',
    code: 'log-newer-version',
    make: async (folder) => {
      const path = join(folder, 'log.db');
      await newerLog(path);
      return path;
    },
  },
  {
    title: 'is a database of something else',
    code: 'log-damaged',
    make: (folder) => {
      writeFileSync(join(folder, 'log.db'), 'this is a letter, not a log. '.repeat(400));
      return Promise.resolve(join(folder, 'log.db'));
    },
  },
  {
    title: 'would lie inside a file',
    code: 'log-unfit',
    make: (folder) => {
      writeFileSync(join(folder, 'file'), 'not a folder');
      return Promise.resolve(join(folder, 'file', 'log.db'));
    },
  },
];

describe('a log that', () => {
  it.each(PLACES)('$title costs no prediction and is said once', async ({ code, make }) => {
    const folder = temporaryFolder({ 'm.onnx': chainOfAdds(1), 'in.csv': 'x\n1\n2\n' });
    const log: LogTarget = { kind: 'file', path: await make(folder) };
    const outcome = await engine.engine.predict(request(folder, 'm.onnx', 'in.csv', { log }));
    if (outcome.status !== 'ok') throw new Error(outcome.issues[0]?.message);
    expect(outcome.head.run).toBeNull();
    expect(outcome.issues.filter((issue) => issue.code.startsWith('log'))).toMatchObject([
      { severity: 'warning', code, message: expect.stringContaining('without a log') as string },
    ]);
    const page = await engine.engine.rows({ result: outcome.head.result, start: 0, end: 2 });
    expect(page.rows.map(({ prediction }) => prediction.score)).toEqual([2, 3]);
  });
});
