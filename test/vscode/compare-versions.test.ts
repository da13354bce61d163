import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { ComparisonSummary } from '../../src/extension/commands/contract';
import { createRepository, type GitRepository } from '../support/git-repository';

const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? assert.fail('A workspace is open.');
const project = vscode.Uri.joinPath(folder, 'versions');
const file = (name: string): vscode.Uri => vscode.Uri.joinPath(project, name);
const model = file('wine.onnx');

const run = <T>(command: string, ...parameters: readonly unknown[]): Thenable<T> =>
  vscode.commands.executeCommand<T>(`onnxWorkbench.${command}`, ...parameters);

describe('a model compared with what it was', () => {
  let repository: GitRepository;
  let bytes: Buffer;

  before(async () => {
    bytes = await readFile(vscode.Uri.joinPath(folder, 'wine.onnx').fsPath);
    const data = await readFile(vscode.Uri.joinPath(folder, 'wine.csv').fsPath);
    const settings = await readFile(vscode.Uri.joinPath(folder, 'wine.onnx.workbench.json').fsPath, 'utf8');
    const own = JSON.stringify({ ...(JSON.parse(settings) as object), data: { holdout: 'holdout.csv' } });
    repository = await createRepository(project.fsPath);
    await repository.commit('Train', { 'old name.onnx': bytes, 'holdout.csv': data, 'wine.onnx.workbench.json': own });
    await repository.git('mv', 'old name.onnx', 'wine.onnx');
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await rm(project.fsPath, { recursive: true });
  });

  it('with HEAD, where it had another name; the settings name the holdout, so nothing is asked', async () => {
    const summary = await run<ComparisonSummary>('compareWithHead', model);
    assert.equal(summary.status, 'same');
    assert.match(summary.run ?? '', /^[0-9a-f-]{36}$/);
  });

  it('from Source Control, and with a revision that is named', async () => {
    await repository.commit('Rename', {});
    const states = [{ resourceUri: model }];
    assert.equal((await run<ComparisonSummary>('compareModelPredictions', ...states)).status, 'same');
    assert.equal((await run<ComparisonSummary>('compareWithRevision', model, undefined, 'HEAD~1')).status, 'same');
  });

  it('with HEAD, which Git LFS keeps', async () => {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const object = path.join('.git/lfs/objects', sha256.slice(0, 2), sha256.slice(2, 4), sha256);
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256}\nsize ${String(bytes.length)}\n`;
    await repository.commit('Keep it in LFS', { 'wine.onnx': pointer });
    await repository.git('update-ref', 'refs/heads/kept', 'HEAD');
    await vscode.workspace.fs.writeFile(file(object), bytes);
    await writeFile(model.fsPath, bytes);
    assert.equal((await run<ComparisonSummary>('compareWithHead', model)).status, 'same');
  });

  it('with a version that was saved by name', async () => {
    assert.equal(await run('saveVersion', model, { name: 'the good one' }), 'the good one');
    const { savedVersions } = await import('../../src/versions/saved/saved-versions');
    const [version] = await savedVersions(model.fsPath);
    const node = { kind: 'savedVersion', model, version };
    assert.equal((await run<ComparisonSummary>('compareWithCurrent', node)).status, 'same');
    await run('openVersion', node);
    await run('restoreVersion', node);
    assert.deepEqual(await readFile(model.fsPath), bytes);
  });

  it('in two commits, of which the older had another name and is opened under it', async () => {
    const { fileHistory } = await import('../../src/versions/git-history');
    const history = await fileHistory(model.fsPath, 10);
    const [newest, oldest] = [history[0], history.at(-1)];
    assert.equal(oldest?.path, 'old name.onnx');
    const [newer, older] = [newest, oldest].map((revision) => ({ kind: 'commit', model, revision }));
    assert.equal((await run<ComparisonSummary>('compareVersions', newer, [newer, older])).status, 'same');
    await run('openVersion', older);
    const opened = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(opened instanceof vscode.TabInputCustom);
    assert.equal(opened.uri.scheme, 'git');
    assert.match(opened.uri.path, /\/old name\.onnx$/);
  });
});

describe('a model compared with predictions made elsewhere', () => {
  const predicted = vscode.Uri.joinPath(folder, 'predicted.csv');
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await rm(predicted.fsPath);
  });

  it('that stand in the data', async () => {
    const source = await readFile(vscode.Uri.joinPath(folder, 'wine.csv').fsPath, 'utf8');
    const [header = '', ...rows] = source.trimEnd().split('\n');
    const lines = rows.map((row) => `${row},barolo`);
    await writeFile(predicted.fsPath, [`${header},y_pred`, ...lines].join('\n'));
    const wine = vscode.Uri.joinPath(folder, 'wine.onnx');
    const summary = await run<ComparisonSummary>('compareWithPredictions', wine, [wine, predicted]);
    assert.equal(summary.status, 'different');
  });
});
