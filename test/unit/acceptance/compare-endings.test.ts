import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openComparedFolder } from './support/compared-folder';

const { folder, compare } = openComparedFolder();

describe('how it ends', () => {
  const words = ['v1.onnx', 'v2.onnx', '--data', 'input.csv', '--no-log'];

  it.each([
    ['a difference alone', [], 0],
    ['a gate that holds', ['--truth', 'truth.csv', '--gate', 'accuracy >= .9'], 0],
    ['a gate that fails', ['--truth', 'truth.csv', '--gate', 'accuracy >= .95'], 1],
    ['a gate without anything to measure', ['--gate', 'accuracy >= 0'], 1],
    ['too many flips', ['--max-flips', '10%'], 1],
    ['few enough flips', ['--max-flips', '23%'], 0],
    ['the gate tolerance', ['--gate', 'tolerance'], 1],
    ['the gate tolerance within a wide one', ['--gate', 'maxAbs <= 1'], 0],
  ])('%s', async (_title, more, code) => {
    expect((await compare([...words, ...more])).code).toBe(code);
  });

  it.each([
    ['a gate that cannot be read', [...words, '--gate', 'beauty > 1'], 'bad-gate'],
    ['no data', ['v1.onnx', 'v2.onnx'], 'no-data'],
    ['a model that is not there', ['v1.onnx', 'v3.onnx', '--data', 'input.csv'], 'model-not-found'],
    ['data that is not there', ['v1.onnx', 'v2.onnx', '--data', 'none.csv'], 'no-file'],
  ])('%s: 2, with one whole object', async (_title, all, code) => {
    expect(await compare(all)).toMatchObject({ code: 2, json: { verdict: 'incomparable', issues: [{ code }] } });
  });

  it('a side that cannot run: 1 and incomparable, and why', async () => {
    writeFileSync(join(folder, 'broken.onnx'), readFileSync(join(folder, 'v1.onnx')).subarray(0, 500));
    const { code, json } = await compare(['v1.onnx', 'broken.onnx', '--data', 'input.csv', '--no-log']);
    expect(code).toBe(1);
    expect(json.verdict).toBe('incomparable');
    expect(json.summary).toContain('broken.onnx');
    expect(json.gates).toEqual([]);
  });

  it('nothing binds: 1 and incomparable', async () => {
    writeFileSync(join(folder, 'narrow.csv'), 'a,b\n1,2\n');
    const { code, json } = await compare(['v1.onnx', 'v2.onnx', '--data', 'narrow.csv', '--no-log']);
    expect({ code, verdict: json.verdict }).toEqual({ code: 1, verdict: 'incomparable' });
    expect(json.issues[0]?.code).toBe('too-few-columns');
  });

  it('columns that have to be confirmed: 2, with the command that accepts them', async () => {
    const { code, json } = await compare(['v1.onnx', 'v2.onnx', '--data', 'with-id.csv', '--no-log']);
    expect(code).toBe(2);
    expect(json.proposal?.command).toMatch(/compare v1.onnx v2.onnx .*--map auto$/);
    expect((await compare(['v1.onnx', 'v2.onnx', '--data', 'with-id.csv', '--no-log', '--map', 'auto'])).code).toBe(0);
  });

  it('tolerances hold for all outputs or for one', async () => {
    const wide = await compare([...words, '--atol', '2']);
    expect(wide.json.outputs[1]).toMatchObject({ status: 'within', tolerance: { atol: 2, rtol: 1e-4 } });
    const one = await compare([...words, '--atol', 'output_probability=2', '--rtol', '0']);
    expect(one.json.outputs[1]).toMatchObject({ status: 'within', tolerance: { atol: 2, rtol: 0 } });
  });

  it('columns may be given for one side alone', async () => {
    const swapped = 'malic_acid,alcohol,magnesium,color_intensity,od280/od315_of_diluted_wines';
    const { json } = await compare([...words, '--columns', `candidate:${swapped}`]);
    expect(json.candidate.binding?.[0]).toMatchObject({ columns: swapped.split(','), source: 'flag' });
    expect(json.baseline.binding?.[0]?.columns[0]).toBe('alcohol');
    expect(json.notes.join(' ')).toContain('different orders');
  });
});
