import { readFileSync } from 'node:fs';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRepository } from '../support/git-repository';
import { OWN_LOG, sample } from '../support/sample';
import { openWorkbench, type Workbench } from '../support/workbench-page';

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

test.for(['light', 'dark'] as const)('a picture: %s', async (theme) => {
  await workbench.setTheme(theme);
  await workbench.screenshot(`versions-${theme}`);
  expect(workbench.contentSecurityViolations()).toEqual([]);
});
