import { copyFileSync, existsSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { WorkbenchError } from '../../../src/contract/issue';
import { asLogError } from '../../../src/log/errors';
import { openLog, type OpenLogOptions } from '../../../src/log/open';
import { rounds, seededRandom } from '../../support/rounds';
import { openedLog, temporaryFolder } from './support/log';
import { NEW_RUN } from './support/new-run';
import { someRows } from './support/some-rows';

const SEED = 23;
const COUNT = rounds(40, 2_000);
const NAMES = Array.from({ length: 300 }, (_, row) => `a text that takes some room ${row}`);
const FILES = ['log.db', 'log.db-wal'];

type Random = () => number;

/** Three runs with rows, the last of them still in the write-ahead log as after a crash. */
async function soundLog(folder: string): Promise<void> {
  for (const end of [true, true, false]) {
    const log = await openedLog(join(folder, 'log.db'));
    const { run } = await log.startRun(NEW_RUN);
    await log.appendBatch(run.id, 0, NAMES.length, someRows(0, NAMES));
    if (!end) return;
    await log.finishRun(run.id, { status: 'ok', rows: NAMES.length });
    await log.close();
  }
}

/** Copies the log and damages one of its files: some bytes are others, or its end is gone. */
function damage(sound: string, folder: string, random: Random): string {
  for (const file of [...FILES, 'log.db-shm']) rmSync(join(folder, file), { force: true });
  for (const file of FILES) copyFileSync(join(sound, file), join(folder, file));
  const path = join(folder, FILES[random() < 0.7 ? 0 : 1] ?? '');
  const { size } = statSync(path);
  if (random() < 0.2) {
    truncateSync(path, Math.floor(random() * size));
    return path;
  }
  const bytes = readFileSync(path);
  const reach = random() < 0.3 ? 200 : size;
  for (let flips = Math.ceil(random() * 20); flips > 0; flips--) {
    bytes[Math.floor(random() * reach)] = Math.floor(random() * 256);
  }
  writeFileSync(path, bytes);
  return path;
}

/** Everything that is asked of a log. Throws WorkbenchError where it cannot be answered. */
async function useLog(path: string, mode: OpenLogOptions['mode']): Promise<void> {
  const opening = await openLog(path, { mode });
  if (opening.kind !== 'open') throw new Error(opening.kind);
  const { log } = opening;
  try {
    for (const { id, rows } of await log.listRuns({ limit: 10 })) {
      const [first] = await log.readRows(id, 0, Math.max(1, rows));
      try {
        first?.inputText(0);
      } catch (error) {
        throw asLogError(error, path);
      }
    }
    await log.listModels();
    if (mode === 'read') return;
    const { run } = await log.startRun(NEW_RUN);
    await log.appendBatch(run.id, 0, NAMES.length, someRows(0, NAMES));
    await log.finishRun(run.id, { status: 'ok', rows: NAMES.length });
    expect(await log.getRun(run.id)).toMatchObject({ status: 'ok', rows: NAMES.length });
  } finally {
    await log.close();
  }
}

describe(`a log that was damaged in ${COUNT} ways (seed ${SEED})`, () => {
  it('answers, or says that it is damaged and what to do; and is not removed', async () => {
    const random = seededRandom(SEED);
    const [sound, folder] = [temporaryFolder(), temporaryFolder()];
    await soundLog(sound);
    const told = new Map<string, number>();
    for (let round = 0; round < COUNT; round++) {
      damage(sound, folder, random);
      for (const mode of ['read', 'write'] as const) {
        const code = await useLog(join(folder, 'log.db'), mode).then(
          () => 'answered',
          (error: unknown) => {
            if (!(error instanceof WorkbenchError)) throw new Error(`Round ${round}, ${mode}`, { cause: error });
            expect(error.message).toContain('log.db');
            return error.issues[0]?.code ?? '';
          },
        );
        told.set(code, (told.get(code) ?? 0) + 1);
        expect(existsSync(join(folder, 'log.db'))).toBe(true);
      }
    }

    expect([...told.keys()]).toEqual(expect.arrayContaining(['answered', 'log-damaged']));
  });
});
