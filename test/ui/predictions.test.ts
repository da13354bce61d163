import { execFile, spawn } from 'node:child_process';
import { readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Run } from '../../src/contract/run';
import { chainOfAdds, endlessLoop } from '../support/models';
import { until } from '../support/until';
import { openWorkbench, type Workbench } from '../support/workbench-page';

const project = path.resolve(import.meta.dirname, '../..');
const cli = path.join(project, 'dist/cli.js');
const sample = (name: string): string => path.join(project, 'media/sample', name);
const inWorkspace = (name: string): string => path.join(workbench.workspace, name);

let workbench: Workbench;

beforeAll(async () => {
  workbench = await openWorkbench({
    settings: { 'explorer.autoReveal': false },
    files: {
      // The log of this workspace, and not the user's.
      '.onnx-workbench/.gitignore': Buffer.from('*\n'),
      'wine.onnx': sample('wine.onnx'),
      'wine.csv': sample('wine.csv'),
      'wine.onnx.workbench.json': sample('wine.onnx.workbench.json'),
      'add.onnx': chainOfAdds(1),
      'numbers.csv': Buffer.from('x\n1\n2\n'),
      'endless.onnx': endlessLoop(),
    },
  });
  await workbench.page.getByRole('tab', { name: 'ONNX' }).click();
  // Rows that have no room are not drawn.
  for (const other of ['Models', 'Inspector']) {
    await workbench.page.locator(`.pane-header.expanded[aria-label^="${other}"]`).click();
  }
});

afterAll(() => workbench.close());

/** As another window or a terminal does it: a process of its own. */
async function inTerminal(...argument: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [cli, ...argument], { cwd: workbench.workspace });
  return stdout;
}

async function loggedRuns(): Promise<readonly Run[]> {
  const { runs } = JSON.parse(await inTerminal('log', 'list', '--json')) as { runs: readonly Run[] };
  return runs;
}

function view(): Locator {
  const header = workbench.page.locator('.pane-header[aria-label^="Predictions"]');
  return workbench.page.locator('.pane', { has: header });
}

function row(text: string | RegExp): Locator {
  return view().locator('.monaco-list-row', { hasText: text });
}

/** The rows from the top, without what tells how long ago they were. */
async function texts(): Promise<string[]> {
  const rows = await view().locator('.monaco-list-row').all();
  const lines = rows.map((one) => one.locator('.label-name, .label-description').allInnerTexts());
  return (await Promise.all(lines)).map((parts) => parts.join(' ').replaceAll(/now · |\d+ min\. ago · /g, ''));
}

async function answer(text: string): Promise<void> {
  const box = workbench.page.locator('.quick-input-widget:visible input[type=text]').first();
  await box.fill(text);
  await box.press('Enter');
}

/** What hangs over the rows, told of the one under the mouse, would take a click. */
async function leaveRows(): Promise<void> {
  await workbench.page.mouse.move(900, 700);
  await workbench.page.locator('.monaco-hover:visible').waitFor({ state: 'hidden' });
}

async function chooseInMenu(of: Locator, item: string): Promise<void> {
  await leaveRows();
  await of.click({ button: 'right' });
  const chosen = workbench.page.locator(`.monaco-menu .action-menu-item:has([aria-label=${JSON.stringify(item)}])`);
  await chosen.click({ delay: 200 });
}

function dialog(): Locator {
  return workbench.page.locator('.monaco-dialog-box');
}

test('an empty view says what to do, and a run in a terminal appears by itself', async () => {
  await expect.poll(() => view().innerText()).toMatch(/No predictions are logged yet[^]*Run Prediction/);
  await workbench.screenshot('predictions-empty');
  await inTerminal('predict', 'add.onnx', 'numbers.csv');
  await expect.poll(texts).toEqual(['add.onnx 1 run', 'numbers.csv 2 rows']);
  await inTerminal('predict', 'wine.onnx', 'wine.csv', '--truth', 'cultivar');
  const ended = performance.now();
  await expect.poll(async () => (await texts())[1]).toBe('wine.csv 60 rows · 96.7% accuracy');
  console.log(`A run was shown ${Math.round(performance.now() - ended)} ms after its process had ended.`);
});

