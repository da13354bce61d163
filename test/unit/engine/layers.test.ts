import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CompareRequest } from '../../../src/contract/compare';
import type { ComparedLayers, Layers } from '../../../src/contract/layer-comparison';
import type { EngineClient } from '../../../src/engine/client/engine-client';
import { compareRequest, startEngine } from '../../support/engine';
import { MODELS } from '../../support/fixtures';
import { buildModel, node, tensor, type GraphSpec, type NodeSpec } from '../../support/onnx-builder';
import { findPython, runPython } from '../../support/python';
import { temporaryFolder } from '../../support/temporary-folder';

let client: EngineClient;

beforeAll(() => {
  client = startEngine();
});

afterAll(() => client.dispose());

function asked(folder: string, more: Partial<CompareRequest> = {}): CompareRequest {
  return compareRequest(folder, ['v1.onnx', 'v2.onnx'], 'input.csv', { layers: true, pages: false, ...more });
}

async function layersOf(request: CompareRequest): Promise<Layers> {
  const { comparison } = await client.engine.compare(request);
  if (!comparison.layers) throw new Error(comparison.summary);
  return comparison.layers;
}

async function compared(folder: string, more: Partial<CompareRequest> = {}): Promise<ComparedLayers> {
  const layers = await layersOf(asked(folder, more));
  if (layers.status !== 'compared') throw new Error(layers.why);
  return layers;
}

/** A model of `x`, two columns wide. */
function model(...nodes: readonly NodeSpec[]): Uint8Array {
  const last = nodes.at(-1)?.outputs[0] ?? '';
  return buildModel({
    opsets: { '': 21 },
    irVersion: 10,
    inputs: [tensor('x', 'float32', ['rows', 2])],
    outputs: [tensor(last, 'float32', ['rows', 2])],
    initializers: [{ name: 'two', dtype: 'float32', dims: [], data: Float32Array.of(2) }],
    nodes,
  });
}

const cast = (from: string, to: string, code: number): NodeSpec =>
  node('Cast', [from], [to], { to: { kind: 'int', value: code } });

const ROWS = 'x_0,x_1\n1,2\n3,-4\n';

describe('layers of a model and itself', () => {
  it.each(['pair-identical', 'digits-convnet', 'external-data', 'fixed-batch-1', 'float16-io', 'wine-knn-nozipmap'])(
    'are all the same: %s',
    async (id) => {
      const side = { kind: 'model', path: id === 'pair-identical' ? 'v1.onnx' : 'model.onnx' } as const;
      const layers = await compared(join(MODELS, id), { baseline: side, candidate: side });
      expect(layers.list.length).toBeGreaterThan(0);
      expect(new Set(layers.list.map(({ status }) => status))).toEqual(new Set(['same']));
      for (const { sqnr } of layers.list) expect(['Infinity', null]).toContain(sqnr);
      expect(layers.list.map(({ sqnr }) => sqnr)).toContain('Infinity');
      expect(layers.firstOutOfTolerance).toBeNull();
    },
  );
});

