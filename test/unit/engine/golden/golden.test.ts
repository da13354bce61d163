import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GoldenCase, GoldenVerdict, RunTestRequest } from '../../../../src/contract/golden';
import type { EngineClient } from '../../../../src/engine/client/engine-client';
import type { PbValue } from '../../../../src/data/pb-values';
import { pbBytes } from '../../../../src/tensors/write-pb';
import { startEngine } from '../../../support/engine';
import { goldenFiles } from '../../../support/golden-folder';
import { endlessLoop, integerDivision } from '../../../support/models';
import { node, tensor, tensorBytes, type TensorSpec, type TypeSpec } from '../../../support/onnx-builder';

const VECTOR: TypeSpec = { kind: 'tensor', dtype: 'float32', shape: ['n'] };
const OPSETS = { '': 19 };

function floats(...values: number[]): TensorSpec {
  return { dtype: 'float32', dims: [values.length], data: Float32Array.from(values) };
}

/** Identity of a dtype that the runtime does not take at a model's border. */
function identityOf(
  dtype: 'bfloat16' | 'float8e5m2' | 'float8e4m3fn' | 'int4' | 'uint4',
  raw: Uint8Array,
): Record<string, Uint8Array> {
  const value: TensorSpec = { dtype, dims: [2], raw };
  const type = { inputs: [tensor('x', dtype, [2])], outputs: [tensor('y', dtype, [2])] };
  return goldenFiles(dtype, { ...type, opsets: { '': 21 }, nodes: [node('Identity', ['x'], ['y'])] }, [value], [value]);
}

/** A ZipMap of one row, and the probabilities that are expected by their classes. */
function zipMapOf(name: string, expected: readonly number[], keys = [3n, 4n]): Record<string, Uint8Array> {
  const classes = { classlabels_int64s: { kind: 'ints', value: [3, 4] } } as const;
  const maps: TypeSpec = {
    kind: 'sequence',
    element: { kind: 'map', key: 'int64', value: { kind: 'tensor', dtype: 'float32', shape: [] } },
  };
  const values = expected.map((value): PbValue => {
    return { kind: 'tensor', tensor: { name: '', dtype: 'float32', dims: [], data: Float32Array.of(value) } };
  });
  return goldenFiles(
    name,
    {
      opsets: { '': 19, 'ai.onnx.ml': 1 },
      inputs: [tensor('x', 'float32', ['n', 2])],
      outputs: [{ name: 'm', type: maps }],
      nodes: [node('ai.onnx.ml.ZipMap', ['x'], ['m'], classes)],
    },
    [{ dtype: 'float32', dims: [1, 2], data: Float32Array.of(0.25, 0.75) }],
    [pbBytes({ kind: 'sequence', items: [{ kind: 'map', keys, values }] })],
  );
}

const sequence = { kind: 'sequence', element: VECTOR } as const;
const optional = { kind: 'optional', element: VECTOR } as const;

