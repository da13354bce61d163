import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MODELS } from '../../support/fixtures';
import { endlessLoop } from '../../support/models';

/** The built command as a shell starts it: pipes, signals, standard input. */
const CLI = join(import.meta.dirname, '../../../dist/cli.js');
const LIMIT_MS = 60_000;
const WINE = join(MODELS, 'redwine-quality');

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-process-'));
  writeFileSync(join(folder, 'loop.onnx'), endlessLoop());
  writeFileSync(join(folder, 'loop.csv'), 'x\n1\n');
  const row = '7.4,0.7,0,1.9,0.076\n';
  const header = 'fixed acidity,volatile acidity,citric acid,residual sugar,chlorides\n';
  writeFileSync(join(folder, 'long.csv'), header + row.repeat(300_000));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function start(...words: string[]): ChildProcess {
  const env = { ...process.env, NO_COLOR: '1' };
  return spawn(process.execPath, [CLI, ...words], { cwd: folder, env, detached: process.platform !== 'win32' });
}

function ended(child: ChildProcess): Promise<Ended> {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((resolve) => {
    child.once('close', (code) => {
      resolve({ code, stdout, stderr });
    });
  });
}

describe('the built command', { timeout: LIMIT_MS }, () => {
  it('predicts made-up rows, the same each time', async () => {
    const words = ['predict', join(WINE, 'model.onnx'), '--generate', '3', '--no-log'];
    const [first, second] = [await ended(start(...words)), await ended(start(...words))];
    expect(first.code).toBe(0);
    expect(first.stdout.trim().split('\n')).toHaveLength(4);
    expect(second.stdout).toBe(first.stdout);
  });

  it('reads standard input for -, and messages do not mix with data', async () => {
    const child = start('predict', join(WINE, 'model.onnx'), '-', '--no-log', '--out', '-');
    child.stdin?.end('a,b,c,d,e\n7.4,0.7,0,1.9,0.076\n');
    const { code, stdout, stderr } = await ended(child);
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/^a,b,c,d,e,prediction,score\n7\.4,0\.7,0,1\.9,0\.076,5\.4657\d*,5\.4657\d*\n$/);
    expect(stderr).toContain('Predicted 1 row of standard input');
  });

  it('ends quietly when the reader of stdout goes', async () => {
    const child = start('predict', join(WINE, 'model.onnx'), 'long.csv', '--no-log', '--out', '-');
    child.stdout?.once('data', () => child.stdout?.destroy());
    const { code, stderr } = await ended(child);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it.runIf(process.platform !== 'win32')(
    'ends with 130 on Ctrl-C inside one long run, and leaves no output',
    async () => {
      const child = start('predict', 'loop.onnx', 'loop.csv', '--out', 'loop-out.csv', '--log', 'loop.db');
      child.stdin?.end();
      const result = ended(child);
      await untilLogged('loop.db');
      interrupt(child);
      const { code, stderr } = await result;
      expect(code, stderr).toBe(130);
      expect(stderr).toContain('Cancelled');
      expect(readdirSync(folder).filter((name) => name.includes('loop-out'))).toEqual([]);
      const list = await ended(start('log', 'list', '--json', '--log', 'loop.db'));
      expect((JSON.parse(list.stdout) as { runs: { status: string }[] }).runs.map(({ status }) => status)).toEqual([
        'cancelled',
      ]);
    },
  );

  it('prints its version and help without an engine', async () => {
    expect((await ended(start('--version'))).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    const { code, stdout } = await ended(start('predict', '--help'));
    expect(code).toBe(0);
    expect(stdout).toContain('--columns <[INPUT=]a,b,c>');
  });
});

/** Ctrl-C reaches every process of the terminal, the engine too. */
function interrupt({ pid }: ChildProcess): void {
  if (pid !== undefined) process.kill(-pid, 'SIGINT');
}

/** Waits until the engine has logged a run as running. */
async function untilLogged(log: string): Promise<void> {
  for (;;) {
    const { code, stdout } = await ended(start('log', 'list', '--json', '--log', log));
    if (code === 0 && (JSON.parse(stdout) as { runs: unknown[] }).runs.length > 0) return;
  }
}