describe('layers of two models', () => {
  it('of which one is quantised pair by the names that the quantiser kept', async () => {
    const layers = await compared(join(MODELS, 'pair-quantised'));
    expect(layers).toMatchObject({ rows: 120, groups: 1, firstOutOfTolerance: 'mul_result' });
    expect(layers.list[0]).toMatchObject({ baseline: 'cast_input', operator: 'Cast', status: 'same' });
    expect(layers.list[1]).toMatchObject({ operator: 'MatMul', candidateOperator: 'Mul', pairedBy: 'name' });
    expect(layers.unpaired.candidate).toContainEqual({
      name: 'mul_result_output_quantized',
      operator: 'MatMulInteger',
      why: 'no-partner',
    });
    expect(layers.unpaired.baseline).toEqual([]);
  });

  it('pair by position where names are new, and leave out what came in between', async () => {
    const folder = temporaryFolder({
      'v1.onnx': model(node('Mul', ['x', 'two'], ['a']), node('Neg', ['a'], ['b']), node('Abs', ['b'], ['c'])),
      'v2.onnx': model(
        node('Mul', ['x', 'two'], ['p']),
        node('Tanh', ['p'], ['q']),
        node('Neg', ['q'], ['r']),
        node('Abs', ['r'], ['s']),
      ),
      'input.csv': ROWS,
    });
    const layers = await compared(folder);
    expect(layers.list.map(({ baseline, candidate, status }) => [baseline, candidate, status])).toEqual([
      ['a', 'p', 'same'],
      ['b', 'r', 'different'],
      ['c', 's', 'different'],
    ]);
    expect(layers.firstOutOfTolerance).toBe('b');
    expect(layers.unpaired.candidate).toEqual([{ name: 'q', operator: 'Tanh', why: 'no-partner' }]);
  });

  it('can be of dtypes that the runtime does not give', async () => {
    const nodes = (factor: string): readonly NodeSpec[] => [
      cast('x', 'half', 16),
      node('Identity', ['half'], ['kept']),
      cast('kept', 'wide', 1),
      cast('x', 'tiny', 22),
      cast('tiny', 'small', 1),
      node('Mul', ['wide', factor], ['y']),
    ];
    const folder = temporaryFolder({
      'v1.onnx': model(...nodes('two')),
      'v2.onnx': model(...nodes('wide')),
      'input.csv': ROWS,
    });
    const layers = await compared(folder);
    expect(layers.list.map(({ baseline, status, sqnr }) => [baseline, status, sqnr === 'Infinity'])).toEqual([
      ['half', 'same', true],
      ['kept', 'same', true],
      ['wide', 'same', true],
      ['tiny', 'same', true],
      ['small', 'same', true],
      ['y', 'different', false],
    ]);
  });

  it('are those of the main graph: what lies in branches is one operator', async () => {
    const data = { kind: 'file', path: 'input.csv' } as const;
    const side = { kind: 'model', path: 'model.onnx' } as const;
    const folder = join(MODELS, 'wine-knn-nozipmap');
    const layers = await compared(folder, { baseline: side, candidate: side, data });
    expect(layers.notEntered).toEqual(['Scan']);
  });

  it('are held to the tolerance that is asked for', async () => {
    const folder = join(MODELS, 'pair-quantised');
    const layers = await compared(folder, { tolerance: { atol: 0.29, outputs: { mul_result1: { atol: 0.5 } } } });
    expect(layers.firstOutOfTolerance).toBe('add_result1');
    expect(layers.list[4]).toMatchObject({ baseline: 'mul_result1', status: 'within', tolerance: { atol: 0.5 } });
  });

  it('leave out what the runtime does not give, with the reason', async () => {
    const branch = (name: string): GraphSpec => ({
      outputs: [tensor(name, 'bfloat16')],
      nodes: [cast('x', name, 16)],
    });
    const branching = (factor: string): Uint8Array =>
      model(
        node('Mul', ['x', factor], ['scaled']),
        node('Greater', ['two', 'two'], ['chosen']),
        node('If', ['chosen'], ['half'], {
          then_branch: { kind: 'graph', value: branch('then') },
          else_branch: { kind: 'graph', value: branch('else') },
        }),
        cast('half', 'wide', 1),
        node('Add', ['wide', 'scaled'], ['y']),
      );
    const folder = temporaryFolder({ 'v1.onnx': branching('two'), 'v2.onnx': branching('x'), 'input.csv': ROWS });
    const layers = await compared(folder);
    expect(layers.list.map(({ baseline, status }) => [baseline, status])).toEqual([
      ['scaled', 'different'],
      ['chosen', 'same'],
      ['wide', 'same'],
      ['y', 'different'],
    ]);
    const half = [{ name: 'half', operator: 'If', why: 'not-given' }];
    expect(layers.unpaired).toEqual({ baseline: half, candidate: half });
  });

  it('come in groups where one row takes much memory, with the same result', async () => {
    const width = 5_000_000;
    const wide = (): Uint8Array =>
      buildModel({
        opsets: { '': 21 },
        irVersion: 10,
        inputs: [tensor('x', 'float32', ['rows', 2])],
        outputs: [tensor('y', 'float32', ['rows', 2 * width])],
        initializers: [{ name: 'repeats', dtype: 'int64', dims: [2], data: BigInt64Array.of(1n, BigInt(width)) }],
        nodes: [node('Tile', ['x', 'repeats'], ['a']), node('Neg', ['a'], ['y'])],
      });
    const folder = temporaryFolder({ 'v1.onnx': wide(), 'v2.onnx': wide(), 'input.csv': 'x_0,x_1\n1,2\n' });
    const layers = await compared(folder);
    expect(layers).toMatchObject({ groups: 2, rows: 1, firstOutOfTolerance: null });
    expect(layers.list.map(({ baseline, status, elements }) => [baseline, status, elements])).toEqual([
      ['a', 'same', 2 * width],
      ['y', 'same', 2 * width],
    ]);
  });

  it('come a few rows at a time where all rows take much memory, with the same result', async () => {
    const width = 36_000;
    const wide = (bias: number): Uint8Array =>
      buildModel({
        inputs: [tensor('x', 'float32', ['rows', 2])],
        outputs: [tensor('y', 'float32', ['rows', 1])],
        initializers: [
          { name: 'w', dtype: 'float32', dims: [2, width], data: new Float32Array(2 * width).fill(0.5) },
          { name: 'b', dtype: 'float32', dims: [], data: Float32Array.of(bias) },
          { name: 'axes', dtype: 'int64', dims: [1], data: BigInt64Array.of(1n) },
        ],
        nodes: [
          node('MatMul', ['x', 'w'], ['a']),
          node('Add', ['a', 'b'], ['c']),
          node('ReduceSum', ['c', 'axes'], ['y']),
        ],
      });
    const rows = Array.from({ length: 300 }, (_, row) => `${row},1`);
    const folder = temporaryFolder({
      'v1.onnx': wide(0),
      'v2.onnx': wide(1),
      'input.csv': `x_0,x_1\n${rows.join('\n')}\n`,
    });
    const layers = await compared(folder);
    expect(layers).toMatchObject({ groups: 1, rows: 256, firstOutOfTolerance: 'c' });
    expect(layers.list.map(({ baseline, status, elements, maxAbs }) => [baseline, status, elements, maxAbs])).toEqual([
      ['a', 'same', 256 * width, 0],
      ['c', 'different', 256 * width, 1],
      ['y', 'different', 256, width],
    ]);
  });

  it('are not there where a side is no model', async () => {
    const folder = temporaryFolder();
    cpSync(join(MODELS, 'pair-renamed-output'), folder, { recursive: true });
    writeFileSync(join(folder, 'predicted.csv'), `y_pred\n${'1\n'.repeat(120)}`);
    const candidate = { kind: 'predictions', file: 'predicted.csv' } as const;
    expect(await layersOf(asked(folder, { candidate }))).toMatchObject({ status: 'not-applicable' });
  });
});

