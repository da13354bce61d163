import { execFile } from 'node:child_process';
import { copyFile, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Frame, Locator } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { sample } from '../support/sample';
import { until } from '../support/until';
import { THEMES } from '../support/workbench/themes';
import { openWorkbench, type Workbench } from '../support/workbench-page';

const root = path.resolve(import.meta.dirname, '../..');
const fixture = (name: string): string => path.join(root, 'test/fixtures/models', name);
const run = promisify(execFile);

let workbench: Workbench;

beforeAll(async () => {
  workbench = await openWorkbench({
    files: {
      'wine.onnx': sample('wine.onnx'),
      'wine.csv': sample('wine.csv'),
      'wine.onnx.workbench.json': sample('wine.onnx.workbench.json'),
      'tokens.onnx': fixture('token-text/model.onnx'),
      'version.onnx': fixture('diabetes-linear/model.onnx'),
      'broken.onnx': fixture('bad/lfs-pointer.onnx'),
      '.onnx-workbench/keep': Buffer.from(''),
      '.gitignore': Buffer.from('.onnx-workbench\n'),
    },
  });
  const git = (...words: string[]): Promise<unknown> => run('git', words, { cwd: workbench.workspace });
  // The workbench is there a moment before the extension's editor is.
  await until('the inspector is there', async () =>
    (await workbench.explorerMenuItems(['wine.onnx'])).find((item) => item === 'Open in Inspector'),
  );
  await git('init', '-q');
  await git('add', '.');
  await git('-c', 'user.name=Test', '-c', 'user.email=test@example.org', 'commit', '-qm', 'First');
  await copyFile(fixture('diabetes-forest/model.onnx'), path.join(workbench.workspace, 'version.onnx'));
});

beforeEach(() => workbench.closeEditors());

afterAll(() => workbench.close());

/** The inspector that opens where the model is double-clicked. */
async function openEditor(model: string, shown = 'workbench-quick-run'): Promise<Frame> {
  await workbench.explorerRow(model).dblclick();
  return workbench.webview(shown);
}

test('by mouse: a model opens with its signature, one click predicts a row, and the run is listed', async () => {
  const page = await openEditor('wine.onnx');
  expect(await page.getByRole('group', { name: /^Inputs/ }).innerText()).toMatch(
    /X.*float32.*\[\?, 6\].*from the model's metadata.*alcohol.*hue/s,
  );
  expect(await page.getByRole('group', { name: /^Classes/ }).innerText()).toMatch(/settings beside.*barolo.*barbera/s);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.locator('.label').waitFor();
  expect(await page.locator('.label').innerText()).toContain('barbera');
  expect(await page.getByRole('table', { name: 'Probabilities' }).innerText()).toMatch(/^barbera\s+0\.8500/);
  await page.locator('.runs li').first().waitFor();
  expect(await page.locator('.runs').innerText()).toContain('inline');
  await workbench.screenshot('inspector-editor');
  await page.locator('.runs .link').first().click();
  const results = await workbench.webview('[role=gridcell]');
  expect(await results.getByRole('row').nth(1).innerText()).toMatch(/^0\s+barbera\s[\d.\s]+$/);
  expect(workbench.contentSecurityViolations()).toEqual([]);
});

test('by keyboard: a wrong value is said at its field, the right one predicts', async () => {
  const page = await openEditor('wine.onnx');
  const hue = page.getByLabel(/^hue/);
  await hue.fill('purple');
  await workbench.page.keyboard.press('Enter');
  await page.locator('.field .issues').waitFor();
  expect(await page.locator('.field', { hasText: 'hue' }).innerText()).toContain("'purple'");
  expect(await hue.getAttribute('aria-invalid')).toBe('true');
  await workbench.screenshot('inspector-wrong-value');
  await workbench.page.keyboard.press('ControlOrMeta+A');
  await workbench.page.keyboard.type('1.2');
  await workbench.page.keyboard.press('Enter');
  await page.locator('.label').waitFor();
});

test('a template opens at one click, unsaved, and from the palette it is saved beside the model', async () => {
  const saved = path.join(workbench.workspace, 'wine.onnx.template.json');
  const file = path.join(workbench.workspace, 'wine.onnx.template.csv');
  for (const template of [saved, file]) await rm(template, { force: true });
  const page = await openEditor('wine.onnx');
  await page.getByRole('button', { name: 'JSON', exact: true }).click();
  await workbench.page.locator('.tab', { hasText: 'wine.onnx.template.json' }).waitFor();
  await expect
    .poll(() => workbench.page.locator('.monaco-editor .view-lines').innerText())
    .toMatch(/"alcohol":\s0\.\d+/);
  await workbench.page.keyboard.press('ControlOrMeta+S');
  await expect.poll(() => readFile(saved, 'utf8').catch(() => '')).toContain('"alcohol"');
  await workbench.page.locator('.tab.dirty').waitFor({ state: 'detached' });
  await workbench.runCommand('ONNX: Create Template Input...');
  await workbench.pick('Save wine.onnx.template.csv');
  await expect.poll(() => readFile(file, 'utf8').catch(() => '')).toMatch(/^alcohol,malic_acid,.*\n(0\.\d+,?){6}\n/);
  await workbench.page.locator('.tab', { hasText: 'wine.onnx.template.csv' }).waitFor();
});

