import assert from 'node:assert/strict';
import { cp, mkdir, open, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { RunSummary } from '../../src/extension/commands/contract';
import { createEngineClient, type EngineClient } from '../../src/engine/client/engine-client';
import type { Run } from '../../src/contract/run';
import { until } from '../support/until';

const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? assert.fail('A workspace is open.');
const extension =
  vscode.extensions.getExtension<unknown>('onnx-workbench.onnx-workbench') ?? assert.fail('The extension is here.');
const file = (name: string): vscode.Uri => vscode.Uri.joinPath(folder, name);

async function runPrediction(model: vscode.Uri, data: vscode.Uri): Promise<RunSummary> {
  const summary = await vscode.commands.executeCommand<RunSummary | undefined>('onnxWorkbench.runPrediction', model, [
    model,
    data,
  ]);
  return summary ?? assert.fail('The command ended without a run.');
}

describe('back to the terminal, to Python, and to the editor', () => {
  let reader: EngineClient;
  const runsOf = async (model: vscode.Uri): Promise<readonly Run[]> => {
    const { runs } = await reader.engine.logList({ near: model.fsPath, limit: 100 });
    return runs.filter((run) => run.model.path === model.fsPath);
  };

  before(async () => {
    await mkdir(file('.onnx-workbench').fsPath, { recursive: true });
    reader = createEngineClient({ entry: path.join(extension.extensionPath, 'dist', 'engine.js') });
  });
  after(() => reader.dispose());
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('a results page is copied as a command and as Python', async () => {
    await runPrediction(file('wine.onnx'), file('wine.csv'));
    await vscode.commands.executeCommand('onnxWorkbench.copyAsCommand');
    assert.equal(await vscode.env.clipboard.readText(), 'onnx-workbench predict wine.onnx wine.csv');
    await vscode.commands.executeCommand('onnxWorkbench.copyAsPython');
    const code = await vscode.env.clipboard.readText();
    assert.ok(code.includes(`pd.read_csv(${JSON.stringify(file('wine.csv').fsPath)}`), code);
    assert.ok(code.includes(`ort.InferenceSession(${JSON.stringify(file('wine.onnx').fsPath)}`), code);
  });

  it('rows of an editor run as they are typed, with the model that is open on their file', async () => {
    await runPrediction(file('wine.onnx'), file('wine.csv'));
    const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file('wine.csv')));
    const line = editor.document.lineAt(3);
    await editor.edit((edit) => edit.replace(line.range, line.text.replace(/^[^,]*/, 'typed')));
    editor.selection = new vscode.Selection(2, 3, 4, 1);
    const summary = await vscode.commands.executeCommand<RunSummary | undefined>('onnxWorkbench.runOnSelection');
    assert.equal(summary?.status, 'ok');
    const run = (await runsOf(file('wine.onnx'))).find(({ id }) => id === summary.run) ?? assert.fail('It is logged.');
    assert.deepEqual(
      { source: run.source, rows: run.rows, data: run.data },
      { source: 'selection', rows: 3, data: { path: 'wine.csv, lines 3-5', sha256: null } },
    );
    const { rows } = await reader.engine.rows({ result: run.id, log: await logOf(reader), start: 0, end: 3 });
    assert.equal(rows[1]?.inputs[0], 'typed');
    assert.equal(editor.document.isDirty, true);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('rows of a text that was never saved run too', async () => {
    await runPrediction(file('wine.onnx'), file('wine.csv'));
    const [header, first] = (await readFile(file('wine.csv').fsPath, 'utf8')).split('\n');
    const document = await vscode.workspace.openTextDocument(
      file('wine.csv').with({ scheme: 'untitled', path: file('new.csv').path }),
    );
    const editor = await vscode.window.showTextDocument(document);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), `${header ?? ''}\n${first ?? ''}\n`));
    editor.selection = new vscode.Selection(1, 0, 1, 0);
    const summary = await vscode.commands.executeCommand<RunSummary | undefined>('onnxWorkbench.runOnSelection');
    assert.equal(summary?.status, 'ok');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('a model whose external data changes runs again, once it is all there', async () => {
    const source = path.join(extension.extensionPath, 'test', 'fixtures', 'models', 'external-data');
    const model = file('external/model.onnx');
    await cp(source, file('external').fsPath, { recursive: true });
    await runPrediction(model, file('external/input.csv'));
    assert.equal((await runsOf(model)).length, 1);
    const weights = file('external/weights.bin').fsPath;
    const bytes = await readFile(weights);
    const half = Math.floor(bytes.length / 2);
    const handle = await open(weights, 'w');
    await handle.write(bytes.subarray(0, half));
    await handle.write(bytes.subarray(half).map((byte, index) => (index % 4 === 0 ? byte ^ 1 : byte)));
    await handle.close();
    await until('it has run again', async () => ((await runsOf(model)).length === 2 ? true : undefined));
    const statuses = (await runsOf(model)).map(({ status }) => status);
    assert.deepEqual(statuses, ['ok', 'ok']);
  });

  it('a page that was told to stay as it is does not run again', async () => {
    await writeFile(file('still.csv').fsPath, await readFile(file('wine.csv').fsPath));
    const data = file('still.csv');
    const runs = async (): Promise<number> =>
      (await runsOf(file('wine.onnx'))).filter((run) => run.data.path === data.fsPath).length;
    await runPrediction(file('wine.onnx'), data);
    await vscode.commands.executeCommand('onnxWorkbench.stopRunningOnChange');
    const rows = (await readFile(data.fsPath, 'utf8')).trimEnd().split('\n');
    await writeFile(data.fsPath, rows.slice(0, 11).join('\n'));
    await vscode.commands.executeCommand('onnxWorkbench.runAgainOnChange');
    await writeFile(data.fsPath, rows.slice(0, 6).join('\n'));
    await until('it has run again', async () => ((await runs()) > 1 ? true : undefined));
    const sizes = (await runsOf(file('wine.onnx')))
      .filter((run) => run.data.path === data.fsPath)
      .map((run) => run.rows);
    assert.deepEqual(
      sizes.toSorted((one, other) => one - other),
      [5, 60],
    );
  });
});

async function logOf({ engine }: EngineClient): Promise<string> {
  return engine.logPath({ near: file('wine.onnx').fsPath });
}
