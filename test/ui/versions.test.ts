import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRepository } from '../support/git-repository';
import { buildModel, node, tensor, type ModelSpec } from '../support/onnx-builder';
import { OWN_LOG, sample } from '../support/sample';
import { openWorkbench, type Workbench } from '../support/workbench-page';

/** Adds four weights that lie in a file of their own. */
const SPLIT: ModelSpec = {
  inputs: [tensor('x', 'float32', [4])],
  outputs: [tensor('y', 'float32', [4])],
  initializers: [{ name: 'w', dtype: 'float32', dims: [4], external: { location: 'split.weights', length: 16 } }],
  nodes: [node('Add', ['x', 'w'], ['y'])],
};

/** What Git LFS keeps in the place of a file that it has nowhere. */
function pointer(bytes: number): string {
  return `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize ${String(bytes)}\n`;
}

let workbench: Workbench;

beforeAll(async () => {
  workbench = await openWorkbench({
    files: { ...OWN_LOG, 'wine.csv': sample('wine.csv') },
    size: { width: 1280, height: 1500 },
  });
  const { git, commit } = await createRepository(workbench.workspace);
  await commit('Train the first model', {
    'first.onnx': readFileSync(sample('wine.onnx')),
    'wine.onnx.workbench.json': readFileSync(sample('wine.onnx.workbench.json')),
  });
  await git('mv', 'first.onnx', 'wine.onnx');
  await commit('Call it by its data', {});
  await git('tag', 'v1');
  const settings = JSON.parse(readFileSync(sample('wine.onnx.workbench.json'), 'utf8')) as object;
  const onHoldout = JSON.stringify({ ...settings, data: { holdout: 'wine.csv' } });
  const bytes = readFileSync(sample('wine.onnx'));
  await commit('Keep weights beside', {
    'split.onnx': buildModel(SPLIT),
    'split.weights': Buffer.alloc(16),
    'light.onnx': pointer(bytes.length),
    'heavy.onnx': pointer(150_000_000),
    'light.onnx.workbench.json': onHoldout,
    'heavy.onnx.workbench.json': onHoldout,
  });
  await writeFile(path.join(workbench.workspace, 'light.onnx'), bytes);
  await writeFile(path.join(workbench.workspace, 'heavy.onnx'), bytes);
  // A download that takes long.
  await git('config', 'alias.lfs', '!sleep 60; true');
});
afterAll(() => workbench.close());

const modelsPane = (): Locator =>
  workbench.page.locator('.pane', { has: workbench.page.locator('.pane-header[aria-label="Models Section"]') });
/** The row of which a screen reader says this first. */
const row = (begin: string): Locator => modelsPane().locator(`.monaco-list-row[aria-label^="${begin}"]`).first();
/** Unfolds a row where it is folded. */
const unfold = async (begin: string, child: string): Promise<void> => {
  await row(begin).waitFor();
  await row(begin).locator('.monaco-tl-twistie.collapsible').waitFor();
  const isFolded = (await row(begin).getAttribute('aria-expanded')) === 'false';
  if (isFolded) await row(begin).locator('.monaco-tl-twistie').click();
  await row(child).waitFor();
};

/** Types into the box that asks this. */
const answer = async (prompt: string, text: string): Promise<void> => {
  const box = workbench.page.locator('.quick-input-widget', { hasText: prompt });
  await box.locator('input:visible').fill(text);
  await box.locator('input:visible').press('Enter');
};

describe('the versions beneath a model', () => {
  test('a version is saved by name, and stands beneath its model', async () => {
    await workbench.runCommand('ONNX: Focus on Models View');
    await row('wine.onnx').click();
    await workbench.runCommand('ONNX: Save Version...');
    await answer('A name for the version', 'the good one');
    await answer('May be left empty', 'as it was exported');
    await unfold('wine.onnx', 'Saved Versions');
    await unfold('Saved Versions', 'the good one');
    expect(await row('the good one').getAttribute('aria-label')).toContain('as it was exported');
  });

  test('the history of Git tells each commit, renames followed, and a commit is compared with today', async () => {
    await unfold('wine.onnx', 'Git History');
    await unfold('Git History', 'Call it by its data');
    expect(await row('Train the first model').getAttribute('aria-label')).toMatch(/Ada · 17\.1 kB$/);
    await row('Train the first model').click();
    const inspector = await workbench.webview('.badge');
    await expect.poll(() => inspector.locator('.badge').first().innerText()).toMatch(/^Git: [0-9a-f]{7,40}$/);
    await row('Train the first model').hover();
    await row('Train the first model').locator('[aria-label="Compare with Current"]').click();
    await expect.poll(() => workbench.pickLabels()).toEqual(['wine.csv', 'Browse...']);
    await workbench.pick('wine.csv');
    await workbench.page.locator('.tab', { hasText: /wine\.onnx @ [0-9a-f]{7} ↔ wine\.onnx/ }).waitFor();
    const page = await workbench.webview('.verdict');
    await expect.poll(() => page.locator('.verdict').innerText()).toMatch(/equal|same/i);
    expect(await page.locator('header').innerText()).toMatch(/wine\.onnx @ [0-9a-f]{7} is fed by /);
    await page
      .locator('h1')
      .getByRole('button', { name: /wine\.onnx @ / })
      .click();
    await workbench.page.locator('.tab.active[aria-label*="first.onnx"]').waitFor();
    const opened = await workbench.webview('.badge');
    await expect.poll(() => opened.locator('.badge').first().innerText()).toMatch(/^Git: [0-9a-f]{7,40}$/);
    await workbench.page.locator('.tab', { hasText: '↔' }).click();
    await workbench.webview('.verdict');
  });
});

