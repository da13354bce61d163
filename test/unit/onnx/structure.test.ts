import fc from 'fast-check';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compareGraphs, isUnchanged, type GraphChanges } from '../../../src/onnx/structure/compare-structure';
import { buildModel, node, tensor, type ModelSpec, type NodeSpec, type TensorSpec } from '../../support/onnx-builder';
import { temporaryFolder } from '../../support/temporary-folder';

function weight(name: string, values: readonly number[]): TensorSpec {
  return { name, dtype: 'float32', dims: [values.length], data: Float32Array.from(values) };
}

const NODES: readonly NodeSpec[] = [
  { op: 'Mul', name: 'scale', inputs: ['x', 'w'], outputs: ['scaled'] },
  { op: 'Add', name: 'shift', inputs: ['scaled', 'b'], outputs: ['shifted'] },
  {
    op: 'LeakyRelu',
    name: 'activate',
    inputs: ['shifted'],
    outputs: ['active'],
    attributes: { alpha: { kind: 'float', value: 0.25 } },
  },
  { op: 'Add', name: 'again', inputs: ['active', 'b'], outputs: ['y'] },
];

const MODEL: ModelSpec = {
  inputs: [tensor('x', 'float32', ['rows', 2])],
  outputs: [tensor('y', 'float32', ['rows', 2])],
  nodes: NODES,
  initializers: [weight('w', [3, 4]), weight('b', [1, 2])],
};

/** Half of the nodes are LeakyRelu with this alpha; `more` others follow. */
function chain(length: number, alpha: number, more = 0): ModelSpec {
  const tensorAt = (place: number): string => (place === 0 ? 'x' : `t${place}`);
  const nodes = Array.from({ length: length + more }, (_, place): NodeSpec => {
    const ends = { name: `n${place}`, inputs: [tensorAt(place)], outputs: [tensorAt(place + 1)] };
    if (place >= length) return { op: 'Neg', ...ends };
    if (place % 2 === 1) return { op: 'Relu', ...ends };
    return { op: 'LeakyRelu', ...ends, attributes: { alpha: { kind: 'float', value: alpha } } };
  });
  return { inputs: MODEL.inputs ?? [], outputs: [tensor(tensorAt(length + more), 'float32', ['rows', 2])], nodes };
}

async function compare(candidate: ModelSpec, baseline: ModelSpec = MODEL): Promise<GraphChanges> {
  const folder = temporaryFolder({ 'a.onnx': buildModel(baseline), 'b.onnx': buildModel(candidate) });
  const file = (name: string): { path: string; name: string } => ({ path: join(folder, name), name });
  return compareGraphs(file('a.onnx'), file('b.onnx'), new Map());
}

/** The model with one node of it changed. */
function withNode(name: string, change: Partial<NodeSpec>): ModelSpec {
  return { ...MODEL, nodes: NODES.map((one) => (one.name === name ? { ...one, ...change } : one)) };
}

