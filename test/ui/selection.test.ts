import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { SAMPLE_WORKSPACE, sample } from '../support/sample';
import { until } from '../support/until';
import { openWorkbench, type Workbench } from '../support/workbench-page';

const cli = path.resolve(import.meta.dirname, '../../dist/cli.js');

let workbench: Workbench;

beforeAll(async () => {
  const csv = await readFile(sample('wine.csv'), 'utf8');
  const [header = '', ...rows] = csv.trimEnd().split('\n');
  const names = header.split(',');
  const records = rows.slice(0, 4).map((row) => {
    const cells = row.split(',');
    return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? '']));
  });
  workbench = await openWorkbench({
    settings: { 'explorer.autoReveal': false, 'workbench.editorAssociations': { '*.csv': 'default' } },
    files: {
      ...SAMPLE_WORKSPACE,
      'broken.csv': Buffer.from([header, rows[0], (rows[1] ?? '').replace(/^([^,]*),[^,]*/, '$1,much'), ''].join('\n')),
      'wine.json': Buffer.from(JSON.stringify(records, null, 2)),
      'notes.txt': Buffer.from(''),
    },
  });
  await workbench.menuShows('wine.onnx', 'Run Prediction...');
});

beforeEach(() => workbench.closeEditors());

afterAll(() => workbench.close());

/** Opens a file and puts the cursor on a line. */
async function goTo(name: string, line: number): Promise<void> {
  await workbench.explorerRow(name).dblclick();
  await workbench.page.locator('.tab.active', { hasText: name }).waitFor();
  await workbench.page.locator('.monaco-editor .view-lines').first().click();
  await workbench.page.keyboard.press('ControlOrMeta+g');
  await workbench.page.locator('.quick-input-widget input:visible').first().fill(`:${line}`);
  await workbench.page.keyboard.press('Enter');
  await workbench.statusBarItem(new RegExp(`^Ln ${line}, `)).waitFor();
}

const rowsOf = (page: Frame): Promise<number> => page.getByRole('rowheader').count();

/** What is on the clipboard, as a person finds out: by pasting it. */
async function pasted(): Promise<string> {
  const file = path.join(workbench.workspace, 'notes.txt');
  await writeFile(file, '');
  await workbench.explorerRow('notes.txt').dblclick();
  await workbench.page.locator('.tab.active', { hasText: 'notes.txt' }).waitFor();
  await workbench.page.locator('.monaco-editor .view-lines').first().click();
  await workbench.page.keyboard.press('ControlOrMeta+v');
  await workbench.page.keyboard.press('ControlOrMeta+s');
  return until('the clipboard is saved', async () => (await readFile(file, 'utf8')) || undefined);
}

test('by keyboard: rows of a CSV run beside it, and the cursor stays on them', async () => {
  await goTo('wine.csv', 4);
  await workbench.page.keyboard.press('Shift+ArrowDown');
  await workbench.page.keyboard.press('Shift+ArrowDown');
  await workbench.page.keyboard.press('Control+Alt+Enter');
  await workbench.pick('wine.onnx');
  const page = await workbench.webview('[role=gridcell]');
  await expect.poll(() => rowsOf(page)).toBe(2);
  await workbench.page.locator('.tab', { hasText: 'wine.csv (selection) → wine.onnx' }).waitFor();
  await workbench.screenshot('selection');
  await workbench.page.keyboard.press('ArrowDown');
  await workbench.statusBarItem(/^Ln 7, /).waitFor();
  await workbench.page.keyboard.press('Control+Alt+Enter');
  await expect.poll(() => rowsOf(page)).toBe(1);
});

test('by mouse: the record of JSON around the cursor', async () => {
  await goTo('wine.json', 5);
  await workbench.page.locator('.monaco-editor .view-line').nth(4).click({ button: 'right' });
  await workbench.page
    .locator('.monaco-menu .action-menu-item:has(.action-label[aria-label="Run Prediction on Selection"])')
    .click({ delay: 200 });
  await workbench.pick('wine.onnx');
  const page = await workbench.webview('[role=gridcell]');
  await expect.poll(() => rowsOf(page)).toBe(1);
  await workbench.screenshot('selection-json');
});

test('what does not fit leads to its line in the file', async () => {
  await goTo('broken.csv', 2);
  await workbench.page.keyboard.press('Shift+Control+End');
  await workbench.page.keyboard.press('Control+Alt+Enter');
  await workbench.pick('wine.onnx');
  const page = await workbench.webview('.issues .place');
  expect(await page.locator('.issues .place').first().innerText()).toContain('3');
  await page.locator('.issues .place').first().click();
  await workbench.statusBarItem(/^Ln 3, /).waitFor();
});

test('nothing to run is said', async () => {
  await goTo('wine.csv', 1);
  await workbench.page.keyboard.press('Control+Alt+Enter');
  await workbench.notification('No rows are selected');
  await workbench.runCommand('Notifications: Clear All Notifications');
});

test('a run is copied as a command that gives the same predictions, and as Python', async () => {
  await workbench.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await workbench.explorerMenu(['wine.csv', 'wine.onnx'], 'Run Prediction...');
  const page = await workbench.webview('[role=gridcell]');
  await page.getByText('Copy as Command').click();
  await workbench.statusBarItem('Copied as command.').waitFor();
  const command = await pasted();
  expect(command.trim()).toBe('onnx-workbench predict wine.onnx wine.csv');
  const script = `onnx-workbench() { "${process.execPath}" "${cli}" "$@"; }\n${command} --out - --keep none`;
  const csv = execFileSync('bash', ['-c', script], { cwd: workbench.workspace, stdio: ['ignore', 'pipe', 'ignore'] });
  await workbench.page.locator('.tab', { hasText: 'wine.csv → wine.onnx' }).click();
  const again = await workbench.webview('[role=gridcell]');
  expect((await again.getByRole('row').nth(1).innerText()).split(/\s+/)[1]).toBe(
    csv.toString().split('\n')[1]?.split(',')[0],
  );
  await workbench.runCommand('ONNX: Copy as Python');
  await workbench.statusBarItem('Copied as Python.').waitFor();
  expect(await pasted()).toContain('ort.InferenceSession(');
});
