import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Run } from '../../../src/contract/run';
import { startEngine } from '../../support/engine';
import { chainOfAdds } from '../../support/models';
import { rounds, seededRandom } from '../../support/rounds';
import { temporaryFolder } from '../../support/temporary-folder';
import { until } from '../../support/until';
import { built } from '../acceptance/support/workbench';

const SEED = 11;
const COUNT = rounds(2, 70);
const ROWS = 60_000;
const BATCH = 500;

interface Victim {
  readonly title: string;
  readonly kill: (terminal: ChildProcess) => void;
}

const VICTIMS: readonly Victim[] = [
  { title: 'the command', kill: (terminal) => void terminal.kill('SIGKILL') },
  {
    title: 'the command with its engine, as a power cut would end them,',
    kill: ({ pid = 0 }) => {
      process.kill(-pid, 'SIGKILL');
    },
  },
];

function start(folder: string): ChildProcess {
  const words = ['predict', 'm.onnx', 'in.csv', '--out', 'out.csv', '--log', 'log.db', '--batch', String(BATCH)];
  return spawn(process.execPath, [built('cli.js'), ...words], { cwd: folder, stdio: 'ignore', detached: true });
}

function halves(folder: string): readonly string[] {
  return readdirSync(folder).filter((name) => name.endsWith('.tmp'));
}

async function whileWriting(folder: string): Promise<string> {
  return until('an output is half-written', () =>
    Promise.resolve(halves(folder).length > 0 ? 'while its output was written' : undefined),
  );
}

async function after(milliseconds: number): Promise<string> {
  await pause(milliseconds);
  return `after ${Math.round(milliseconds)} ms`;
}

/** Fresh, because a starting engine removes what dead ones left. Waits until no run is under way. */
async function runsOf(folder: string): Promise<readonly Run[]> {
  const engine = startEngine();
  try {
    return await until('no run is under way', async () => {
      const { runs } = await engine.engine.logList({ near: folder, log: join(folder, 'log.db'), limit: 1_000 });
      return runs.some(({ status }) => status === 'running') ? undefined : runs;
    });
  } finally {
    await engine.dispose();
  }
}

async function expectWholeRows(folder: string, { id, rows }: Run): Promise<void> {
  expect(rows % BATCH).toBe(0);
  if (rows === 0) return;
  const engine = startEngine();
  try {
    const page = await engine.engine.rows({ result: id, log: join(folder, 'log.db'), start: rows - 2, end: rows + 9 });
    expect(page.rows.map(({ prediction }) => prediction.score)).toEqual([rows - 1, rows]);
  } finally {
    await engine.dispose();
  }
}

function expectSoundLog(folder: string): void {
  const { DatabaseSync } = process.getBuiltinModule('node:sqlite');
  const database = new DatabaseSync(join(folder, 'log.db'));
  onTestFinished(() => database.close());
  expect(database.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
}

afterEach(() => void vi.unstubAllEnvs());

describe.each(VICTIMS)(`$title killed at ${COUNT} random moments (seed ${SEED})`, ({ kill }) => {
  it('loses no ended run and no logged row, and leaves no half of an output', async () => {
    const random = seededRandom(SEED);
    const data = Array.from({ length: ROWS }, (_, row) => row).join('\n');
    const folder = temporaryFolder({ 'm.onnx': chainOfAdds(1), 'in.csv': `x\n${data}\n` });
    const out = join(folder, 'out.csv');
    // Engines of others would clean up too.
    vi.stubEnv('TMPDIR', temporaryFolder());
    const begun = performance.now();
    await once(start(folder), 'exit');
    const took = performance.now() - begun;
    const whole = readFileSync(out, 'utf8');
    let before = await runsOf(folder);
    expect(before).toMatchObject([{ status: 'ok', rows: ROWS }]);

    for (let round = 0; round < COUNT; round++) {
      rmSync(out, { force: true });
      const terminal = start(folder);
      const exited = once(terminal, 'exit');
      const moment = round === 0 ? await whileWriting(folder) : await after(random() * took);
      if (terminal.exitCode === null) kill(terminal);
      await exited;
      const runs = await runsOf(folder);
      const killed = `round ${round}, killed ${moment}`;
      expect(runs.slice(-before.length), killed).toEqual(before);
      for (const run of runs.slice(0, -before.length)) {
        expect(existsSync(out) ? ['ok', 'interrupted'] : ['interrupted'], killed).toContain(run.status);
        await expectWholeRows(folder, run);
      }
      if (existsSync(out)) expect(readFileSync(out, 'utf8') === whole, killed).toBe(true);
      await expect.poll(() => halves(folder), { timeout: 20_000, message: killed }).toEqual([]);
      before = runs;
    }
    expectSoundLog(folder);
  });
});
