import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Dtype } from '../../../../src/contract/dtype';
import type { TensorData } from '../../../../src/contract/tensor';
import type { EngineClient } from '../../../../src/engine/client/engine-client';
import { startEngine } from '../../../support/engine';
import { goldenFiles } from '../../../support/golden-folder';
import { node, tensor, type ModelSpec, type NodeSpec, type TensorSpec } from '../../../support/onnx-builder';
import { temporaryFolder } from '../../../support/temporary-folder';

function values(dtype: Dtype, dims: readonly number[], data: TensorData): TensorSpec {
  return { dtype, dims, data };
}

function floats(dims: readonly number[], ...data: readonly number[]): TensorSpec {
  return values('float32', dims, Float32Array.from(data));
}

interface Case {
  readonly name: string;
  readonly opset: number;
  readonly nodes: readonly NodeSpec[];
  /** Fed as x0, x1 and so on. */
  readonly inputs: readonly TensorSpec[];
  readonly held?: readonly TensorSpec[];
  /** Of y0, y1 and so on. */
  readonly outputs: readonly TensorSpec[];
}

const one = { kind: 'int', value: 1 } as const;
const GRID = floats([2, 3], 1, 2, 3, 4, 5, 6);
const CHANNELS = floats([1, 2, 2], -1, -2, -3, -4);

