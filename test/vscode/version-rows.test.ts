import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { Run } from '../../src/contract/run';
import { createVersionStore, type VersionStore } from '../../src/extension/versions/version-store';
import type { CommitNode, VersionTreeNode } from '../../src/extension/versions/version-nodes';
import { createRepository } from '../support/git-repository';

const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? assert.fail('A workspace is open.');
const project = vscode.Uri.joinPath(folder, 'version-rows');
const model = vscode.Uri.joinPath(project, 'wine.onnx');
const COMMITS = 23;
const METRICS: Run['metrics'] = { rows: 3, rowsWithoutTruth: 0, truth: 'y', mae: 1, rmse: 2, r2: 0.5 };

describe('what the Models view has beneath a model', () => {
  let store: VersionStore;
  let newest: Buffer;
  const bugs: unknown[] = [];
  const runs: Partial<Run>[] = [];

  before(async () => {
    newest = await readFile(vscode.Uri.joinPath(folder, 'wine.onnx').fsPath);
    const { commit } = await createRepository(project.fsPath);
    for (let number = 1; number < COMMITS; number++) await commit(`Try ${number}`, { 'wine.onnx': `model ${number}` });
    await commit('Train', { 'wine.onnx': newest });
    const logList = (): Promise<{ path: string; runs: readonly Run[] }> =>
      Promise.resolve({ path: 'log.db', runs: runs as Run[] });
    store = createVersionStore({ logList }, (error) => bugs.push(error));
  });
  after(() => rm(project.fsPath, { recursive: true }));

  const history = (): Promise<readonly VersionTreeNode[]> => store.versionsOf({ kind: 'history', model });
  const commits = (nodes: readonly VersionTreeNode[]): readonly CommitNode[] =>
    nodes.filter((node) => node.kind === 'commit');

  it('is told from names of files alone', () => {
    assert.deepEqual(store.groupsOf(model), [{ kind: 'history', model }]);
    assert.deepEqual(store.groupsOf(vscode.Uri.file('/nowhere/wine.onnx')), []);
  });

  it('is twenty commits at first, the newest first, and more on demand', async () => {
    const first = await history();
    assert.equal(commits(first).length, 20);
    assert.equal(first.at(-1)?.kind, 'moreCommits');
    assert.equal(commits(first)[0]?.revision.message, 'Train');
    assert.equal(commits(first)[0]?.content?.bytes, newest.length);
    store.showMore(model);
    const all = await history();
    assert.equal(all.length, COMMITS);
    assert.equal(commits(all).at(-1)?.revision.message, 'Try 1');
  });

  it('has the metrics of runs that name the commit or ran its content, and of no failed ones', async () => {
    const [, second] = commits(await history());
    const sha256 = createHash('sha256').update(newest).digest('hex');
    const of = (revision: string | null, hash: string): Run['model'] => ({
      path: '',
      name: '',
      sha256: hash,
      revision,
    });
    runs.push(
      { status: 'failed', model: of(null, sha256), metrics: null },
      { status: 'ok', model: of(null, sha256), metrics: METRICS },
      { status: 'cancelled', model: of(second?.revision.commit ?? '', ''), metrics: METRICS },
    );
    const [newer, older] = commits(await history());
    assert.deepEqual(newer?.metrics, METRICS);
    assert.equal(older?.metrics, undefined);
    runs.push({ status: 'ok', model: of(second?.revision.commit ?? '', ''), metrics: METRICS });
    assert.deepEqual(commits(await history())[1]?.metrics, METRICS);
  });

  it('says so where no commit has the model, and where there is no repository', async () => {
    const unknown = vscode.Uri.joinPath(project, 'other.onnx');
    const [note] = await store.versionsOf({ kind: 'history', model: unknown });
    assert.deepEqual(note, { kind: 'versionNote', model: unknown, text: 'No commit has this model yet' });
    const outside = vscode.Uri.file('/nowhere/wine.onnx');
    const [why] = await store.versionsOf({ kind: 'history', model: outside });
    assert.equal(why?.kind, 'versionNote');
    assert.deepEqual(bugs, []);
  });
});