/** Chooses from the menu of a row. */
const menu = async (begin: string, item: string): Promise<void> => {
  await row(begin).click({ button: 'right' });
  await workbench.page.locator(`.monaco-menu .action-menu-item:has([aria-label="${item}"])`).click({ delay: 200 });
};
const dialog = (): Locator => workbench.page.locator('.monaco-dialog-box');

describe('what is kept of versions', () => {
  test('is renamed, noted and deleted from its row', async () => {
    await workbench.closeEditors();
    await unfold('wine.onnx', 'Saved Versions');
    await unfold('Saved Versions', 'the good one');
    await menu('the good one', 'Rename...');
    await answer('A name for the version', ' ');
    await answer('A name is needed.', 'the best one');
    await row('the best one').waitFor();
    await menu('the best one', 'Edit Note...');
    await answer('May be left empty', 'before the retrain');
    await expect.poll(() => row('the best one').getAttribute('aria-label')).toContain('before the retrain');
    await menu('the best one', 'Delete');
    await dialog().getByText("delete the version 'the best one'").waitFor();
    await workbench.screenshot('versions-delete');
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    expect(await row('the best one').count()).toBe(1);
    await menu('the best one', 'Delete');
    await dialog().getByRole('button', { name: 'Delete', exact: true }).click();
    await row('the best one').waitFor({ state: 'detached' });
  });

  test('in Git is chosen from commits, branches and tags, or typed', async () => {
    await workbench.runCommand('View: Show Explorer');
    await workbench.explorerMenu(['wine.onnx'], 'Compare with Revision...');
    await expect
      .poll(() => workbench.pickLabels())
      .toEqual(['Call it by its data', 'Train the first model', 'main', 'v1']);
    await workbench.screenshot('versions-revisions');
    await workbench.page.keyboard.type('HEAD~1');
    await expect.poll(() => workbench.pickLabels()).toContain('HEAD~1');
    await workbench.page.keyboard.press('Enter');
    await workbench.pick('wine.csv');
    await workbench.page.locator('.tab', { hasText: 'wine.onnx @ HEAD~1 ↔ wine.onnx' }).waitFor();
    await workbench.closeEditors();
  });
});

describe('what Git LFS has not downloaded', () => {
  test('is named with its size and the command, and its download can be cancelled', async () => {
    await workbench.explorerMenu(['light.onnx'], 'Compare with HEAD');
    const asked = await workbench.notification(/light\.onnx .*is not on this machine \(17\.1 kB\).*lfs fetch origin/);
    await workbench.screenshot('versions-fetch');
    await asked.getByRole('button', { name: 'Fetch' }).click();
    const progress = await workbench.notification(/Fetching light\.onnx/);
    await progress.getByRole('button', { name: 'Cancel' }).click();
    await progress.waitFor({ state: 'detached' });
    expect(await workbench.page.locator('.tab', { hasText: '↔' }).count()).toBe(0);
  });

  test('is asked for in a dialog where it is more than 100 MB', async () => {
    await workbench.explorerMenu(['heavy.onnx'], 'Compare with HEAD');
    await dialog().getByText('is not on this machine (150.0 MB)').waitFor();
    await workbench.screenshot('versions-fetch-large');
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    await dialog().waitFor({ state: 'detached' });
    expect(await workbench.page.locator('.tab', { hasText: '↔' }).count()).toBe(0);
  });
});

test('a model of a commit is opened with the weights that lie beside it there', async () => {
  await workbench.runCommand('ONNX: Focus on Models View');
  await row('split.onnx').waitFor();
  await unfold('split.onnx', 'Git History');
  await unfold('Git History', 'Keep weights beside');
  await row('Keep weights beside').click();
  const inspector = await workbench.webview('#external');
  expect(await inspector.locator('section[aria-labelledby=external] li').innerText()).toMatch(/split\.weights\s+16 B/);
  await workbench.screenshot('versions-weights');
  await workbench.closeEditors();
});

test.for(['light', 'dark'] as const)('a picture: %s', async (theme) => {
  await workbench.setTheme(theme);
  await workbench.screenshot(`versions-${theme}`);
  expect(workbench.contentSecurityViolations()).toEqual([]);
});