/** Each is refused by ONNX Runtime 1.30 as it stands. */
const CASES: readonly Case[] = [
  {
    name: 'adds along an axis (opset 6)',
    opset: 6,
    nodes: [node('Add', ['x0', 'x1'], ['y0'], { broadcast: one, axis: { kind: 'int', value: 0 } })],
    inputs: [GRID, floats([2], 10, 20)],
    outputs: [floats([2, 3], 11, 12, 13, 24, 25, 26)],
  },
  {
    name: 'multiplies along an axis that is counted from the end (opset 6)',
    opset: 6,
    nodes: [node('Mul', ['x0', 'x1'], ['y0'], { broadcast: one, axis: { kind: 'int', value: -2 } })],
    inputs: [GRID, floats([2], 10, 100)],
    outputs: [floats([2, 3], 10, 20, 30, 400, 500, 600)],
  },
  {
    name: 'compares along the last axis (opset 1)',
    opset: 1,
    nodes: [node('Greater', ['x0', 'x1'], ['y0'], { broadcast: one })],
    inputs: [GRID, floats([3], 2, 2, 2)],
    outputs: [values('bool', [2, 3], Uint8Array.of(0, 0, 1, 1, 1, 1))],
  },
  {
    name: 'has a slope for each channel (opset 6)',
    opset: 6,
    nodes: [node('PRelu', ['x0', 'w0'], ['y0'])],
    inputs: [CHANNELS],
    held: [{ name: 'w0', ...floats([2], 2, 10) }],
    outputs: [floats([1, 2, 2], -2, -4, -30, -40)],
  },
  {
    name: 'normalises, with inputs that may be overwritten (opset 5)',
    opset: 5,
    nodes: [
      node('BatchNormalization', ['x0', 'w0', 'w1', 'w1', 'w0'], ['b'], {
        is_test: one,
        epsilon: { kind: 'float', value: 0 },
        consumed_inputs: { kind: 'ints', value: [0, 0, 0, 1, 1] },
      }),
      node('Relu', ['b'], ['y0'], { consumed_inputs: { kind: 'ints', value: [0] } }),
    ],
    inputs: [floats([1, 2, 2], 1, -2, 3, 4)],
    held: [
      { name: 'w0', ...floats([2], 1, 1) },
      { name: 'w1', ...floats([2], 0, 0) },
    ],
    outputs: [floats([1, 2, 2], 1, 0, 3, 4)],
  },
  {
    name: 'casts to a type by its name, reshapes by an attribute and pads (opset 1)',
    opset: 1,
    nodes: [
      node('Cast', ['x0'], ['f'], { to: { kind: 'string', value: 'FLOAT' } }),
      node('Reshape', ['f'], ['r'], { shape: { kind: 'ints', value: [2, -1] } }),
      node('Pad', ['r'], ['p'], { paddings: { kind: 'ints', value: [0, 1, 0, 0] } }),
      node('Concat', ['p', 'p'], ['y0']),
    ],
    inputs: [values('int32', [4], Int32Array.of(1, 2, 3, 4))],
    outputs: [floats([2, 6], 0, 1, 2, 0, 1, 2, 0, 3, 4, 0, 3, 4)],
  },
  {
    name: 'enlarges a picture (opset 1)',
    opset: 1,
    nodes: [
      node('Upsample', ['x0'], ['y0'], {
        height_scale: { kind: 'float', value: 1 },
        width_scale: { kind: 'float', value: 2 },
        mode: { kind: 'string', value: 'nearest' },
      }),
    ],
    inputs: [floats([1, 1, 1, 2], 1, 2)],
    outputs: [floats([1, 1, 1, 4], 1, 1, 2, 2)],
  },
  {
    name: 'multiplies matrices and adds (opset 6)',
    opset: 6,
    nodes: [node('Gemm', ['x0', 'x1', 'x2'], ['y0'], { broadcast: one, transB: one })],
    inputs: [floats([1, 2], 1, 2), floats([1, 2], 3, 4), floats([1], 0.5)],
    outputs: [floats([1, 1], 11.5)],
  },
  {
    name: 'wraps 16-bit integers when they are shifted',
    opset: 11,
    nodes: [node('BitShift', ['x0', 'x1'], ['y0'], { direction: { kind: 'string', value: 'LEFT' } })],
    inputs: [values('uint16', [2], Uint16Array.of(0x8001, 3)), values('uint16', [2], Uint16Array.of(1, 2))],
    outputs: [values('uint16', [2], Uint16Array.of(2, 12))],
  },
  {
    name: 'chooses among 8-bit integers, in a branch too',
    opset: 13,
    nodes: [
      node('If', ['x0'], ['y0'], {
        then_branch: {
          kind: 'graph',
          value: {
            nodes: [node('Where', ['x0', 'x1', 'x2'], ['t'])],
            outputs: [tensor('t', 'int8', [2])],
          },
        },
        else_branch: {
          kind: 'graph',
          value: { nodes: [node('Identity', ['x1'], ['e'])], outputs: [tensor('e', 'int8', [2])] },
        },
      }),
    ],
    inputs: [
      values('bool', [1], Uint8Array.of(1)),
      values('int8', [2], Int8Array.of(-1, 2)),
      values('int8', [2], Int8Array.of(3, 4)),
    ],
    outputs: [values('int8', [2], Int8Array.of(-1, 2))],
  },
  {
    name: 'has the batch as the first axis of a recurrent network',
    opset: 14,
    nodes: [
      node('RNN', ['x0', 'w0', 'w1', '', '', 'x1'], ['y0', 'y1'], {
        hidden_size: one,
        layout: one,
        activations: { kind: 'strings', value: ['Relu'] },
      }),
    ],
    inputs: [floats([2, 2, 1], 1, 2, 3, 4), floats([2, 1, 1], 10, 20)],
    held: [
      { name: 'w0', ...floats([1, 1, 1], 1) },
      { name: 'w1', ...floats([1, 1, 1], 1) },
    ],
    outputs: [floats([2, 2, 1, 1], 11, 13, 23, 27), floats([2, 1, 1], 13, 27)],
  },
  {
    name: 'is of opset 28, in bfloat16',
    opset: 28,
    nodes: [node('Celu', ['x0'], ['y0'])],
    inputs: [{ dtype: 'bfloat16', dims: [2], raw: Uint8Array.of(0x80, 0x3f, 0x00, 0x00) }],
    outputs: [{ dtype: 'bfloat16', dims: [2], raw: Uint8Array.of(0x80, 0x3f, 0x00, 0x00) }],
  },
  {
    name: 'writes text in small letters, whatever locales the machine has',
    opset: 10,
    nodes: [node('StringNormalizer', ['x0'], ['y0'], { case_change_action: { kind: 'string', value: 'LOWER' } })],
    inputs: [values('string', [2], ['ÄRA', 'Monday'])],
    outputs: [values('string', [2], ['ära', 'monday'])],
  },
];

function modelOf({ nodes, opset, inputs, outputs, held }: Case): ModelSpec {
  return {
    nodes,
    irVersion: 3,
    opsets: { '': opset },
    inputs: [
      ...inputs.map(({ dtype, dims }, index) => tensor(`x${index}`, dtype, dims)),
      // Before IR version 4 what a graph holds is among its inputs.
      ...(held ?? []).map(({ name = '', dtype, dims }) => tensor(name, dtype, dims)),
    ],
    outputs: outputs.map(({ dtype, dims }, index) => tensor(`y${index}`, dtype, dims)),
    initializers: held ?? [],
  };
}

let client: EngineClient;

beforeAll(() => {
  client = startEngine();
});

afterAll(() => client.dispose());

describe('a model that the runtime refuses as it stands', () => {
  it.each(CASES)('answers all the same: it $name', async (one) => {
    const folder = temporaryFolder(goldenFiles('one', modelOf(one), one.inputs, one.outputs));
    const [test] = await client.engine.findTests({ paths: ['one'], folder });
    if (!test) throw new Error('No test.');
    expect(await client.engine.runTest({ test })).toEqual({ status: 'passed' });
  });
});
