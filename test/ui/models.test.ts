import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { SAMPLE_WORKSPACE, sample } from '../support/sample';
import { openWorkbench, type Workbench } from '../support/workbench-page';

const LFS_POINTER = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12345\n`;
const EDITOR_AREA = { x: 800, y: 400 };
const TOOLTIP_MS = 2_000;
const SIGNATURE = 'X float32[?,6] → label, probabilities';

let workbench: Workbench;

beforeAll(async () => {
  workbench = await openWorkbench({
    files: {
      ...SAMPLE_WORKSPACE,
      'older/wine.onnx': sample('wine.onnx'),
      'again.onnx': sample('wine.onnx'),
      'pointer.onnx': Buffer.from(LFS_POINTER),
    },
  });
  execFileSync('git', ['init', '--quiet', workbench.workspace]);
});
afterAll(() => workbench.close());

beforeEach(async () => {
  await workbench.page.keyboard.press('Escape');
  if (!(await rows().first().isVisible())) await activityBarItem().click();
  await row('pointer.onnx').waitFor();
});

const inWorkspace = (name: string): string => path.join(workbench.workspace, name);
const activityBarItem = (): Locator => workbench.page.locator('.activitybar .action-item [aria-label^="ONNX"]').first();
const modelsPane = (): Locator => workbench.page.locator('.pane', { has: header('Models') });
const header = (title: string): Locator => workbench.page.locator(`.pane-header[aria-label="${title} Section"]`);
const rows = (): Locator => modelsPane().locator('.monaco-list-row');
/** The row of a model: what a screen reader says of it begins so. */
const row = (begin: string): Locator => modelsPane().locator(`.monaco-list-row[aria-label^="${begin}"]`);
const labels = (): Promise<string[]> => rows().evaluateAll((all) => all.map((one) => one.ariaLabel ?? ''));

describe('the Models view', () => {
  test('lists the models with what they take and give, and tells two of one name apart', async () => {
    await expect
      .poll(labels)
      .toEqual(expect.arrayContaining([`wine.onnx, ${SIGNATURE}`, `wine.onnx, older · ${SIGNATURE}`]));
  });

  test('marks a model that cannot run, says why, and counts it', async () => {
    await expect
      .poll(labels)
      .toContainEqual(expect.stringMatching(/^pointer\.onnx, Git LFS pointer, .*run `git lfs pull` to get it\.$/));
    await row('pointer.onnx').locator('.codicon-error').waitFor();
    const tooltip = workbench.page.locator('.workbench-hover', { hasText: /git\slfs\spull/ });
    // A row that is drawn anew, as when Git has looked at the file, takes its tooltip away.
    await expect
      .poll(async () => {
        await workbench.page.mouse.move(EDITOR_AREA.x, EDITOR_AREA.y);
        await row('pointer.onnx').hover();
        return tooltip.waitFor({ timeout: TOOLTIP_MS }).then(
          () => true,
          () => false,
        );
      })
      .toBe(true);
    await expect.poll(() => activityBarItem().getAttribute('aria-label')).toContain('1 model cannot run');
  });

  test('follows the files: created, written, renamed, deleted, and a whole folder that goes', async () => {
    cpSync(sample('wine.onnx'), inWorkspace('new.onnx'));
    await row(`new.onnx, ${SIGNATURE}`).waitFor();
    writeFileSync(inWorkspace('new.onnx'), LFS_POINTER);
    await row('new.onnx, Git LFS pointer').waitFor();
    renameSync(inWorkspace('new.onnx'), inWorkspace('renamed.ONNX'));
    await row('renamed.ONNX, Git LFS pointer').waitFor();
    await row('new.onnx').waitFor({ state: 'detached' });
    mkdirSync(inWorkspace('deep/down'), { recursive: true });
    renameSync(inWorkspace('renamed.ONNX'), inWorkspace('deep/down/moved.onnx'));
    await row('moved.onnx').waitFor();
    rmSync(inWorkspace('deep'), { recursive: true });
    await row('moved.onnx').waitFor({ state: 'detached' });
  });

  test('leaves out what Git ignores, but not what DVC keeps', async () => {
    writeFileSync(inWorkspace('.gitignore'), 'out/\n/kept.onnx\n');
    mkdirSync(inWorkspace('out'), { recursive: true });
    cpSync(sample('wine.onnx'), inWorkspace('out/ignored.onnx'));
    cpSync(sample('wine.onnx'), inWorkspace('kept.onnx'));
    writeFileSync(inWorkspace('kept.onnx.dvc'), 'outs:\n- path: kept.onnx\n');
    await row('kept.onnx').waitFor();
    expect(await row('ignored.onnx').count()).toBe(0);
  });

  test('data that is dropped on a model runs with it', async () => {
    if (!(await row('wine.csv').isVisible())) await row('wine.onnx').first().locator('.monaco-tl-twistie').click();
    await row('wine.csv').dragTo(row('again.onnx'));
    const results = await workbench.webview('[role=gridcell]');
    await expect.poll(() => results.locator('.verdict').innerText()).toMatch(/Predicted\s+60 rows/);
    await workbench.page.locator('.tab', { hasText: 'wine.csv → again.onnx' }).waitFor();
    await workbench.closeEditors();
  });

  test('by keyboard alone: to the model, its menu, the data, the rows', async () => {
    const { keyboard } = workbench.page;
    await workbench.runCommand('ONNX: Focus on Models View');
    await keyboard.press('Home');
    await expect.poll(() => focusedRow().getAttribute('aria-label')).toBeTruthy();
    await keyboard.type('wine');
    await expect.poll(() => focusedRow().getAttribute('aria-label')).toBe(`wine.onnx, ${SIGNATURE}`);
    await keyboard.press('Shift+F10');
    const focusedItem = workbench.page.locator('.monaco-menu .action-item.focused .action-label');
    await expect
      .poll(async () => {
        await keyboard.press('ArrowDown');
        return focusedItem.getAttribute('aria-label');
      })
      .toBe('Run Prediction...');
    await keyboard.press('Enter');
    await expect.poll(async () => (await workbench.pickLabels())[0]).toBe('wine.csv');
    await keyboard.press('Enter');
    await workbench.webview('[role=gridcell]');
    await workbench.closeEditors();
  });

  const focusedRow = (): Locator => modelsPane().locator('.monaco-list-row.focused');
});

test('the status bar says what the engine does, stops it and starts it again', async () => {
  const item = workbench.page.locator('.statusbar-item[id="onnx-workbench.onnx-workbench.onnxWorkbench.engine"]');
  await expect.poll(() => item.locator('a').getAttribute('aria-label')).toBe('ONNX engine, CPU, idle');
  await item.click();
  await workbench.pick('Stop Engine');
  await expect.poll(() => item.locator('a').getAttribute('aria-label')).toBe('ONNX engine, CPU, not running');
  await item.click();
  await workbench.pick('Restart Engine');
  await expect.poll(() => item.locator('a').getAttribute('aria-label')).toBe('ONNX engine, CPU, idle');
});

test.for(['light', 'dark', 'high contrast', 'high contrast light'] as const)('a picture: %s', async (theme) => {
  await workbench.setTheme(theme);
  await workbench.screenshot(`models-${theme.replaceAll(' ', '-')}`);
  expect(workbench.contentSecurityViolations()).toEqual([]);
});
