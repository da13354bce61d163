import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { RunSummary } from '../../src/extension/commands/contract';
import { until } from '../support/until';

const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? assert.fail('A workspace is open.');
const model = vscode.Uri.joinPath(folder, 'wine.onnx');

function customEditors(): vscode.TabInputCustom[] {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.flatMap(({ input }) => (input instanceof vscode.TabInputCustom ? [input] : []));
}

/** Tabs are told to extensions a moment after they have opened. */
function showsInspector(): Promise<vscode.TabInputCustom> {
  return until('the inspector is open', () =>
    Promise.resolve(customEditors().find(({ uri }) => uri.toString() === model.toString())),
  );
}

describe('the inspector', () => {
  beforeEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('is what a model opens in', async () => {
    await vscode.commands.executeCommand('vscode.open', model);
    assert.equal((await showsInspector()).viewType, 'onnxWorkbench.inspector');
  });

  it('opens from the menu of a model', async () => {
    await vscode.commands.executeCommand('onnxWorkbench.openInspector', model, [model]);
    assert.equal((await showsInspector()).viewType, 'onnxWorkbench.inspector');
  });

  for (const format of ['csv', 'json'] as const) {
    it(`saves a ${format} template beside the model that it then takes as it is`, async () => {
      const uri = await vscode.commands.executeCommand<vscode.Uri | undefined>('onnxWorkbench.createTemplate', model, {
        format,
        place: 'file',
      });
      assert.equal(uri?.fsPath, `${model.fsPath}.template.${format}`);
      assert.match(await readFile(uri.fsPath, 'utf8'), /alcohol/);
      const summary = await vscode.commands.executeCommand<RunSummary>('onnxWorkbench.runPrediction', model, [
        model,
        uri,
      ]);
      assert.equal(summary.status, 'ok');
      await vscode.workspace.fs.delete(uri);
    });
  }

  it('shows a template unsaved, under the name that saving it would give', async () => {
    const uri = await vscode.commands.executeCommand<vscode.Uri | undefined>('onnxWorkbench.createTemplate', model, {
      format: 'csv',
      place: 'editor',
    });
    assert.equal(uri?.scheme, 'untitled');
    assert.equal(uri.fsPath, `${model.fsPath}.template.csv`);
    const document = vscode.window.activeTextEditor?.document ?? assert.fail('An editor is open.');
    assert.equal(document.uri.toString(), uri.toString());
    assert.match(document.getText(), /^alcohol,malic_acid,magnesium,flavanoids,color_intensity,hue\n/);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });
});
