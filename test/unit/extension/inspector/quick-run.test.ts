import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { FilledField, QuickRunAnswer } from '../../../../src/contract/inspector-page';
import { quickRun } from '../../../../src/extension/inspector/quick-run';
import { startEngine } from '../../../support/engine';
import { MODELS } from '../../../support/fixtures';
import { endlessLoop } from '../../../support/models';
import { temporaryFolder } from '../../../support/temporary-folder';
import { copyFileSync, mkdirSync } from 'node:fs';

const client = startEngine();
afterAll(() => client.dispose());

/** A folder with a log of its own. */
function folderWith(model: string): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, '.onnx-workbench'));
  copyFileSync(join(MODELS, model, 'model.onnx'), join(folder, 'm.onnx'));
  return folder;
}

function ask(
  folder: string,
  fields: readonly FilledField[],
  signal: AbortSignal = new AbortController().signal,
): Promise<QuickRunAnswer> {
  const parts = { engine: client.engine, model: 'm.onnx', folder, signal, notAList: (column: string) => column };
  return quickRun(parts, fields);
}

const number = (column: string, text: string): FilledField => ({ column, kind: 'number', text });

describe('a quick run', () => {
  it('answers label, probabilities in class order and outputs, and is a logged run', async () => {
    const folder = folderWith('iris-logreg-zipmap-int');
    const { row } = await client.engine.expect({ model: 'm.onnx', folder });
    const answer = await ask(
      folder,
      row.fields.map(({ column, kind, value }) => ({ column, kind, text: value })),
    );
    if (answer.kind !== 'done') throw new Error(answer.kind);
    expect(answer.probabilities.map((one) => one.class)).toEqual(['0', '1', '2']);
    expect(answer.probabilities.map((one) => one.class)).toContain(answer.label);
    expect(answer.outputs.map(({ name }) => name)).toEqual(['output_label', 'output_probability']);
    expect(answer.logged?.first).toBe(true);
    const { runs } = await client.engine.logList({ near: folder, limit: 5 });
    expect(runs).toMatchObject([{ id: answer.logged?.run, source: 'panel', rows: 1, data: { path: 'inline' } }]);
  });

  it('names the column of a value that does not fit', async () => {
    const folder = folderWith('scalar-output');
    const answer = await ask(folder, [number('price', '1'), number('quantity', 'many')]);
    expect(answer).toMatchObject({ kind: 'failed', issues: [{ severity: 'error', column: 'quantity' }] });
  });

  it('can be cancelled in the middle of a call that never ends', async () => {
    const folder = temporaryFolder({ 'm.onnx': endlessLoop(), '.onnx-workbench/keep': '' });
    const cancelling = new AbortController();
    const answering = ask(folder, [number('x', '1')], cancelling.signal);
    setTimeout(() => cancelling.abort(), 300);
    expect(await answering).toEqual({ kind: 'cancelled' });
  });
});