const FILES: Readonly<Record<string, string | Uint8Array>> = {
  ...goldenFiles(
    'double',
    {
      inputs: [tensor('x', 'float32', ['n'])],
      outputs: [tensor('y', 'float32', ['n'])],
      nodes: [node('Add', ['x', 'x'], ['y'])],
    },
    [floats(1, 2)],
    [floats(2, 4)],
  ),
  ...goldenFiles(
    'wrong',
    {
      inputs: [tensor('x', 'float32', ['n'])],
      outputs: [tensor('y', 'float32', ['n'])],
      nodes: [node('Add', ['x', 'x'], ['y'])],
    },
    [floats(1, 2)],
    [floats(2, 5)],
  ),
  ...goldenFiles(
    'sequence',
    {
      opsets: OPSETS,
      inputs: [{ name: 's', type: sequence }],
      outputs: [{ name: 't', type: sequence }],
      nodes: [node('Identity', ['s'], ['t'])],
    },
    [{ sequence: [floats(1), floats(2, 3)] }],
    [{ sequence: [floats(1), floats(2, 3)] }],
  ),
  ...goldenFiles(
    'empty-sequence',
    {
      opsets: OPSETS,
      inputs: [{ name: 's', type: sequence }],
      outputs: [{ name: 't', type: sequence }],
      nodes: [node('Identity', ['s'], ['t'])],
    },
    [{ sequence: [] }],
    [{ sequence: [floats(1)] }],
  ),
  ...goldenFiles(
    'optional',
    {
      opsets: OPSETS,
      inputs: [{ name: 'o', type: optional }],
      outputs: [tensor('has', 'bool', [])],
      nodes: [node('OptionalHasElement', ['o'], ['has'])],
    },
    [{ optional: floats(1) }],
    [{ dtype: 'bool', dims: [], data: Uint8Array.of(1) }],
  ),
  ...goldenFiles(
    'empty-optional',
    {
      opsets: OPSETS,
      inputs: [{ name: 'o', type: optional }],
      outputs: [tensor('has', 'bool', [])],
      nodes: [node('OptionalHasElement', ['o'], ['has'])],
    },
    [{ optional: undefined }],
    [{ dtype: 'bool', dims: [], data: Uint8Array.of(0) }],
  ),
  ...zipMapOf('map', [0.25, 0.75]),
  ...zipMapOf('wrong-map', [0.25, 0.5]),
  ...zipMapOf('other-map', [0.25, 0.75], [3n, 5n]),
  ...identityOf('bfloat16', Uint8Array.of(0x80, 0x3f, 0xc0, 0x7f)),
  ...identityOf('float8e4m3fn', Uint8Array.of(0x38, 0x7f)),
  ...identityOf('float8e5m2', Uint8Array.of(0x7c, 0x3c)),
  ...identityOf('int4', Uint8Array.of(0x7f)),
  ...identityOf('uint4', Uint8Array.of(0xf1)),
  'crash/model.onnx': integerDivision(),
  'crash/test_data_set_0/input_0.pb': tensorBytes({ dtype: 'int32', dims: [1], data: Int32Array.of(-2147483648) }),
  'crash/test_data_set_0/output_0.pb': tensorBytes({ dtype: 'int32', dims: [1], data: Int32Array.of(0) }),
  'loop/model.onnx': endlessLoop(),
  'loop/test_data_set_0/input_0.pb': tensorBytes(floats(1)),
  'loop/test_data_set_0/output_0.pb': tensorBytes(floats(1)),
  'short/model.onnx': endlessLoop(),
  'short/test_data_set_0/output_0.pb': tensorBytes(floats(1)),
};

const SETTINGS = {
  version: 1,
  tests: [
    { name: 'as it was', data: 'rows.csv', expected: 'expected.csv' },
    { name: 'otherwise', data: 'rows.csv', expected: 'other.csv' },
    { name: 'loosely', data: 'rows.csv', expected: 'other.csv', atol: 1 },
    { name: 'by a gate', data: 'rows.csv', expected: 'other.csv', gates: ['maxAbs <= .6'] },
    { name: 'by another gate', data: 'rows.csv', expected: 'other.csv', gates: ['maxAbs <= .4'] },
    { name: 'nowhere', data: 'nowhere.csv', expected: 'expected.csv' },
  ],
};

let folder: string;
let client: EngineClient;
let tests: readonly GoldenCase[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'golden-'));
  const settings: Record<string, string | Uint8Array> = {
    'settings/double.onnx': FILES['double/model.onnx'] ?? '',
    'settings/double.onnx.workbench.json': JSON.stringify(SETTINGS),
    'settings/rows.csv': 'x\n1\n2\n',
    'settings/expected.csv': 'x,prediction\n1,2\n2,4\n',
    'settings/other.csv': 'x,prediction\n1,2\n2,4.5\n',
    'broken/double.onnx': FILES['double/model.onnx'] ?? '',
    'broken/double.onnx.workbench.json': '{"version": 1, "tests": 3}',
  };
  for (const [name, content] of Object.entries({ ...FILES, ...settings })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  client = startEngine();
  tests = await client.engine.findTests({ paths: ['.'], folder });
});

afterAll(async () => {
  await client.dispose();
  rmSync(folder, { recursive: true });
});

function run(name: string, more: Partial<RunTestRequest> = {}): Promise<GoldenVerdict> {
  const test = tests.find((one) => one.name === name);
  if (!test) throw new Error(`No test ${name}.`);
  return client.engine.runTest({ test, ...more });
}