test('a run of another process spins while it goes on, and is interrupted when its process is killed', async () => {
  const process_ = spawn(process.execPath, [cli, 'predict', 'endless.onnx', 'numbers.csv'], {
    cwd: workbench.workspace,
    stdio: 'ignore',
  });
  await expect.poll(async () => (await texts()).slice(0, 2)).toEqual(['endless.onnx 1 run', 'numbers.csv running']);
  await view().locator('.codicon-sync.codicon-modifier-spin').waitFor();
  await workbench.screenshot('predictions-running');
  process_.kill('SIGKILL');
  await expect.poll(async () => (await texts())[1]).toBe('numbers.csv interrupted');
});

test('by keyboard: a run is named, opened, and with others deleted', async () => {
  const { page } = workbench;
  await row('60 rows').click();
  await workbench.webview('[role=gridcell]');
  await workbench.runCommand('ONNX: Focus on Predictions View');
  await page.keyboard.press('F2');
  await answer('baseline');
  await expect.poll(texts).toContain('baseline wine.csv · 60 rows · 96.7% accuracy');
  expect((await loggedRuns()).map(({ name }) => name)).toContain('baseline');

  await row('endless.onnx').click();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Delete');
  await expect.poll(() => dialog().innerText()).toMatch(/want to delete the run 'numbers\.csv'[^]*→ endless\.onnx/);
  await page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'hidden' });
  expect(await loggedRuns()).toHaveLength(3);
  await page.keyboard.press('Delete');
  await dialog().waitFor();
  await workbench.screenshot('predictions-delete');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await texts())[0]).toBe('wine.onnx 1 run');
  expect(await loggedRuns()).toHaveLength(2);
});

test('by mouse: a note, a repetition, an export, a deletion', async () => {
  const { page } = workbench;
  await chooseInMenu(row('baseline'), 'Edit Note...');
  await answer('before the retrain');
  await expect.poll(async () => (await loggedRuns()).map(({ note }) => note)).toContain('before the retrain');
  await row('baseline').hover();
  await expect
    .poll(() => page.locator('.monaco-hover:visible').allInnerTexts())
    .toEqual([expect.stringMatching(/before the retrain/)]);
  await workbench.screenshot('predictions-tooltip');

  await leaveRows();
  await row('baseline').hover();
  await row('baseline').getByRole('button', { name: 'Run Again' }).click();
  await expect.poll(texts).toContain('wine.csv 60 rows · 96.7% accuracy');
  const [again] = await loggedRuns();
  expect(again).toMatchObject({ source: 'panel', settings: { binding: { truth: 'cultivar' } } });

  await chooseInMenu(row('baseline'), 'Export Predictions...');
  await answer(inWorkspace('out.csv'));
  const written = await until('the rows are written', () =>
    readFile(inWorkspace('out.csv'), 'utf8').catch(() => undefined),
  );
  expect(written.trimEnd().split('\n')).toHaveLength(61);
  await workbench.runCommand('Notifications: Show Notifications');
  await workbench.notification('Wrote 60 rows to out.csv').waitFor();
  await workbench.runCommand('Notifications: Clear All Notifications');

  await leaveRows();
  await row('baseline').hover();
  await row('baseline').getByRole('button', { name: 'Delete' }).click();
  await dialog().getByRole('button', { name: 'Delete' }).click();
  await expect.poll(texts).not.toContain('baseline wine.csv · 60 rows · 96.7% accuracy');
});

test('a run whose data is gone says so', async () => {
  await rename(inWorkspace('numbers.csv'), inWorkspace('moved.csv'));
  await leaveRows();
  await chooseInMenu(row('numbers.csv'), 'Run Again');
  await workbench.runCommand('Notifications: Show Notifications');
  await workbench.notification('numbers.csv is no longer there').waitFor();
  await workbench.runCommand('Notifications: Clear All Notifications');
});

test('runs in one list by time, in every theme and in a narrow side bar', async () => {
  const { page } = workbench;
  await view().hover();
  await page.getByRole('button', { name: 'View Runs by Time' }).click();
  await expect.poll(texts).toEqual(['wine.csv wine.onnx · 60 rows · 96.7% accuracy', 'numbers.csv add.onnx · 2 rows']);
  for (const theme of ['dark', 'high contrast', 'high contrast light', 'light'] as const) {
    await workbench.setTheme(theme);
    await workbench.screenshot(`predictions-${theme.replaceAll(' ', '-')}`);
  }
  await page.setViewportSize({ width: 520, height: 700 });
  await workbench.screenshot('predictions-narrow');
  await page.setViewportSize({ width: 1280, height: 800 });
  await view().hover();
  await page.getByRole('button', { name: 'View Runs by Model' }).click();
  await expect.poll(async () => (await texts())[0]).toBe('wine.onnx 1 run');
});
