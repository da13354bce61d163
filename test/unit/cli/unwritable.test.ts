import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Run } from '../../../src/contract/run';
import { buildModel, node, tensor } from '../../support/onnx-builder';
import { chainOfAdds } from '../../support/models';
import { temporaryFolder } from '../../support/temporary-folder';
import { built } from '../acceptance/support/workbench';

const ROWS = 60_000;
const CSV = `x\n${Array.from({ length: ROWS }, (_, row) => `${row}\n`).join('')}`;
/** Blocks of 512 bytes, as POSIX has them. */
const SOME_BLOCKS = 300;
/** Rights do not bind the superuser: commands then run as nobody. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Surroundings {
  readonly folder: string;
  /** No file may become larger. */
  readonly blocks?: number;
  /** Whether to run without the superuser's rights. */
  readonly asNobody?: boolean;
}

/** The built command under a shell that limits it. */
async function command({ folder, blocks, asNobody }: Surroundings, ...words: string[]): Promise<Ended> {
  const limit = blocks === undefined ? '' : `ulimit -f ${blocks}; `;
  const script = `${limit}exec "$0" "$@"`;
  const child = spawn('sh', ['-c', script, process.execPath, built('cli.js'), ...words], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1' },
    ...(asNobody ? NOBODY : {}),
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, stdout, stderr })));
}

async function runsOf(folder: string): Promise<readonly Run[]> {
  const { stdout } = await command({ folder }, 'log', 'list', '--log', 'log.db', '--json');
  return (JSON.parse(stdout) as { readonly runs: readonly Run[] }).runs;
}

function leftovers(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('.tmp'));
}

/** A model with a weight of so many bytes. */
function heavyModel(bytes: number): Uint8Array {
  const weight = { name: 'w', dtype: 'float32', dims: [bytes / 4], data: new Float32Array(bytes / 4) } as const;
  return buildModel({
    inputs: [tensor('x', 'float32', ['rows'])],
    outputs: [tensor('y', 'float32', ['rows'])],
    initializers: [weight],
    nodes: [
      node('ReduceMax', ['w'], ['most'], { keepdims: { kind: 'int', value: 0 } }),
      node('Add', ['x', 'most'], ['y']),
    ],
  });
}

afterEach(() => void vi.unstubAllEnvs());

describe.runIf(process.platform !== 'win32')('where a file may not grow', () => {
  it('--out says so, keeps what was there, and leaves no half of it', async () => {
    const folder = temporaryFolder({ 'm.onnx': chainOfAdds(1), 'in.csv': CSV, 'out.csv': 'as it was\n' });
    const ended = await command(
      { folder, blocks: SOME_BLOCKS },
      'predict',
      'm.onnx',
      'in.csv',
      '--out',
      'out.csv',
      '--no-log',
    );
    expect(ended.stderr).toMatch(/--out .*out\.csv could not be written to its end: .*ulimit -f.*\[out-not-written\]/s);
    expect(ended.code).toBe(1);
    expect(readFileSync(join(folder, 'out.csv'), 'utf8')).toBe('as it was\n');
    expect(leftovers(folder)).toEqual([]);
  });

  it('the log costs no prediction, and keeps the runs that it has', async () => {
    const folder = temporaryFolder({ 'm.onnx': chainOfAdds(1), 'in.csv': CSV, 'few.csv': 'x\n1\n' });
    await command({ folder }, 'predict', 'm.onnx', 'few.csv', '--log', 'log.db');
    const before = await runsOf(folder);
    const words = ['predict', 'm.onnx', 'in.csv', '--log', 'log.db', '--out', '-', '--batch', '1000'];
    const ended = await command({ folder, blocks: SOME_BLOCKS }, ...words);
    expect(ended.stderr).toMatch(/The log .*log\.db .*The prediction goes on without a log/s);
    expect(ended.code).toBe(0);
    expect(ended.stdout.trimEnd().split('\n')).toHaveLength(ROWS + 1);
    const [under, ...rest] = await runsOf(folder);
    expect(rest).toEqual(before);
    expect(under).toMatchObject({ status: 'interrupted' });
    const again = await command({ folder }, 'predict', 'm.onnx', 'few.csv', '--log', 'log.db', '--out', '-');
    expect(again.code).toBe(0);
    expect(await runsOf(folder)).toHaveLength(3);
  });

  it('a version is not saved, and says so', async () => {
    const folder = temporaryFolder({ 'm.onnx': heavyModel(1 << 20) });
    const ended = await command({ folder, blocks: SOME_BLOCKS }, 'version', 'save', 'm.onnx', 'first');
    expect(ended.stderr).toMatch(/m\.onnx could not be saved as 'first': .*ulimit -f.*\[version-not-written\]/s);
    expect(ended.code).toBe(1);
    expect(leftovers(folder)).toEqual([]);
    expect((await command({ folder }, 'version', 'save', 'm.onnx', 'first')).code).toBe(0);
  });

  it('settings stay as they were, and the prediction says so', async () => {
    const settings = '{"version": 1, "id": "x"}';
    const folder = temporaryFolder({ 'm.onnx': chainOfAdds(1), 'in.csv': 'x\n1\n', 'm.onnx.workbench.json': settings });
    const ended = await command({ folder, blocks: 0 }, 'predict', 'm.onnx', 'in.csv', '--save-sidecar', '--no-log');
    expect(ended.stderr).toMatch(/m\.onnx\.workbench\.json cannot be written.*ulimit -f.*\[sidecar-not-written\]/s);
    expect(ended.code).toBe(2);
    expect(readdirSync(folder).sort()).toEqual(['in.csv', 'm.onnx', 'm.onnx.workbench.json']);
    expect(readFileSync(join(folder, 'm.onnx.workbench.json'), 'utf8')).toBe(settings);
  });
});

