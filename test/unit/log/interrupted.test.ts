import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isAlive } from '../../../src/log/interrupted';

/** A shell that tells the number of its child and becomes a program that never asks how the child has ended. */
const NEGLECTS_ITS_CHILD = 'sleep 60 & echo $!; exec sleep 60';

describe.runIf(process.platform === 'linux')('a process of Linux', () => {
  it('that has ended is not alive, although nobody has asked how', async () => {
    const parent = spawn('sh', ['-c', NEGLECTS_ITS_CHILD], { stdio: ['ignore', 'pipe', 'ignore'] });
    onTestFinished(() => void parent.kill('SIGKILL'));
    const [told] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(told.toString());
    await expect.poll(() => readFileSync(`/proc/${parent.pid}/comm`, 'latin1')).toBe('sleep\n');
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => readFileSync(`/proc/${pid}/stat`, 'latin1')).toContain(') Z');
    expect(isAlive(pid)).toBe(false);
    expect(isAlive(parent.pid ?? 0)).toBe(true);
  });
});

describe('a process', () => {
  it('is alive as long as it runs', async () => {
    const child = spawn(process.execPath, ['-e', 'process.stdin.resume()'], { stdio: ['pipe', 'ignore', 'ignore'] });
    const pid = child.pid ?? 0;
    expect(isAlive(pid)).toBe(true);
    child.stdin.end();
    await once(child, 'exit');
    expect(isAlive(pid)).toBe(false);
  });
});
