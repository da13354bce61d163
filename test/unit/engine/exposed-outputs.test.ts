import { readFileSync } from 'node:fs';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { exposeOutputs } from '../../../src/onnx/expose-outputs';
import { readModel } from '../../../src/onnx/read-model';
import { fixtureModels, readExpected, readRecords } from '../../support/fixtures';

/** Models whose probabilities hide behind a ZipMap, and whose only input is one tensor of the numbers in `input.json`. */
const cases = fixtureModels().flatMap((one) => {
  const [bound, ...others] = one.case.bindings[one.model.file] ?? [];
  const zipmap = one.model.outputs.some(({ type }) => type.startsWith('seq(map('));
  if (!zipmap || bound?.dtype !== 'float32' || others.length > 0 || one.case.kind === 'pair') return [];
  const rows = numbers(one.case.id, bound.columns);
  return rows ? [{ ...one, input: bound.input, rows }] : [];
});

describe('the tensor behind a ZipMap becomes an output, without a change to the file before it', () => {
  it('in several cases', () => {
    expect(cases.length).toBeGreaterThan(5);
  });

  it.each(cases)('$title', async ({ path, case: { id }, rows, input }) => {
    const analysis = await readModel(path);
    const [name = '', ...others] = analysis.outputs.flatMap((output) =>
      output.kind === 'zipmap' ? [output.tensor] : [],
    );
    const bytes = Buffer.concat([readFileSync(path), exposeOutputs([name, ...others])]);
    const session = await InferenceSession.create(bytes, { logSeverityLevel: 3 });
    expect(session.outputNames).toEqual([...analysis.outputs.map((output) => output.name), name, ...others]);

    const feed = new Tensor('float32', Float32Array.from(rows.flat()), [rows.length, rows[0]?.length ?? 0]);
    const answer = await session.run({ [input]: feed }, [name]);
    const { probabilities = [] } = readExpected(id);
    const found = Array.from(answer[name]?.data as Float32Array);
    expect(probabilities.length).toBe(rows.length);
    for (const [at, value] of probabilities.flat().entries()) expect(found[at]).toBeCloseTo(Number(value), 5);
    await session.release();
  });
});

function numbers(id: string, columns: readonly string[]): number[][] | undefined {
  const rows = readRecords(id);
  if (!rows || rows.some((row) => columns.some((column) => typeof row[column] === 'string'))) return undefined;
  return rows.map((row) => columns.map((column) => Number(row[column] ?? NaN)));
}

it('nothing is appended for no names', () => {
  expect(exposeOutputs([])).toEqual(new Uint8Array());
});

it('a name of any length and alphabet can be exposed', async () => {
  const { path } = cases[0] ?? { path: '' };
  const name = `größe/${'x'.repeat(300)}`;
  const bytes = Buffer.concat([readFileSync(path), exposeOutputs([name, 'b'])]);
  expect(bytes.includes(Buffer.from(name))).toBe(true);
  await expect(InferenceSession.create(bytes, { logSeverityLevel: 3 })).rejects.toThrow(name);
});