describe.runIf(process.platform === 'linux')('a full disk', () => {
  it('is named as such', async () => {
    const folder = temporaryFolder({ 'm.onnx': chainOfAdds(1), 'in.csv': CSV });
    symlinkSync('/dev/full', join(folder, 'out.csv'));
    const ended = await command({ folder }, 'predict', 'm.onnx', 'in.csv', '--out', 'out.csv', '--no-log');
    expect(ended.stderr).toMatch(/out\.csv could not be written to its end: the disk is full\. Make room/);
    expect(ended.code).toBe(1);
  });
});

describe.runIf(process.platform !== 'win32')('a folder that is read-only', () => {
  function readOnlyFolder(): string {
    const folder = temporaryFolder({ 'm.onnx': chainOfAdds(1), 'in.csv': 'x\n1\n', 'state/.keep': '' });
    chmodSync(join(folder, 'state'), 0o777);
    mkdirSync(join(folder, '.onnx-workbench'));
    for (const path of ['.onnx-workbench', '.']) chmodSync(join(folder, path), 0o555);
    onTestFinished(() => chmodSync(folder, 0o755));
    vi.stubEnv('XDG_STATE_HOME', join(folder, 'state'));
    return folder;
  }

  it('takes no output, settings or version, and each says so', async () => {
    const folder = readOnlyFolder();
    const denied = (words: string[]): Promise<Ended> => command({ folder, asNobody: true }, ...words);
    const predict = ['predict', 'm.onnx', 'in.csv', '--no-log'];
    const out = await denied([...predict, '--out', 'out.csv']);
    expect(out.stderr).toMatch(/--out .*out\.csv cannot be written: permission denied.*\[out-not-writable\]/s);
    const settings = await denied([...predict, '--save-sidecar', '--out', '-']);
    expect(settings.stderr).toMatch(/permission denied.*\[sidecar-not-written\]/s);
    const version = await denied(['version', 'save', 'm.onnx', 'first']);
    expect(version.stderr).toMatch(/permission denied.*\[version-not-written\]/s);
    expect([out.code, settings.code, version.code]).toEqual([2, 2, 1]);
    expect(readdirSync(folder)).toHaveLength(4);
  });

  it('has its log in the folder of the user, which is said', async () => {
    const folder = readOnlyFolder();
    const ended = await command({ folder, asNobody: true }, 'predict', 'm.onnx', 'in.csv', '--out', '-');
    expect(ended.stderr).toMatch(
      /No log can be kept at .*The run is logged in .*state\/onnx-workbench\/log\.db instead/s,
    );
    expect(ended.code).toBe(0);
    expect(existsSync(join(folder, 'state/onnx-workbench/log.db'))).toBe(true);
    expect(statSync(join(folder, '.onnx-workbench')).mode & 0o777).toBe(0o555);
  });
});
