import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadProblem } from '../../../src/onnx/problems';
import { readModel } from '../../../src/onnx/read-model';
import { MODELS } from '../../support/fixtures';
import { buildModel, node, tensor, type ModelSpec, type TensorSpec } from '../../support/onnx-builder';
import { temporaryFolder } from '../../support/temporary-folder';

describe('a bad model that can be read', () => {
  const readable = [
    'unknown-op.onnx',
    'future-opset.onnx',
    'external-missing/model.onnx',
    'external-escape/model.onnx',
  ];
  it.each(readable)('%s can still be looked at', async (file) => {
    const { summary } = await readModel(join(MODELS, 'bad', file));
    expect(summary.inputs).toMatchObject([{ name: 'float_input', type: 'float32' }]);
    expect(summary.problems.map(({ severity }) => severity)).toContain('error');
  });
});

const x = tensor('x', 'float32', ['N', 4]);
const y = tensor('y', 'float32', ['N', 4]);

describe('a border that the runtime cannot cross', () => {
  it.each(['float4e2m1', 'complex64'] as const)('%s is said before it aborts', async (dtype) => {
    const model = buildModel({
      inputs: [x],
      outputs: [tensor('y', dtype, ['N'])],
      nodes: [node('Cast', ['x'], ['y'])],
    });
    const analysis = await readModel(join(temporaryFolder({ 'm.onnx': model }), 'm.onnx'));
    expect(loadProblem(analysis)?.message).toContain(dtype);
    expect(analysis.outputs).toEqual([{ kind: 'unsupported', name: 'y', type: dtype }]);
  });

  it('a sequence that cannot be made of rows is no input', async () => {
    const list = { name: 'x', type: { kind: 'sequence', element: { kind: 'tensor', dtype: 'uint8' } } } as const;
    const model = buildModel({ inputs: [list], outputs: [y], nodes: [node('ConcatFromSequence', ['x'], ['y'])] });
    const analysis = await readModel(join(temporaryFolder({ 'm.onnx': model }), 'm.onnx'));
    expect(loadProblem(analysis)?.message).toContain('seq(uint8)');
    expect(analysis.inputs).toEqual([]);
  });
});

describe('files that are something else', () => {
  const table: readonly { title: string; content: string | Uint8Array; says: string }[] = [
    { title: 'a web page', content: '\n<!DOCTYPE html><html></html>', says: 'web page' },
    { title: 'gzip', content: Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0), says: 'gzip' },
    { title: 'ZIP', content: 'PK\x03\x04 archive', says: 'ZIP' },
    { title: 'ORT format', content: Uint8Array.of(24, 0, 0, 0, 0x4f, 0x52, 0x54, 0x4d, 0, 0), says: 'ORT' },
    { title: 'text that ends inside a character', content: 'é'.repeat(400), says: 'text file' },
    { title: 'JSON', content: '{"a": 1}\n', says: 'text file' },
    { title: 'one byte', content: Uint8Array.of(0xff), says: 'not a' },
    { title: 'a tensor file', content: Uint8Array.of(8, 2, 16, 1, 74, 8, 0, 0, 0, 0, 0, 0, 0, 0), says: 'no graph' },
  ];
  it.each(table)('$title', async ({ content, says }) => {
    const path = join(temporaryFolder({ 'm.onnx': content }), 'm.onnx');
    await expect(readModel(path)).rejects.toMatchObject({ name: 'WorkbenchError', kind: 'model' });
    await expect(readModel(path)).rejects.toThrow(says);
  });

  it('a folder, or nothing', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'm.onnx'));
    await expect(readModel(join(folder, 'm.onnx'))).rejects.toThrow('m.onnx is not a file');
    await expect(readModel(join(folder, 'gone.onnx'))).rejects.toThrow('no file gone.onnx');
  });
});

describe('weights in other files', () => {
  const weights = (external: NonNullable<TensorSpec['external']>): ModelSpec => ({
    inputs: [tensor('x', 'float32', ['N', 4])],
    outputs: [tensor('y', 'float32', ['N', 4])],
    nodes: [node('Add', ['x', 'w'], ['y'])],
    initializers: [{ name: 'w', dtype: 'float32', dims: [4], external }],
  });
  const table: readonly {
    title: string;
    external: NonNullable<TensorSpec['external']>;
    code?: string;
    says?: string;
  }[] = [
    { title: 'beside the model', external: { location: 'w.bin' } },
    { title: 'in a folder below', external: { location: 'below/w.bin', offset: 0, length: 16 } },
    { title: 'missing', external: { location: 'gone.bin' }, code: 'external-data-missing', says: 'gone.bin' },
    { title: 'a folder', external: { location: 'below' }, code: 'external-data-missing', says: 'below' },
    { title: 'nameless', external: { location: '' }, code: 'external-data-missing', says: 'does not name' },
    {
      title: 'too short',
      external: { location: 'w.bin', offset: 1, length: 16 },
      code: 'external-data-short',
      says: '17 bytes',
    },
    {
      title: 'too short for its dims',
      external: { location: 'w.bin', offset: 8 },
      code: 'external-data-short',
      says: '24 bytes',
    },
    { title: 'above', external: { location: '../w.bin' }, code: 'external-data-outside', says: '../w.bin' },
    {
      title: 'above and back',
      external: { location: 'below/../../model/w.bin' },
      code: 'external-data-outside',
      says: 'below',
    },
    {
      title: 'above, in the Windows way',
      external: { location: '..\\w.bin' },
      code: 'external-data-outside',
      says: '..\\w.bin',
    },
    {
      title: 'absolute',
      external: { location: '/etc/hostname' },
      code: 'external-data-outside',
      says: '/etc/hostname',
    },
    { title: 'on a drive', external: { location: 'C:w.bin' }, code: 'external-data-outside', says: 'C:w.bin' },
    {
      title: 'a link that leads out',
      external: { location: 'link.bin' },
      code: 'external-data-outside',
      says: 'link.bin',
    },
    {
      title: 'a linked folder that leads out',
      external: { location: 'out/w.bin' },
      code: 'external-data-outside',
      says: 'out/w.bin',
    },
  ];
  it.each(table)('$title', async ({ external, code, says = '' }) => {
    const bytes = new Uint8Array(16);
    const folder = temporaryFolder({
      'model/m.onnx': buildModel(weights(external)),
      'model/w.bin': bytes,
      'model/below/w.bin': bytes,
      'w.bin': bytes,
      'outside/w.bin': bytes,
    });
    symlinkSync('../w.bin', join(folder, 'model/link.bin'));
    symlinkSync('../outside', join(folder, 'model/out'));
    const error = loadProblem(await readModel(join(folder, 'model/m.onnx')));
    expect(error?.issues[0]?.code).toBe(code);
    expect(error?.message ?? '').toContain(says);
  });

  it('are listed with the bytes that are needed of them', async () => {
    const two = [0, 16].map((offset) => ({
      name: `w${offset}`,
      dtype: 'float16' as const,
      dims: [8],
      external: { location: 'w.bin', offset },
    }));
    const model = buildModel({ initializers: two });
    const { summary } = await readModel(
      join(temporaryFolder({ 'm.onnx': model, 'w.bin': new Uint8Array(32) }), 'm.onnx'),
    );
    expect(summary).toMatchObject({ externalData: [{ location: 'w.bin', bytes: 32 }], parameters: 16, problems: [] });
  });
});
