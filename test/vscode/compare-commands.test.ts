import assert from 'node:assert/strict';
import { cp, rm } from 'node:fs/promises';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { ComparisonSummary } from '../../src/extension/commands/contract';
import { until } from '../support/until';

const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? assert.fail('A workspace is open.');
const file = (name: string): vscode.Uri => vscode.Uri.joinPath(folder, name);
const [model, copy, data] = [file('wine.onnx'), file('wine-copy.onnx'), file('wine.csv')];

const run = <T>(command: string, ...parameters: readonly unknown[]): Thenable<T> =>
  vscode.commands.executeCommand<T>(`onnxWorkbench.${command}`, ...parameters);

/** Tabs are told to extensions a moment after they have opened. */
const tabOf = (label: string): Promise<vscode.Tab> =>
  until(`a tab ${label} is open`, () =>
    Promise.resolve(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).find((tab) => tab.label === label)),
  );

describe('the commands that compare two models', () => {
  before(async () => {
    await cp(model.fsPath, copy.fsPath);
    await cp(`${model.fsPath}.workbench.json`, `${copy.fsPath}.workbench.json`);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await rm(copy.fsPath);
    await rm(`${copy.fsPath}.workbench.json`);
  });

  it('compare what is selected with what was selected before, on the data beside them, without a question', async () => {
    await run('selectForCompare', model);
    const summary = await run<ComparisonSummary>('compareWithSelected', copy, [copy, data]);
    assert.equal(summary.status, 'same');
    assert.match(summary.run ?? '', /^[0-9a-f-]{36}$/);
    await tabOf('wine.onnx ↔ wine-copy.onnx');
  });

  it('compare two models that are selected together, the first of them the baseline', async () => {
    const summary = await run<ComparisonSummary>('compareModels', data, [copy, data, model]);
    assert.equal(summary.status, 'same');
    await tabOf('wine-copy.onnx ↔ wine.onnx');
  });

  it('compare again what is in front', async () => {
    const tab = await tabOf('wine-copy.onnx ↔ wine.onnx');
    assert.equal(tab.isActive, true);
    await run('compareAgain');
    assert.equal((await tabOf('wine-copy.onnx ↔ wine.onnx')).isActive, true);
  });

  it('say so where they were given three models', async () => {
    assert.equal(await run('compareModels', model, [model, copy, file('third.onnx'), data]), undefined);
  });
});
