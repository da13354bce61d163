import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { Run } from '../../src/contract/run';
import { createEngineClient, type EngineClient } from '../../src/engine/client/engine-client';
import type { ComparisonSummary, RunSummary } from '../../src/extension/commands/contract';
import type { RunNode } from '../../src/extension/predictions/nodes';
import { until } from '../support/until';

const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? assert.fail('A workspace is open.');
const extension =
  vscode.extensions.getExtension<unknown>('onnx-workbench.onnx-workbench') ?? assert.fail('The extension is here.');
const file = (name: string): string => vscode.Uri.joinPath(folder, name).fsPath;

describe('the Predictions view', () => {
  let reader: EngineClient;

  const newest = async (): Promise<Run> => {
    const { runs } = await reader.engine.logList({ near: folder.fsPath, limit: 1 });
    return runs[0] ?? assert.fail('The log has no run.');
  };
  /** The row of the newest run, as the view gives it to a command. */
  const nodeOfNewest = async (): Promise<RunNode> => {
    const log = await reader.engine.logPath({ near: folder.fsPath });
    return { kind: 'run', log, run: await newest() };
  };
  const command = <T>(id: string, ...argument: unknown[]): Thenable<T> =>
    vscode.commands.executeCommand<T>(`onnxWorkbench.${id}`, ...argument);
  const predictInTerminal = async (...flags: string[]): Promise<void> => {
    const cli = path.join(extension.extensionPath, 'dist', 'cli.js');
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
    await promisify(execFile)(process.execPath, [cli, 'predict', 'wine.onnx', 'wine.csv', ...flags], {
      cwd: folder.fsPath,
      env,
    });
  };

  before(async () => {
    // The log of this workspace, and not the user's.
    await mkdir(file('.onnx-workbench'), { recursive: true });
    reader = createEngineClient({ entry: path.join(extension.extensionPath, 'dist', 'engine.js') });
    await vscode.commands.executeCommand('onnxWorkbench.predictions.focus');
    await predictInTerminal('--truth', 'cultivar');
  });
  after(() => reader.dispose());

  it('opens a run of the terminal as a page', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await command('openRun', await nodeOfNewest());
    await until('its page is open', () => {
      const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
      return Promise.resolve(tabs.some(({ label }) => label === 'wine.csv → wine.onnx') ? true : undefined);
    });
  });

  it('runs it again as it was asked for in the terminal', async () => {
    const before = await nodeOfNewest();
    const summary = await command<RunSummary>('repeatRun', before);
    assert.equal(summary.status, 'ok');
    const again = await newest();
    assert.notEqual(again.id, before.run.id);
    assert.equal(again.source, 'panel');
    assert.deepEqual(again.settings?.binding, { truth: 'cultivar' });
    assert.deepEqual(again.metrics, before.run.metrics);
  });

  it('does not run what is no longer there', async () => {
    const node = await nodeOfNewest();
    await rename(file('wine.csv'), file('moved.csv'));
    try {
      assert.equal(await command<RunSummary | undefined>('repeatRun', node), undefined);
      assert.equal((await newest()).id, node.run.id);
    } finally {
      await rename(file('moved.csv'), file('wine.csv'));
    }
  });

  it('copies the id of a run, of several one a line, and the path of the log', async () => {
    const node = await nodeOfNewest();
    const other = { ...node, run: { ...node.run, id: 'other' } };
    await command('copyRunId', node, undefined);
    assert.equal(await vscode.env.clipboard.readText(), node.run.id);
    await command('copyRunId', node, [node, other]);
    assert.equal(await vscode.env.clipboard.readText(), `${node.run.id}\nother`);
    await command('copyRunLogPath', node);
    assert.equal(await vscode.env.clipboard.readText(), node.log);
  });

  it('does nothing where no run is selected', async () => {
    for (const id of ['openRun', 'repeatRun', 'renameRun', 'editRunNote', 'deleteRuns', 'exportRun', 'copyRunId']) {
      assert.equal(await command(id), undefined, id);
    }
    await command('showMoreRuns');
    await command('refreshPredictions');
  });

  it('compares two runs', async () => {
    const older = await nodeOfNewest();
    await predictInTerminal();
    const newer = await nodeOfNewest();
    assert.notEqual(newer.run.id, older.run.id);
    assert.equal((await command<ComparisonSummary>('compareRuns', newer, [newer, older])).status, 'same');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
});
