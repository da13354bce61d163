import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { RunSummary } from '../../src/extension/commands/contract';
import { createEngineClient, type EngineClient } from '../../src/engine/client/engine-client';
import type { Run } from '../../src/contract/run';
import { endlessLoop, integerDivision } from '../support/models';
import { until } from '../support/until';

const CANCEL_LIMIT_MS = 1_000;

const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? assert.fail('A workspace is open.');
const extension =
  vscode.extensions.getExtension<unknown>('onnx-workbench.onnx-workbench') ?? assert.fail('The extension is here.');
const file = (name: string): vscode.Uri => vscode.Uri.joinPath(folder, name);
const model = file('wine.onnx');
const data = file('wine.csv');

/** As the Explorer calls it: the clicked file, and all that are selected. */
async function runPrediction(clicked: vscode.Uri, ...others: vscode.Uri[]): Promise<RunSummary> {
  const summary = await vscode.commands.executeCommand<RunSummary | undefined>('onnxWorkbench.runPrediction', clicked, [
    clicked,
    ...others,
  ]);
  return summary ?? assert.fail('The command ended without a run.');
}

function resultTabs(): string[] {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.filter((tab) => tab.input instanceof vscode.TabInputWebview).map((tab) => tab.label);
}

/** Tabs are told to extensions a moment after they have opened. */
async function showsOneTab(label: string): Promise<void> {
  await until(`the only results tab is ${label}`, () => {
    const tabs = resultTabs();
    return Promise.resolve(tabs.length === 1 && tabs[0] === label ? true : undefined);
  });
}

describe('in VS Code', () => {
  /** An engine beside the extension's own, to read the log that both find by the same rule. */
  let reader: EngineClient;

  const listRuns = async (): Promise<readonly Run[]> =>
    (await reader.engine.logList({ near: model.fsPath, limit: 100 })).runs;
  const findRun = async (id: string | null): Promise<Run> =>
    (await listRuns()).find((run) => run.id === id) ?? assert.fail(`The log has no run ${String(id)}.`);
  const runningRun = (): Promise<Run> =>
    until('a run is under way', async () => (await listRuns()).find((run) => run.status === 'running'));

  before(async () => {
    // The log of this workspace, and not the user's.
    await mkdir(file('.onnx-workbench').fsPath, { recursive: true });
    await writeFile(file('endless.onnx').fsPath, endlessLoop());
    await writeFile(file('numbers.csv').fsPath, 'x\n1\n2\n');
    await writeFile(file('divide.onnx').fsPath, integerDivision());
    await writeFile(file('smallest.csv').fsPath, 'x\n-2147483648\n');
    reader = createEngineClient({ entry: path.join(extension.extensionPath, 'dist', 'engine.js') });
  });
  after(() => reader.dispose());
  beforeEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('a model and its data give a logged run and a page', async () => {
    const { status, run } = await runPrediction(model, data);
    assert.equal(status, 'ok');
    const logged = await findRun(run);
    assert.deepEqual(
      {
        status: logged.status,
        rows: logged.rows,
        source: logged.source,
        model: logged.model.path,
        data: logged.data.path,
      },
      { status: 'ok', rows: 60, source: 'panel', model: model.fsPath, data: data.fsPath },
    );
    await showsOneTab('wine.csv → wine.onnx');
  });

  it('a right-click on the data, with the model selected too, is the same', async () => {
    const summary = await vscode.commands.executeCommand<RunSummary>('onnxWorkbench.runWithModel', data, [data, model]);
    assert.equal(summary.status, 'ok');
  });

  it('the same pair again uses its page again', async () => {
    await runPrediction(model, data);
    await runPrediction(model, data);
    await showsOneTab('wine.csv → wine.onnx');
  });

  it('data that does not fit ends in its page, with nothing logged and nothing thrown', async () => {
    const before = (await listRuns()).length;
    const { status, run } = await runPrediction(model, file('numbers.csv'));
    assert.deepEqual({ status, run }, { status: 'stopped', run: null });
    assert.equal((await listRuns()).length, before);
  });

  it('cancel ends a run inside one endless call within a second, and the log says so', async () => {
    const ended = runPrediction(file('endless.onnx'), file('numbers.csv'));
    const { id } = await runningRun();
    const begin = performance.now();
    await vscode.commands.executeCommand('onnxWorkbench.cancelPrediction');
    const { status, run } = await ended;
    const took = performance.now() - begin;
    assert.deepEqual({ status, run }, { status: 'cancelled', run: id });
    assert.ok(took < CANCEL_LIMIT_MS, `Cancelling took ${took} ms.`);
    assert.equal((await findRun(id)).status, 'cancelled');
  });

  it('an engine that is killed in the middle is an error, is logged as one, and the next run works', async () => {
    const ended = runPrediction(file('endless.onnx'), file('numbers.csv'));
    const { id, pid } = await runningRun();
    process.kill(pid, 'SIGKILL');
    assert.equal((await ended).status, 'broken');
    const logged = await until('the log says so', async () => {
      const run = await findRun(id);
      return run.status === 'running' ? undefined : run;
    });
    assert.equal(logged.status, 'failed');
    assert.equal((await runPrediction(model, data)).status, 'ok');
  });

  it('a model that crashes the runtime does not take the extension along', async () => {
    assert.equal((await runPrediction(file('divide.onnx'), file('smallest.csv'))).status, 'broken');
    assert.equal((await runPrediction(model, data)).status, 'ok');
  });

  it('a run of the log opens as a page', async () => {
    const { run } = await runPrediction(model, data);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand('onnxWorkbench.showRuns', model, run);
    await showsOneTab('wine.csv → wine.onnx');
  });
});