describe('layers of a comparison that ran', () => {
  it('are compared later, under another tolerance', async () => {
    const request = asked(join(MODELS, 'pair-quantised'), { layers: false, pages: true });
    const outcome = await client.engine.compare(request);
    if (outcome.status !== 'ok' || outcome.result === undefined) throw new Error(outcome.comparison.summary);
    const reports: unknown[] = [];
    const layers = await client.engine.compareLayers(
      { result: outcome.result, tolerance: { atol: 10 } },
      { onProgress: (report) => reports.push(report) },
    );
    expect(layers).toMatchObject({ status: 'compared', firstOutOfTolerance: 'argmax_output' });
    expect(reports.at(-1)).toEqual({ kind: 'layers', done: 12, total: 12 });
  });

  it('end when they are cancelled', async () => {
    const outcome = await client.engine.compare(asked(join(MODELS, 'pair-quantised'), { layers: false, pages: true }));
    const result = outcome.status === 'ok' ? (outcome.result ?? '') : '';
    const cancelled = client.engine.compareLayers({ result, tolerance: {} }, { signal: AbortSignal.abort() });
    await expect(cancelled).rejects.toThrow(/cancel/i);
  });

  it('are gone with the engine that held their rows', async () => {
    const gone = client.engine.compareLayers({ result: 'of-another-engine', tolerance: {} });
    await expect(gone).rejects.toMatchObject({ issues: [{ code: 'rows-gone' }] });
  });

  it('fail in words where a model was overwritten', async () => {
    const folder = temporaryFolder();
    cpSync(join(MODELS, 'pair-quantised'), folder, { recursive: true });
    const outcome = await client.engine.compare(asked(folder, { layers: false, pages: true }));
    writeFileSync(join(folder, 'v2.onnx'), readFileSync(join(folder, 'v1.onnx')));
    const result = outcome.status === 'ok' ? (outcome.result ?? '') : '';
    const layers = await client.engine.compareLayers({ result, tolerance: {} });
    expect(layers).toMatchObject({ status: 'failed', why: expect.stringContaining('v2.onnx changed') as string });
  });
});

