import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { request, startEngine } from '../../../support/engine';
import { MODELS } from '../../../support/fixtures';
import { chainOfAdds } from '../../../support/models';
import { temporaryFolder } from '../../../support/temporary-folder';

const engine = startEngine();
afterAll(() => engine.dispose());

/** The model adds 1; the last truth is wrong by 3. */
const DATA = 'x,who\n1,007\n2,7\n3,ann\n';

const JOINS: readonly { readonly title: string; readonly truth: string; readonly sidecar?: string }[] = [
  { title: 'by a row column, in any order', truth: 'row,t\n2,7\n0,2\n1,3\n' },
  {
    title: "by the sidecar's id, as text: 007 is not 7",
    truth: 'who,t\nann,7\n7,3\n007,2\n',
    sidecar: '{"version":1,"id":"who"}',
  },
  { title: 'by order where nothing else joins', truth: 't\n2\n3\n7\n' },
  { title: 'by order, past the index that pandas wrote', truth: ',t\n0,2\n1,3\n2,7\n' },
  { title: 'by order, past columns that the data has too', truth: 'who,t\n007,2\n7,3\nann,7\n' },
  {
    title: 'by order, with the column that the settings name',
    truth: 'note,t\n1,2\n1,3\n1,7\n',
    sidecar: '{"version":1,"truth":"t"}',
  },
];

describe('truth from a file', () => {
  it.each(JOINS)('is joined $title', async ({ truth, sidecar }) => {
    const files = { 'm.onnx': chainOfAdds(1), 'in.csv': DATA, 'truth.csv': truth };
    const folder = temporaryFolder(sidecar === undefined ? files : { ...files, 'm.onnx.workbench.json': sidecar });
    const outcome = await engine.engine.predict(
      request(folder, 'm.onnx', 'in.csv', { binding: { truth: 'truth.csv' } }),
    );
    expect(outcome).toMatchObject({
      status: 'ok',
      metrics: { rows: 3, rowsWithoutTruth: 0, mae: 1, truth: 'truth.csv' },
    });
  });

  it('counts rows that it does not have', async () => {
    const folder = temporaryFolder({ 'm.onnx': chainOfAdds(1), 'in.csv': DATA, 'truth.csv': 'row,t\n0,2\n' });
    const outcome = await engine.engine.predict(
      request(folder, 'm.onnx', 'in.csv', { binding: { truth: 'truth.csv' } }),
    );
    expect(outcome).toMatchObject({ metrics: { rows: 1, rowsWithoutTruth: 2, mae: 0 } });
  });

  it('does not join rows by an id that is missing on both sides', async () => {
    const folder = temporaryFolder({
      'm.onnx': chainOfAdds(1),
      'm.onnx.workbench.json': '{"version":1,"id":"who"}',
      'in.csv': 'x,who\n1,a\n2,\n3,\n',
      'truth.csv': 'who,t\n,9\na,2\n',
    });
    const outcome = await engine.engine.predict(
      request(folder, 'm.onnx', 'in.csv', { binding: { truth: 'truth.csv' } }),
    );
    expect(outcome).toMatchObject({ metrics: { rows: 1, rowsWithoutTruth: 2, mae: 0 } });
  });

  it('that is neither a column nor a file is an error that names the columns', async () => {
    const folder = temporaryFolder({ 'm.onnx': chainOfAdds(1), 'in.csv': DATA });
    const run = engine.engine.predict(request(folder, 'm.onnx', 'in.csv', { binding: { truth: 'answers' } }));
    await expect(run).rejects.toMatchObject({ kind: 'usage', message: expect.stringContaining('x, who') as string });
  });

  it('of several columns for a classifier is asked about, not guessed', async () => {
    const folder = temporaryFolder({ 'truth.csv': 'row,first,second\n0,Barolo,Barbera\n' });
    const [model, data] = ['model.onnx', 'input.csv'].map((name) => join(MODELS, 'natural-feature-names', name));
    const run = engine.engine.predict(request(folder, `${model}`, `${data}`, { binding: { truth: 'truth.csv' } }));
    await expect(run).rejects.toMatchObject({
      kind: 'usage',
      issues: [{ code: 'truth-ambiguous', message: expect.stringContaining("'first', 'second'") as string }],
    });
  });
});