/** Drags a file onto the page with Shift held, as its hint says. */
async function dropOn(page: Frame, dragged: Locator): Promise<void> {
  const { mouse, keyboard } = workbench.page;
  const box = await page.locator('.hint').boundingBox();
  if (!box) throw new Error('The hint is not shown.');
  await dragged.hover();
  await mouse.down();
  await mouse.move(box.x + box.width, box.y, { steps: 5 });
  await keyboard.down('Shift');
  await mouse.move(box.x + 30, box.y + 5, { steps: 10 });
  await page.locator('.drop-here').waitFor();
  await mouse.up();
  await keyboard.up('Shift');
}

test('a data file that is dropped with Shift runs with the model', async () => {
  const page = await openEditor('wine.onnx');
  await dropOn(page, workbench.explorerRow('wine.csv'));
  const results = await workbench.webview('[role=gridcell]');
  expect(await results.getByRole('status').innerText()).toMatch(/Predicted\s+60 rows/);
});

test('the view follows the model in front, and takes what is dropped on it too', async () => {
  const { page } = workbench;
  await openEditor('tokens.onnx');
  await workbench.explorerRow('wine.csv').dblclick();
  await workbench.runCommand('ONNX: Focus on Inspector View');
  try {
    const view = await workbench.webview('main.view workbench-quick-run');
    expect(await view.locator('h1').innerText()).toContain('tokens.onnx');
    await view.locator('.hint').scrollIntoViewIfNeeded();
    await workbench.screenshot('inspector-view');
    await dropOn(view, page.locator('.tab', { hasText: 'wine.csv' }));
    const results = await workbench.webview('workbench-results');
    await expect.poll(() => results.locator('h1').innerText()).toMatch(/wine\.csv.*tokens\.onnx/s);
  } finally {
    await page.locator('.activitybar [aria-label^="Explorer"]').first().click();
  }
});

test('a size that the data decides is asked for once, and kept beside the model', async () => {
  const page = await openEditor('tokens.onnx');
  await page.getByLabel('Size of sequence').fill('20');
  await workbench.page.keyboard.press('Tab');
  const settings = path.join(workbench.workspace, 'tokens.onnx.workbench.json');
  await expect.poll(() => readFile(settings, 'utf8').catch(() => '')).toContain('"sequence": 20');
  const tokens = page.getByLabel(/^input_ids/);
  await expect.poll(async () => (JSON.parse(await tokens.inputValue()) as unknown[]).length).toBe(20);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.locator('.label').waitFor();
  await workbench.screenshot('inspector-tokens');
});

test('a file that is no model says why and what to do, and is read anew when it has become one', async () => {
  const page = await openEditor('broken.onnx', 'workbench-inspector .issues');
  expect(await page.locator('main').innerText()).toMatch(/cannot be read as a model.*Git LFS pointer.*git lfs pull/s);
  await workbench.screenshot('inspector-broken');
  await copyFile(fixture('wine-kmeans/model.onnx'), path.join(workbench.workspace, 'broken.onnx'));
  await page.locator('workbench-quick-run').waitFor();
  expect(await page.getByRole('group', { name: /^Inputs/ }).innerText()).toContain('[?, 13]');
});

test('a change shows both versions, the one in Git beside the one on disk', async () => {
  const { page } = workbench;
  await page.locator('.activitybar [aria-label^="Source Control"]').first().click();
  try {
    await page.locator('.scm-view .monaco-list-row', { hasText: 'version.onnx' }).dblclick();
    const earlier = await workbench.webview('.badge:has-text("Git: ")');
    expect(await earlier.locator('main').innerText()).toMatch(/can be looked at, not run.*1 node.*LinearRegressor/s);
    expect(await earlier.locator('workbench-quick-run').count()).toBe(0);
    const current = await workbench.webview('workbench-quick-run');
    expect(await current.locator('main').innerText()).toContain('TreeEnsembleRegressor');
    await workbench.screenshot('inspector-git');
  } finally {
    await page.locator('.activitybar [aria-label^="Explorer"]').first().click();
  }
});

/** The model in an editor, with an answer, and in the view beside it. */
async function showBoth(): Promise<void> {
  const page = await openEditor('wine.onnx');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.locator('.label').waitFor();
  await workbench.runCommand('ONNX: Focus on Inspector View');
  await expect.poll(() => shownInspectors()).toBe(2);
}

test.for(THEMES)('can be read in %s, by people and by their tools', async (theme) => {
  await workbench.setTheme(theme);
  try {
    await showBoth();
    await workbench.screenshot(`inspector-${theme.replaceAll(' ', '-')}`);
    expect(await workbench.accessibilityViolations('workbench-inspector')).toEqual([]);
  } finally {
    await workbench.page.locator('.activitybar [aria-label^="Explorer"]').first().click();
  }
  expect(workbench.contentSecurityViolations()).toEqual([]);
});

async function shownInspectors(): Promise<number> {
  const shown = await Promise.all(
    workbench.page.frames().map((frame) =>
      frame
        .locator('workbench-quick-run')
        .count()
        .catch(() => 0),
    ),
  );
  return shown.filter((count) => count > 0).length;
}
