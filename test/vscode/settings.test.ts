import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { until } from '../support/until';

const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? assert.fail('A workspace is open.');
/** A model without settings. */
const unset = vscode.Uri.joinPath(folder, 'unset.onnx');
const file = vscode.Uri.joinPath(folder, 'written.onnx.workbench.json');

/** Opens the file with this text, unsaved. */
async function write(text: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(file);
  const edit = new vscode.WorkspaceEdit();
  const end = document.positionAt(document.getText().length);
  edit.replace(file, new vscode.Range(document.positionAt(0), end), text);
  assert.ok(await vscode.workspace.applyEdit(edit));
  await vscode.window.showTextDocument(document);
  return document;
}

/** What is offered at the mark | of a text, once `wanted` is among it. */
function offered(text: string, wanted: string): Promise<readonly string[]> {
  return until(`${wanted} is offered`, async () => {
    const document = await write(text.replace('|', ''));
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      document.positionAt(text.indexOf('|')),
    );
    const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    return labels.includes(wanted) ? labels : undefined;
  });
}

describe('the settings beside a model', () => {
  before(async () => {
    await writeFile(file.fsPath, '{}');
    await writeFile(unset.fsPath, '');
  });
  after(async () => {
    await vscode.window.showTextDocument(file);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    for (const { fsPath } of [file, unset, vscode.Uri.file(`${unset.fsPath}.workbench.json`)])
      await rm(fsPath, { force: true });
  });

  it('are completed as JSON: settings, and the values that a setting can have', async () => {
    const keys = await offered('{"version": 1, |}', 'inputs');
    for (const key of ['missing', 'truth', 'data', 'tests']) assert.ok(keys.includes(key), `${key} of ${keys.join()}`);
    const rules = await offered('{"version": 1, "log": {"inputs": |}}', '"full"');
    for (const rule of ['"hash"', '"off"']) assert.ok(rules.includes(rule), `${rule} of ${rules.join()}`);
  });

  it('are judged as JSON: a wrong type has a problem in its line', async () => {
    await write('{\n  "version": 1,\n  "id": 3\n}\n');
    const problem = await until('the wrong type is found', () =>
      Promise.resolve(
        vscode.languages.getDiagnostics(file).find(({ message }) => message.startsWith('Incorrect type')),
      ),
    );
    assert.equal(problem.range.start.line, 2);
  });

  it('open as a form, which is made where there are none', async () => {
    await vscode.commands.executeCommand('onnxWorkbench.editSettings', unset);
    const input = await until('the form is open', () => {
      const tab = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      return Promise.resolve(tab instanceof vscode.TabInputCustom ? tab : undefined);
    });
    assert.deepEqual([input.viewType, input.uri.fsPath], ['onnxWorkbench.settings', `${unset.fsPath}.workbench.json`]);
    const document = await vscode.workspace.openTextDocument(input.uri);
    assert.deepEqual(JSON.parse(document.getText()), { version: 1 });
    await vscode.commands.executeCommand('onnxWorkbench.openSettingsAsJson');
    await until('the text is open', () =>
      Promise.resolve(vscode.window.activeTextEditor?.document.uri.fsPath === input.uri.fsPath ? true : undefined),
    );
  });
});
