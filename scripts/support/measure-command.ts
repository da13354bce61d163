import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** One run of a command: seconds from its start to its end, seconds of processor time, and MB of memory. */
export interface CommandRun {
  readonly wall: number;
  /** User and system time of the process and all that it started and waited for. */
  readonly processor: number;
  /** The most that the process and all that it started held at one moment, shared pages counted for each; NaN where the system does not tell. */
  readonly peak: number;
}

const SAMPLE_MS = 10;
const PAGE_BYTES = 4096;

/** Runs a command to its end, its output thrown away. Throws with what it wrote to stderr where it fails. */
export async function measureCommand(command: readonly string[]): Promise<CommandRun> {
  const started = performance.now();
  // The shell's own `times` counts what the command used, grandchildren too.
  const child = spawn('sh', ['-c', '"$@" >/dev/null; code=$?; times; exit $code', 'sh', ...command], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let peak = Number.NaN;
  const sampling = setInterval(() => {
    const bytes = treeBytes(child.pid);
    if (bytes !== undefined) peak = Math.max(bytes / 1e6, Number.isNaN(peak) ? 0 : peak);
  }, SAMPLE_MS);
  let times = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (times += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  clearInterval(sampling);
  if (code !== 0) throw new Error(`${command.join(' ')} ended with exit code ${String(code)}:\n${errors}`);
  return { wall: (performance.now() - started) / 1000, processor: secondsOf(times), peak };
}

/** Sums what `times` prints: minutes and seconds, user and system, of the shell and of its children. */
function secondsOf(times: string): number {
  let seconds = 0;
  for (const [, minutes, rest] of times.matchAll(/(\d+)m([\d.]+)s/g)) seconds += 60 * Number(minutes) + Number(rest);
  return seconds;
}

/** Resident bytes of a process and all below it, undefined where the system does not tell. */
function treeBytes(pid: number | undefined): number | undefined {
  if (pid === undefined) return undefined;
  try {
    let bytes = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * PAGE_BYTES;
    for (const child of childrenOf(pid)) bytes += treeBytes(child) ?? 0;
    return bytes;
  } catch {
    return undefined;
  }
}

function childrenOf(pid: number): number[] {
  const threads = readdirSync(`/proc/${pid}/task`);
  const lists = threads.map((thread) => readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8'));
  return lists.flatMap((list) => list.split(' ').filter(Boolean)).map(Number);
}
