/** Two networks of 100 nodes, compared layer by layer in the terminal: the whole command, its process included. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Comparison } from '../../src/contract/comparison';
import { buildModel, node, tensor } from '../../test/support/onnx-builder';
import { seededRandom } from '../../test/support/rounds';
import { FEATURES, writeTable } from '../support/bench-network';

const ROWS = 1_000;
const ROUNDS = 5;
const BLOCKS = 33;
const WIDTH = 128;

const folder = mkdtempSync(join(tmpdir(), 'onnx-workbench-bench-'));
try {
  writeFileSync(join(folder, 'old.onnx'), deepNetwork(0));
  writeFileSync(join(folder, 'new.onnx'), deepNetwork(1e-3));
  await writeTable(join(folder, 'rows.csv'), ROWS);
  const without = least(() => compare([]));
  const withLayers = least(() => compare(['--layers']));
  console.log(`compared on ${ROWS.toLocaleString('en')} rows, the fastest of ${ROUNDS}   ${without.toFixed(0)} ms`);
  console.log(`with --layers, ${3 * BLOCKS + 1} nodes                   ${withLayers.toFixed(0)} ms`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** MatMul, Add and Relu again and again, and a Softmax. From the middle on, the weights are off by `change`. */
function deepNetwork(change: number): Uint8Array {
  const random = seededRandom(1);
  const weights = Array.from({ length: BLOCKS }, (_, block) => {
    const inputs = block === 0 ? FEATURES : WIDTH;
    const off = block < BLOCKS / 2 ? 0 : change;
    const data = Float32Array.from({ length: inputs * WIDTH }, () => (random() - 0.5) / 4 + off);
    return { name: `w${block}`, dtype: 'float32' as const, dims: [inputs, WIDTH], data };
  });
  const bias = { name: 'b', dtype: 'float32' as const, dims: [WIDTH], data: new Float32Array(WIDTH).fill(0.1) };
  return buildModel({
    inputs: [tensor('x', 'float32', ['rows', FEATURES])],
    outputs: [tensor('y', 'float32', ['rows', WIDTH])],
    initializers: [...weights, bias],
    nodes: [
      ...Array.from({ length: BLOCKS }, (_, block) => [
        node('MatMul', [block === 0 ? 'x' : `r${block - 1}`, `w${block}`], [`m${block}`]),
        node('Add', [`m${block}`, 'b'], [`a${block}`]),
        node('Relu', [`a${block}`], [`r${block}`]),
      ]).flat(),
      node('Softmax', [`r${BLOCKS - 1}`], ['y']),
    ],
  });
}

function compare(more: readonly string[]): void {
  const words = [
    'compare',
    'old.onnx',
    'new.onnx',
    '--data',
    'rows.csv',
    '--map',
    'auto',
    '--no-log',
    '--json',
    ...more,
  ];
  const cli = resolve('dist/cli.js');
  const { stdout } = spawnSync(process.execPath, [cli, ...words], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  const { layers, summary } = JSON.parse(stdout) as Comparison;
  const whole = layers?.status === 'compared' && layers.list.length === 3 * BLOCKS + 1;
  if (more.length > 0 && (!whole || layers.firstOutOfTolerance !== `m${Math.ceil(BLOCKS / 2)}`))
    throw new Error(summary);
}

function least(work: () => void): number {
  const times = Array.from({ length: ROUNDS }, () => {
    const started = performance.now();
    work();
    return performance.now() - started;
  });
  return Math.min(...times);
}
