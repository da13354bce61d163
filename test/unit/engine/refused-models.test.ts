import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { InferenceSession } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { WorkbenchError } from '../../../src/contract/issue';
import { explainLoadError } from '../../../src/onnx/explain-load-error';
import { loadProblem } from '../../../src/onnx/problems';
import { readModel } from '../../../src/onnx/read-model';
import { badFiles, MODELS } from '../../support/fixtures';
import { buildModel, node, tensor, type ModelSpec } from '../../support/onnx-builder';
import { temporaryFolder } from '../../support/temporary-folder';

/** What stands between a file and a session, in the order of a prediction: read it, look for problems, let the runtime try. */
async function whyNotLoaded(path: string, name: string): Promise<WorkbenchError | undefined> {
  try {
    const analysis = await readModel(path, name);
    const problem = loadProblem(analysis);
    if (problem) return problem;
    try {
      const session = await InferenceSession.create(path, { logSeverityLevel: 3 });
      await session.release();
      return undefined;
    } catch (error) {
      return explainLoadError(error instanceof Error ? error.message : String(error), analysis.summary, name);
    }
  } catch (error) {
    if (error instanceof WorkbenchError) return error;
    throw error;
  }
}

describe('each bad model', () => {
  it.each(badFiles('model'))('$file: the message names $mustName', async ({ file, mustName }) => {
    const error = await whyNotLoaded(join(MODELS, 'bad', file), file);
    expect(error?.kind).toBe('model');
    for (const text of mustName) expect(error?.message).toContain(text);
    expect(error?.message).not.toMatch(/onnxruntime_src|\.(?:cc|h):\d/);
  });
});

describe('a model made for a newer opset', () => {
  it('is refused for its opset, not for the operator that the runtime met first', async () => {
    const error = await whyNotLoaded(join(MODELS, 'bad/future-opset.onnx'), 'future-opset.onnx');
    expect(error?.issues.map(({ code }) => code)).toEqual(['opset-too-new']);
  });
});

const x = tensor('x', 'float32', ['N', 4]);
const y = tensor('y', 'float32', ['N', 4]);
const relu = { inputs: [x], outputs: [y], nodes: [node('Relu', ['x'], ['y'])] };

describe('what the runtime refuses', () => {
  const table: readonly { title: string; model: ModelSpec; code: string; says: readonly string[] }[] = [
    {
      title: 'an operator',
      model: { ...relu, nodes: [node('Foo', ['x'], ['y'])] },
      code: 'unknown-operator',
      says: ['operator Foo,'],
    },
    {
      title: 'an operator of ai.onnx.ml',
      model: { ...relu, nodes: [node('ai.onnx.ml.Foo', ['x'], ['y'])], opsets: { '': 17, 'ai.onnx.ml': 3 } },
      code: 'unknown-operator',
      says: ['ai.onnx.ml.Foo'],
    },
    {
      title: 'a domain that is not imported',
      model: { ...relu, nodes: [node('foo.bar.Baz', ['x'], ['y'])] },
      code: 'unknown-operator',
      says: ['foo.bar.Baz'],
    },
    { title: 'an opset', model: { ...relu, opsets: { '': 29 } }, code: 'opset-too-new', says: ['29', '28'] },
    {
      title: 'an opset of ai.onnx.ml',
      model: { ...relu, opsets: { '': 17, 'ai.onnx.ml': 6 } },
      code: 'opset-too-new',
      says: ['6', 'ai.onnx.ml', '5'],
    },
    { title: 'an IR version', model: { ...relu, irVersion: 14 }, code: 'ir-version-too-new', says: ['14', '13'] },
    {
      title: 'element types',
      model: {
        inputs: [tensor('x', 'string', ['N'])],
        outputs: [tensor('y', 'string', ['N'])],
        nodes: [node('Relu', ['x'], ['y'])],
      },
      code: 'model-refused',
      says: ['Relu'],
    },
    {
      title: 'a tensor that nobody writes',
      model: { ...relu, nodes: [node('Relu', ['z'], ['y'])] },
      code: 'model-refused',
      says: ["'z'"],
    },
  ];
  it.each(table)('$title', async ({ model, code, says }) => {
    const path = join(temporaryFolder({ 'm.onnx': buildModel(model) }), 'm.onnx');
    const error = await whyNotLoaded(path, 'm.onnx');
    expect(error?.issues[0]?.code).toBe(code);
    for (const text of ['m.onnx', ...says]) expect(error?.message).toContain(text);
    expect(error?.message).not.toMatch(/onnxruntime_src|\.(?:cc|h):\d/);
  });

  const newest = [{ '': 26 }, { '': 17, 'ai.onnx.ml': 5 }];
  it.each(newest)('nothing of opset %o', async (opsets) => {
    const path = join(temporaryFolder({ 'm.onnx': buildModel({ ...relu, opsets, irVersion: 13 }) }), 'm.onnx');
    expect((await readModel(path)).summary.problems).toEqual([]);
    expect(await whyNotLoaded(path, 'm.onnx')).toBeUndefined();
  });
});

it('weights in a cache of links, where model and weights lie in one folder, are loaded', async () => {
  const weights = { name: 'w', dtype: 'float32', dims: [4], external: { location: 'w.bin' } } as const;
  const model = buildModel({
    inputs: [x],
    outputs: [y],
    nodes: [node('Add', ['x', 'w'], ['y'])],
    initializers: [weights],
  });
  const folder = temporaryFolder({ 'blobs/a': model, 'blobs/b': new Uint8Array(16), 'snapshot/x': '' });
  symlinkSync('../blobs/a', join(folder, 'snapshot/m.onnx'));
  symlinkSync('../blobs/b', join(folder, 'snapshot/w.bin'));
  expect(await whyNotLoaded(join(folder, 'snapshot/m.onnx'), 'm.onnx')).toBeUndefined();
});
