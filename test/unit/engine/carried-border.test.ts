import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PredictOutcome } from '../../../src/contract/predict';
import type { EngineClient } from '../../../src/engine/client/engine-client';
import { compareRequest, request, startEngine } from '../../support/engine';
import { buildModel, node, tensorBytes, type ModelSpec, type TypeSpec } from '../../support/onnx-builder';
import { temporaryFolder } from '../../support/temporary-folder';

let client: EngineClient;

beforeAll(() => {
  client = startEngine();
});
afterAll(() => client.dispose());

interface Answered {
  readonly outcome: PredictOutcome;
  readonly rows: readonly unknown[];
}

async function answers(model: ModelSpec, file: string, data: string | Uint8Array): Promise<Answered> {
  const folder = temporaryFolder({ 'm.onnx': buildModel(model), [file]: data });
  const outcome = await client.engine.predict(request(folder, 'm.onnx', file));
  if (outcome.status !== 'ok') return { outcome, rows: [] };
  const { rows } = await client.engine.rows({ result: outcome.head.result, start: 0, end: 10 });
  return { outcome, rows: rows.map(({ prediction }) => prediction.outputs) };
}

const identity = (type: TypeSpec, opset = 21): ModelSpec => ({
  opsets: { '': opset },
  inputs: [{ name: 'x', type }],
  outputs: [{ name: 'y', type }],
  nodes: [node('Identity', ['x'], ['y'])],
});

describe('a model whose border the runtime does not cross is fed through adapters', () => {
  it.each([
    ['bfloat16', [1.5, -2], [1.5, -2]],
    // The nearest number that three bits of mantissa hold.
    ['float8e4m3fn', [1.06, 448], [1, 448]],
    ['float8e5m2', [1, -0.25], [1, -0.25]],
    ['int4', [-8, 7], [-8, 7]],
    ['uint4', [0, 15], [0, 15]],
  ] as const)('%s', async (dtype, fed, answered) => {
    const json = JSON.stringify([{ x: [fed[0], 1] }, { x: [fed[1], 1] }]);
    const { outcome, rows } = await answers(identity({ kind: 'tensor', dtype, shape: ['n', 2] }), 'x.json', json);
    expect(outcome).toMatchObject({ status: 'ok' });
    expect(rows).toEqual(answered.map((value) => ({ y: [value, 1] })));
  });

  it.each([
    ['int4', 8],
    ['uint4', 16],
    ['uint4', -1],
  ] as const)('%s does not take %s', async (dtype, value) => {
    const csv = `x\n${value}\n`;
    const { outcome } = await answers(identity({ kind: 'tensor', dtype, shape: ['n'] }), 'x.csv', csv);
    expect(outcome).toMatchObject({ status: 'failed', issues: [{ code: 'out-of-range', row: 0 }] });
  });

  it('bfloat16, from a serialised tensor', async () => {
    const bits = tensorBytes({ dtype: 'bfloat16', dims: [2], raw: Uint8Array.of(0x80, 0x3f, 0xc0, 0xbf), name: 'x' });
    const { rows } = await answers(identity({ kind: 'tensor', dtype: 'bfloat16', shape: ['n'] }), 'x.pb', bits);
    expect(rows).toEqual([{ y: 1 }, { y: -1.5 }]);
  });

  const vector: TypeSpec = { kind: 'tensor', dtype: 'float32', shape: [2] };
  const rowsOfTwo = JSON.stringify([{ x: [1, 2] }, { x: [3, 4] }]);

  it('a sequence, whose items are the rows', async () => {
    const { rows } = await answers(identity({ kind: 'sequence', element: vector }), 'x.json', rowsOfTwo);
    expect(rows).toEqual([{ y: [1, 2] }, { y: [3, 4] }]);
  });

  it('a sequence of text', async () => {
    const text: TypeSpec = { kind: 'sequence', element: { kind: 'tensor', dtype: 'string', shape: [] } };
    const { rows } = await answers(identity(text), 'x.csv', 'x\na\nb\n');
    expect(rows).toEqual([{ y: 'a' }, { y: 'b' }]);
  });

  it('an optional, by what it holds', async () => {
    const table: TypeSpec = { kind: 'tensor', dtype: 'float32', shape: ['n', 2] };
    const { rows } = await answers(identity({ kind: 'optional', element: table }), 'x.json', rowsOfTwo);
    expect(rows).toEqual([{ y: [1, 2] }, { y: [3, 4] }]);
  });

  it('compare feeds it too', async () => {
    const model = buildModel(identity({ kind: 'tensor', dtype: 'bfloat16', shape: ['n'] }));
    const folder = temporaryFolder({ 'a.onnx': model, 'x.csv': 'x\n1\n2\n' });
    writeFileSync(join(folder, 'b.onnx'), model);
    const outcome = await client.engine.compare(compareRequest(folder, ['a.onnx', 'b.onnx'], 'x.csv'));
    expect(outcome).toMatchObject({ status: 'ok', comparison: { verdict: 'same', rows: 2 } });
  });
});
