import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { RunSummary } from '../../src/extension/commands/contract';
import { until } from '../support/until';

const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? assert.fail('A workspace is open.');
const file = (name: string): vscode.Uri => vscode.Uri.joinPath(folder, name);
const model = file('wine.onnx');
const data = file('wine.csv');

const run = <T>(command: string, ...parameters: readonly unknown[]): Thenable<T> =>
  vscode.commands.executeCommand<T>(`onnxWorkbench.${command}`, ...parameters);

function tabs(): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap((group) => group.tabs);
}

describe('the commands of the Models view', () => {
  beforeEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('open the view and look for the models again', async () => {
    await vscode.commands.executeCommand('onnxWorkbench.models.focus');
    await run('refreshModels');
  });

  it('copy the paths of the selected models, one a line', async () => {
    await run('copyPath', model, [model, file('other.onnx')]);
    assert.equal(await vscode.env.clipboard.readText(), `${model.fsPath}\n${file('other.onnx').fsPath}`);
    await run('copyPath', model);
    assert.equal(await vscode.env.clipboard.readText(), model.fsPath);
  });

  it('run a model on data that its settings name', async () => {
    const node = { kind: 'data', model, data: { role: 'sample', path: data.fsPath } };
    assert.equal((await run<RunSummary>('runOnListedData', node)).status, 'ok');
    assert.equal(await run('runOnListedData', undefined), undefined);
  });

  it('list models that Git ignores, by the setting', async () => {
    const shows = (): unknown => vscode.workspace.getConfiguration('onnxWorkbench').get('models.showGitIgnored');
    assert.equal(shows(), false);
    await run('showIgnoredModels');
    assert.equal(shows(), true);
    const { Workspace } = vscode.ConfigurationTarget;
    await vscode.workspace.getConfiguration('onnxWorkbench').update('models.showGitIgnored', undefined, Workspace);
    assert.equal(shows(), false);
  });

  it('do nothing without the row that they are about', async () => {
    await run('showMoreModels');
    await run('revealInExplorer', model);
  });
});

describe('the commands of the engine', () => {
  it('stop and restart it, and the next prediction works', async () => {
    await run('stopEngine');
    assert.equal((await run<RunSummary>('runPrediction', model, [model, data])).status, 'ok');
    await run('restartEngine');
    assert.equal((await run<RunSummary>('runPrediction', model, [model, data])).status, 'ok');
  });
});

describe('the first steps', () => {
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('run the sample from a copy of its own', async () => {
    const { status, run: id } = await run<RunSummary>('openSample');
    assert.equal(status, 'ok');
    assert.ok(id);
  });

  it('open the walkthrough', async () => {
    await run('getStarted');
    await until('the walkthrough is open', () => Promise.resolve(tabs().length > 0 ? true : undefined));
  });

  it('open a terminal in which the command lies on PATH', async () => {
    await run('openTerminal');
    const terminal = await until('the terminal is there', () =>
      Promise.resolve(vscode.window.terminals.find(({ name }) => name === 'ONNX')),
    );
    const { env } = terminal.creationOptions as vscode.TerminalOptions;
    const [first = ''] = (env?.PATH ?? '').split(path.delimiter);
    assert.ok(existsSync(path.join(first, 'onnx-workbench')), `${first} has no onnx-workbench.`);
    terminal.dispose();
  });
});