const python = findPython();

describe.runIf(python !== undefined)('beside onnxruntime in Python', () => {
  it.each(['pair-quantised', 'pair-perturbed-1e-6', 'pair-retrained-classifier'])(
    '%s has the same differences and SQNR',
    async (id) => {
      const folder = join(MODELS, id);
      const { list } = await compared(folder);
      const wanted = python === undefined ? {} : fromPython(python, folder);
      for (const { baseline, candidate, maxAbs, meanAbs, sqnr } of list) {
        const own = baseline === candidate ? wanted[baseline] : undefined;
        if (own === undefined) continue;
        expect(Number(maxAbs), baseline).toBeCloseTo(own[0], 5);
        expect(Number(meanAbs), baseline).toBeCloseTo(own[1], 5);
        if (own[2] < 100) expect(Number(sqnr), baseline).toBeCloseTo(own[2], 1);
        else expect(Number(sqnr), baseline).toBeGreaterThan(90);
      }
      const numbers = list.filter(({ sqnr }) => sqnr !== null).map(({ baseline }) => baseline);
      expect(Object.keys(wanted)).toEqual(expect.arrayContaining(numbers));
    },
  );
});

type Measures = readonly [maxAbs: number, meanAbs: number, sqnr: number];

/** All tensors of numbers that both models have, by the same names: NumPy's answers. */
function fromPython(python: string, folder: string): Readonly<Record<string, Measures>> {
  const code = `
import json, numpy as np, onnx, onnxruntime as ort, pandas as pd
folder = ${JSON.stringify(folder)}
case = json.load(open(folder + "/case.json"))
data = pd.read_csv(folder + "/input.csv")
def answers(file):
    model = onnx.load(folder + "/" + file)
    known = {output.name for output in model.graph.output}
    names = [name for node in model.graph.node for name in node.output if node.op_type not in ("ZipMap", "Constant")]
    for name in names:
        if name not in known: model.graph.output.append(onnx.ValueInfoProto(name=name))
    options = ort.SessionOptions()
    options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_DISABLE_ALL
    session = ort.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    bound = case["bindings"][file]
    feeds = {one["input"]: data[one["columns"]].to_numpy(dtype=one["dtype"]) for one in bound}
    return dict(zip(names, session.run(names, feeds)))
old, new = answers("v1.onnx"), answers("v2.onnx")
with np.errstate(all="ignore"):
    rows = {}
    for name in [name for name in old if name in new]:
        a, b = np.asarray(old[name]), np.asarray(new[name])
        if a.dtype.kind not in "fiu": continue
        a, b = a.astype("f8").ravel(), b.astype("f8").ravel()
        both = np.isfinite(a) & np.isfinite(b)
        a, b = a[both], b[both]
        noise = np.linalg.norm(a - b)
        rows[name] = [abs(a - b).max(), abs(a - b).mean(), 1e9 if noise == 0 else 20 * np.log10(max(np.linalg.norm(a), 2.2e-16) / noise)]
result = pd.DataFrame(rows)
`;
  const [answer] = runPython(python, [code]);
  if (!answer?.columns) throw new Error(answer?.error ?? 'Python gave no answer.');
  return Object.fromEntries(
    Object.entries(answer.columns).map(([name, [maxAbs, meanAbs, sqnr]]) => [
      name,
      [Number(maxAbs), Number(meanAbs), Number(sqnr)] as const,
    ]),
  );
}