describe("golden tests in ONNX's own layout", () => {
  it.each([
    'double',
    'sequence',
    'optional',
    'empty-optional',
    'bfloat16',
    'float8e4m3fn',
    'float8e5m2',
    'int4',
    'uint4',
    'map',
  ])('passes: %s', async (name) => {
    expect(await run(name)).toEqual({ status: 'passed' });
  });

  it('says which output differs, in which row, and by how much', async () => {
    expect(await run('wrong')).toMatchObject({
      status: 'failed',
      reason: 'values-differ',
      output: 'y',
      row: 1,
      maxAbs: 1,
    });
    expect(await run('wrong', { atol: 1 })).toEqual({ status: 'passed' });
  });

  it('compares how many items a sequence has', async () => {
    expect(await run('empty-sequence')).toMatchObject({ status: 'failed', reason: 'length-differs', output: 't' });
  });

  it('compares maps by their keys, and says which value differs', async () => {
    expect(await run('other-map')).toMatchObject({ status: 'failed', reason: 'keys-differ', output: 'm' });
    expect(await run('wrong-map')).toMatchObject({ reason: 'values-differ', output: 'm', maxAbs: 0.25 });
  });

  it('needs a file for each input', async () => {
    expect(await run('short')).toMatchObject({ status: 'error', reason: 'test-files-differ' });
  });

  it('ends a test that takes too long, and runs the next', async () => {
    expect(await run('loop', { limits: { run: 300 } })).toMatchObject({ status: 'error', reason: 'test-time-limit' });
    expect(await run('double')).toEqual({ status: 'passed' });
  });

  it('survives a crash of the runtime', async () => {
    await expect(run('crash')).rejects.toMatchObject({ kind: 'run', issues: [{ code: 'engine-crashed' }] });
    expect(await run('double')).toEqual({ status: 'passed' });
  });

  it('is cancelled within a second', async () => {
    const cancel = new AbortController();
    const test = tests.find(({ name }) => name === 'loop');
    if (!test) throw new Error('No endless test.');
    const running = client.engine.runTest({ test }, { signal: cancel.signal });
    cancel.abort();
    await expect(running).rejects.toMatchObject({ kind: 'cancelled' });
  });
});

describe("golden tests of a model's settings", () => {
  it.each([
    ['as it was', { status: 'passed' }],
    ['otherwise', { status: 'failed', reason: 'values-differ', row: 1, maxAbs: 0.5 }],
    ['loosely', { status: 'passed' }],
    ['by a gate', { status: 'passed' }],
    ['by another gate', { status: 'failed', reason: 'gate-failed' }],
    ['nowhere', { status: 'error', reason: 'no-file' }],
    ['double.onnx', { status: 'error', reason: 'sidecar-invalid' }],
  ])('%s', async (name, verdict) => {
    expect(await run(name)).toMatchObject(verdict);
  });
});

describe('the failing rows of a golden test', () => {
  const failingOf = async (name: string): Promise<GoldenVerdict['failing']> =>
    (await run(name, { failing: 5 })).failing;

  it('are told with their line in the data, what was expected and what was answered', async () => {
    expect(await failingOf('otherwise')).toEqual([
      { row: 1, line: 3, values: [{ name: 'y', expected: 4.5, actual: 4 }] },
    ]);
  });

  it("are those of the output's first axis in ONNX's own layout", async () => {
    expect(await failingOf('wrong')).toEqual([{ row: 1, values: [{ name: 'y', expected: 5, actual: 4 }] }]);
  });

  it('are not told where nobody asks, nor where a test passes', async () => {
    expect(await run('otherwise')).not.toHaveProperty('failing');
    expect(await failingOf('as it was')).toBeUndefined();
  });
});

describe('finding golden tests', () => {
  it('tells where a test stands in the settings', async () => {
    const [, second] = await client.engine.findTests({ paths: ['settings'], folder });
    const file = join(folder, 'settings/double.onnx.workbench.json');
    expect(second).toMatchObject({ kind: 'settings', place: { file, keys: ['tests', 1] } });
  });

  it('names them by their folders and shows them below what was given', async () => {
    const found = await client.engine.findTests({ paths: ['double', 'settings/double.onnx'], folder });
    expect(found.slice(0, 2)).toMatchObject([
      { kind: 'onnx', name: 'double', path: 'double' },
      { kind: 'settings', name: 'as it was', path: 'settings/double.onnx' },
    ]);
  });

  it('finds no test twice', async () => {
    expect(await client.engine.findTests({ paths: ['double', './double'], folder })).toHaveLength(1);
  });

  it('says that a path is not there', async () => {
    const finding = client.engine.findTests({ paths: ['nowhere'], folder });
    await expect(finding).rejects.toMatchObject({ issues: [{ code: 'test-path-not-found' }] });
  });
});
