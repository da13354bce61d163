import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { createEngineClient, type EngineClient } from '../../src/engine/client/engine-client';
import type { RunSummary } from '../../src/extension/commands/contract';
import { findGoldenTests } from '../../src/extension/testing/find-tests';
import { runItems } from '../../src/extension/testing/run-tests';
import { createTestItems, type TestItems } from '../../src/extension/testing/test-items';
import { until } from '../support/until';

const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? assert.fail('A workspace is open.');
const file = (name: string): vscode.Uri => vscode.Uri.joinPath(folder, name);
const model = file('wine.onnx');
const settings = file('wine.onnx.workbench.json');
const expected = file('wine.expected.csv');
const NAME = 'as it was';

/** What a run was told of its tests, in order. */
interface Told {
  readonly state: 'passed' | 'failed' | 'errored' | 'skipped';
  readonly messages: readonly vscode.TestMessage[];
}

/** A run that writes down what it is told, in place of the side bar. */
function recordingRun(controller: vscode.TestController, told: Told[]): vscode.TestRun {
  const run = controller.createTestRun(new vscode.TestRunRequest());
  const noted =
    (state: Told['state']) =>
    (_item: vscode.TestItem, messages?: vscode.TestMessage | readonly vscode.TestMessage[] | number): void => {
      told.push({ state, messages: Array.isArray(messages) ? messages : [] });
    };
  return Object.assign(Object.create(run) as vscode.TestRun, {
    passed: noted('passed'),
    failed: noted('failed'),
    errored: noted('errored'),
    skipped: noted('skipped'),
  });
}

describe('golden tests', () => {
  let controller: vscode.TestController;
  let client: EngineClient;
  let items: TestItems;
  let settingsText: string;

  before(async () => {
    settingsText = await readFile(settings.fsPath, 'utf8');
    const extension =
      vscode.extensions.getExtension('onnx-workbench.onnx-workbench') ?? assert.fail('It is installed.');
    controller = vscode.tests.createTestController('golden-under-test', 'Golden under test');
    items = createTestItems(controller);
    client = createEngineClient({ entry: path.join(extension.extensionPath, 'dist', 'engine.js') });
  });
  after(async () => {
    controller.dispose();
    await client.dispose();
    await writeFile(settings.fsPath, settingsText);
    await rm(expected.fsPath, { force: true });
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  const runAll = async (): Promise<readonly Told[]> => {
    const token = new vscode.CancellationTokenSource().token;
    await items.show(await findGoldenTests(client.engine, token));
    const told: Told[] = [];
    const run = recordingRun(controller, told);
    await runItems({ engine: client.engine, testOf: (item) => items.testOf(item) }, run, items.tests(undefined));
    run.end();
    return told;
  };

  it('come of a run that is saved as expected, and pass', async () => {
    const data = file('wine.csv');
    const summary = await vscode.commands.executeCommand<RunSummary>('onnxWorkbench.runPrediction', model, [
      model,
      data,
    ]);
    assert.equal(summary.status, 'ok');
    await vscode.commands.executeCommand('onnxWorkbench.saveAsExpected', undefined, {
      name: NAME,
      file: expected.fsPath,
    });
    const written = JSON.parse(await readFile(settings.fsPath, 'utf8')) as Record<string, unknown>;
    assert.deepEqual(written.tests, [{ name: NAME, data: 'wine.csv', expected: 'wine.expected.csv' }]);
    assert.deepEqual({ ...written, tests: undefined }, { ...(JSON.parse(settingsText) as object), tests: undefined });
    assert.match(await readFile(expected.fsPath, 'utf8'), /^prediction,score,proba_barolo,/);
    assert.deepEqual(
      (await runAll()).map(({ state }) => state),
      ['passed'],
    );
  });

  it('stand in the Test Explorer, at their line of the settings', async () => {
    const inFile = await until('the test is found', async () => {
      const ids = await vscode.commands.executeCommand<readonly string[][]>('vscode.testing.getTestsInFile', settings);
      return ids.some((id) => id.some((part) => part.includes(NAME))) ? ids : undefined;
    });
    assert.ok(inFile.length > 0);
    await runAll();
    const item = items.find(model.fsPath, NAME) ?? assert.fail('It is found.');
    const line = (await readFile(settings.fsPath, 'utf8')).split('\n').findIndex((text) => text.includes(NAME));
    assert.ok(item.range && Math.abs(item.range.start.line - line) <= 1, `line ${item.range?.start.line} of ${line}`);
  });

  it('fail with the rows that differ, which lead to the data, and pass once the answer is mended', async () => {
    const right = await readFile(expected.fsPath, 'utf8');
    const lines = right.split('\n');
    lines[3] = (lines[3] ?? '').replace(/^[a-z]+/, 'nobody');
    await writeFile(expected.fsPath, lines.join('\n'));
    const [failed] = await runAll();
    assert.equal(failed?.state, 'failed');
    const [whole, row] = failed.messages;
    assert.match(whole?.expectedOutput ?? '', /^row 2\n {2}label: "nobody"/);
    assert.equal(whole?.location?.uri.fsPath, settings.fsPath);
    assert.ok(typeof row?.message === 'string');
    assert.match(row.message, /^Row 2: label is "\w+", and "nobody" was expected\.$/);
    assert.equal(row.location?.uri.fsPath, file('wine.csv').fsPath);
    assert.equal(row.location.range.start.line, 3);
    await writeFile(expected.fsPath, right);
    assert.deepEqual(
      (await runAll()).map(({ state }) => state),
      ['passed'],
    );
  });
});