describe('what differs in two graphs', () => {
  test('is nothing in a model and itself', async () => {
    expect(isUnchanged(await compare(MODEL))).toBe(true);
  });

  test('is nothing where tensors between nodes are called otherwise', async () => {
    const nodes = NODES.map((one) => ({
      ...one,
      inputs: one.inputs.map((name) => name.replace('scaled', 's1').replace('shifted', 's2')),
      outputs: one.outputs.map((name) => name.replace('scaled', 's1').replace('shifted', 's2')),
    }));
    expect(isUnchanged(await compare({ ...MODEL, nodes }))).toBe(true);
  });

  test('names an attribute with its value before and after', async () => {
    const { nodes, weights } = await compare(
      withNode('activate', { attributes: { alpha: { kind: 'float', value: 0.1 } } }),
    );
    expect(nodes).toMatchObject({ baseline: 4, candidate: 4, changed: 1, removed: 0, added: 0, operators: [] });
    expect(nodes.list).toEqual([
      {
        change: 'changed',
        baseline: 'activate',
        candidate: 'activate',
        operator: 'LeakyRelu',
        differs: ['attributes'],
        attributes: [{ name: 'alpha', baseline: '0.25', candidate: '0.1' }],
      },
    ]);
    expect(weights).toMatchObject({ changed: 0, list: [] });
  });

  test('counts what changed by operator, of thousands of nodes of which the first are listed', async () => {
    const before = chain(5_000, 0.25);
    const { nodes } = await compare(chain(5_000, 0.5, 40), before);
    expect(nodes).toMatchObject({ baseline: 5_000, candidate: 5_040, changed: 2_500, removed: 0, added: 40 });
    expect(nodes.groups).toEqual([
      { operator: 'LeakyRelu', changed: 2_500, removed: 0, added: 0 },
      { operator: 'Neg', changed: 0, removed: 0, added: 40 },
    ]);
    expect(nodes.list).toHaveLength(200);
  });

  test('names a node that has another name, by what it reads and writes', async () => {
    const { nodes } = await compare(withNode('again', { name: 'last' }));
    expect(nodes.changed).toBe(1);
    expect(nodes.list).toMatchObject([{ baseline: 'again', candidate: 'last', differs: ['name'] }]);
  });

  test('names a node that is another operator now', async () => {
    const { nodes } = await compare(withNode('shift', { op: 'Sub' }));
    expect(nodes).toMatchObject({ changed: 1, removed: 0, added: 0 });
    expect(nodes.list).toMatchObject([{ baseline: 'shift', operator: 'Sub', differs: ['operator'] }]);
    expect(nodes.operators).toEqual([
      { operator: 'Add', baseline: 2, candidate: 1 },
      { operator: 'Sub', baseline: 0, candidate: 1 },
    ]);
  });

  test('names a node that went and one that reads something else for it; and the other way round', async () => {
    const rest = withNode('again', { inputs: ['shifted', 'b'] });
    const without = { ...MODEL, nodes: (rest.nodes ?? []).filter(({ name }) => name !== 'activate') };
    const { nodes } = await compare(without);
    expect(nodes).toMatchObject({ changed: 1, removed: 1, added: 0 });
    expect(nodes.list).toMatchObject([
      { change: 'changed', baseline: 'again', differs: ['inputs'] },
      { change: 'removed', baseline: 'activate', candidate: null, operator: 'LeakyRelu' },
    ]);
    expect((await compare(MODEL, without)).nodes.list).toMatchObject([
      { change: 'changed', baseline: 'again' },
      { change: 'added', baseline: null, candidate: 'activate' },
    ]);
  });

  test('names weights by how much they differ: 1 of (3, 4) is a fifth', async () => {
    const { weights, nodes } = await compare({ ...MODEL, initializers: [weight('w', [3, 5]), weight('b', [1, 2])] });
    expect(weights).toMatchObject({ baseline: 2, candidate: 2, changed: 1, renamed: 0, removed: 0, added: 0 });
    expect(weights.list).toEqual([
      {
        change: 'changed',
        baseline: 'w',
        candidate: 'w',
        dtype: { baseline: 'float32', candidate: 'float32' },
        shape: { baseline: [2], candidate: [2] },
        maxAbs: 1,
        meanAbs: 0.5,
        relativeNorm: 0.2,
      },
    ]);
    expect(nodes.changed).toBe(0);
  });

  test('says NaN where only one of them is, and nothing where both are', async () => {
    const nan = { ...MODEL, initializers: [weight('w', [3, NaN]), weight('b', [1, 2])] };
    expect((await compare(nan)).weights.list).toMatchObject([{ maxAbs: 'NaN', relativeNorm: 'NaN' }]);
    expect(isUnchanged(await compare(nan, nan))).toBe(true);
  });

  test('knows weights of another name by their content, and what reads them is unchanged', async () => {
    const { weights, nodes } = await compare({
      ...withNode('scale', { inputs: ['x', 'kernel'] }),
      initializers: [weight('kernel', [3, 4]), weight('b', [1, 2])],
    });
    expect(weights).toMatchObject({ changed: 0, renamed: 1, removed: 0, added: 0 });
    expect(weights.list).toMatchObject([{ change: 'renamed', baseline: 'w', candidate: 'kernel' }]);
    expect(nodes.changed).toBe(0);
  });

  test('does not measure weights of another shape', async () => {
    const { weights } = await compare({ ...MODEL, initializers: [weight('w', [3, 4, 5]), weight('b', [1, 2])] });
    expect(weights.list).toMatchObject([
      { change: 'changed', shape: { baseline: [2], candidate: [3] }, maxAbs: null, relativeNorm: null },
    ]);
  });

  test('is listed up to a bound, with totals', async () => {
    const chain = (alpha: number): ModelSpec => ({
      ...MODEL,
      nodes: Array.from({ length: 3000 }, (_, place) =>
        node('LeakyRelu', [place === 0 ? 'x' : `t${place - 1}`], [place === 2999 ? 'y' : `t${place}`], {
          alpha: { kind: 'float', value: alpha },
        }),
      ),
    });
    const { nodes } = await compare(chain(0.5), chain(0.25));
    expect(nodes.changed).toBe(3000);
    expect(nodes.list).toHaveLength(200);
  });

  test('is exactly the weights that were changed, whichever they are', async () => {
    const lists = fc.array(fc.record({ value: fc.integer({ min: 1, max: 9 }), changed: fc.boolean() }), {
      minLength: 1,
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(lists, async (list) => {
        const model = (delta: number): ModelSpec => ({
          ...MODEL,
          initializers: list.map(({ value, changed }, place) => weight(`w${place}`, [value + (changed ? delta : 0)])),
        });
        const { weights } = await compare(model(1), model(0));
        const changed = list.flatMap((one, place) => (one.changed ? [`w${place}`] : []));
        expect(weights.list.map(({ baseline }) => baseline).sort()).toEqual(changed);
      }),
      { numRuns: 25 },
    );
  });
});
