import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { SAMPLE_WORKSPACE } from '../support/sample';
import { openWorkbench, type Workbench } from '../support/workbench-page';

const bad = (name: string): string => path.resolve(import.meta.dirname, '../fixtures/models/bad', name);

let workbench: Workbench;

beforeAll(async () => {
  workbench = await openWorkbench({
    // So wide that no line of the output is broken into two.
    size: { width: 1920, height: 900 },
    settings: { 'terminal.integrated.fontSize': 11 },
    files: {
      ...SAMPLE_WORKSPACE,
      'tensor.onnx': bad('ok-tensor.onnx'),
      'missing.csv': bad('missing-cell.csv'),
    },
  });
});
afterAll(() => workbench.close());

beforeEach(async () => {
  await workbench.runCommand('Terminal: Kill All Terminals');
  await workbench.closeEditors();
  await workbench.runCommand('ONNX: Open Terminal');
  await expect.poll(shown).toContain('onnx-workbench predict wine.onnx wine.csv');
  await workbench.page.locator('.xterm-helper-textarea').first().focus();
});

const lines = (): Locator => workbench.page.locator('.xterm-rows > div');
const shown = async (): Promise<string> => (await lines().allInnerTexts()).join('\n');

async function enter(command: string): Promise<void> {
  await workbench.page.keyboard.type(command);
  await workbench.page.keyboard.press('Enter');
}

/** The middle of the last text like this. */
async function middleOf(text: RegExp): Promise<readonly [x: number, y: number]> {
  const span = lines().locator('span').filter({ hasText: text }).last();
  return span.evaluate((element, pattern) => {
    const found = new RegExp(pattern).exec(element.textContent);
    const range = document.createRange();
    range.setStart(element.firstChild ?? element, found?.index ?? 0);
    range.setEnd(element.firstChild ?? element, (found?.index ?? 0) + (found?.[0].length ?? 0));
    const { x, y, width, height } = range.getBoundingClientRect();
    return [x + width / 2, y + height / 2] as const;
  }, text.source);
}

/** Ctrl+click on a text, as soon as it is underlined; the terminal takes the mouse above its lines. */
async function follow(text: RegExp, tooltip: string, picture: string): Promise<void> {
  const { page } = workbench;
  const middle = await middleOf(text);
  await page.keyboard.down('ControlOrMeta');
  try {
    await page.mouse.move(...middle, { steps: 3 });
    await page.locator('.monaco-hover', { hasText: tooltip }).waitFor();
    await page.locator('.xterm-rows span[style*=underline]', { hasText: text }).waitFor();
    await workbench.screenshot(picture);
    await page.mouse.click(...middle);
  } finally {
    await page.keyboard.up('ControlOrMeta');
  }
}

test('the command is there without an installation, and what it writes lies in the folder', async () => {
  await enter('onnx-workbench predict wine.onnx wine.csv --out out.csv');
  await expect.poll(shown).toMatch(/Predicted 60 rows/);
  const [header = '', first] = (await readFile(path.join(workbench.workspace, 'out.csv'), 'utf8')).split('\n');
  expect(header).toMatch(/^bottle,.*,cultivar,prediction,score,proba_/);
  expect(first).toMatch(/^W-001,.*,barbera,0\.85/);
});

test('the place of an issue is a link to the line of the file', async () => {
  await enter('onnx-workbench predict tensor.onnx missing.csv');
  await expect.poll(shown).toMatch(/Logged as run/);
  await follow(/missing\.csv:20/, 'Open File at Line', 'terminal-place');
  await workbench.page.locator('.tab.active', { hasText: 'missing.csv' }).waitFor();
  await expect.poll(() => workbench.statusBarItem(/^Ln \d+, Col \d+/).innerText()).toMatch(/^Ln 20,/);
});

test('a run is a link to its page', async () => {
  await enter('onnx-workbench predict wine.onnx wine.csv --out again.csv');
  await expect.poll(shown).toMatch(/Logged as run/);
  await follow(/run [0-9a-f-]{36}/, 'Open Run', 'terminal-run');
  const results = await workbench.webview('[role=gridcell]');
  expect(await results.getByRole('status').innerText()).toMatch(/Predicted\s+60 rows/);
});

test("by keyboard: the editor's list of detected links opens the place of an issue", async () => {
  const { page } = workbench;
  await enter('onnx-workbench predict tensor.onnx missing.csv');
  await expect.poll(shown).toMatch(/Logged as run/);
  await page.keyboard.press('Control+Shift+O');
  await expect.poll(() => workbench.pickLabels()).toContain('missing.csv:20');
  await workbench.screenshot('terminal-detected-links');
  await page.keyboard.type('csv:20');
  await page.keyboard.press('Enter');
  await expect.poll(() => workbench.statusBarItem(/^Ln \d+, Col \d+/).innerText()).toMatch(/^Ln 20,/);
});
