import { execFile, spawn } from 'node:child_process';
import { copyFile, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Run } from '../../src/contract/run';
import { startEngine } from '../support/engine';
import { chainOfAdds, endlessLoop } from '../support/models';
import { SAMPLE_WORKSPACE, sample } from '../support/sample';
import { until } from '../support/until';
import { openWorkbench, type Workbench } from '../support/workbench-page';

const project = path.resolve(import.meta.dirname, '../..');
const cli = path.join(project, 'dist/cli.js');
const inWorkspace = (name: string): string => path.join(workbench.workspace, name);

/** Rows of the view, without what tells how long ago they were. */
const WINE_ROWS = '60 rows · 96.7% accuracy';
const WINE = `wine.csv ${WINE_ROWS}`;
const NUMBERS = 'numbers.csv 2 rows';

let workbench: Workbench;
const reader = startEngine();

beforeAll(async () => {
  workbench = await openWorkbench({
    settings: { 'explorer.autoReveal': false },
    files: {
      ...SAMPLE_WORKSPACE,
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

beforeEach(async () => {
  await workbench.closeEditors();
  await workbench.runCommand('ONNX: Focus on Predictions View');
  const near = workbench.workspace;
  const { runs } = await reader.engine.logList({ near, limit: 100 });
  if (runs.length > 0) await reader.engine.logDelete({ near, runs: runs.map(({ id }) => id) });
  await view().getByText('No predictions are logged yet.').waitFor();
});

afterAll(async () => {
  await workbench.close();
  await reader.dispose();
});

/** As another window or a terminal does it: a process of its own. */
async function predictInTerminal(...argument: string[]): Promise<void> {
  await promisify(execFile)(process.execPath, [cli, 'predict', ...argument], { cwd: workbench.workspace });
}

async function loggedRuns(): Promise<readonly Run[]> {
  return (await reader.engine.logList({ near: workbench.workspace, limit: 100 })).runs;
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

function answerBox(): Locator {
  return workbench.page.locator('.quick-input-widget:visible input[type=text]').first();
}

async function answer(text: string): Promise<void> {
  const box = answerBox();
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

test('an empty view says what to do', async () => {
  expect(await view().innerText()).toMatch(/No predictions are logged yet[^]*Run Prediction/);
  await workbench.screenshot('predictions-empty');
});

test('the first run of a log says where it is, and its inputs are turned off by a click', async () => {
  await copyFile(sample('wine.onnx.workbench.json'), inWorkspace('wine.onnx.workbench.json'));
  await workbench.page.getByRole('tab', { name: 'Explorer' }).click();
  await workbench.explorerMenu(['wine.csv', 'wine.onnx'], 'Run Prediction...');
  const results = await workbench.webview('.note');
  expect(await results.locator('.note').innerText()).toContain('the first run in .onnx-workbench/log.db');
  await workbench.screenshot('predictions-first-run');
  await results.getByRole('button', { name: 'Show Predictions' }).click();
  await expect.poll(texts).toEqual(['wine.onnx 1 run', WINE]);

  await results.getByRole('button', { name: 'Turn Inputs Off' }).click();
  // The result follows its settings: it runs again, without logging inputs.
  await expect.poll(async () => (await texts())[0]).toBe('wine.onnx 2 runs');
  expect((await loggedRuns()).map(({ inputs }) => inputs)).toEqual(['off', 'full']);
  const settings = JSON.parse(await readFile(inWorkspace('wine.onnx.workbench.json'), 'utf8')) as object;
  const before = JSON.parse(await readFile(sample('wine.onnx.workbench.json'), 'utf8')) as object;
  expect(settings).toEqual({ ...before, log: { inputs: 'off' } });
  await workbench.notification('inputs of wine.onnx are not logged');
  await workbench.runCommand('Notifications: Clear All Notifications');
});

test('a run in a terminal appears by itself', async () => {
  await predictInTerminal('wine.onnx', 'wine.csv', '--truth', 'cultivar');
  await expect.poll(texts).toEqual(['wine.onnx 1 run', WINE]);
  await predictInTerminal('add.onnx', 'numbers.csv');
  const ended = performance.now();
  await expect.poll(texts).toEqual(['add.onnx 1 run', NUMBERS, 'wine.onnx 1 run', WINE]);
  console.log(`A run was shown ${Math.round(performance.now() - ended)} ms after its process had ended.`);
});

test('a run of another process spins while it goes on, and is interrupted when its process is killed', async () => {
  const running = spawn(process.execPath, [cli, 'predict', 'endless.onnx', 'numbers.csv'], {
    cwd: workbench.workspace,
    stdio: 'ignore',
  });
  await expect.poll(texts).toEqual(['endless.onnx 1 run', 'numbers.csv running']);
  await view().locator('.codicon-sync.codicon-modifier-spin').waitFor();
  await row('running').click();
  const page = await workbench.webview('.progress');
  await expect.poll(() => page.getByRole('status').innerText()).toMatch(/Running in another process: 0 rows so far$/);
  await workbench.screenshot('predictions-running');
  running.kill('SIGKILL');
  await expect.poll(() => page.getByRole('status').innerText()).toMatch(/Interrupted/);
  await expect.poll(texts).toEqual(['endless.onnx 1 run', 'numbers.csv interrupted']);
});

test('by keyboard: a run is opened, named and deleted', async () => {
  const { page } = workbench;
  await predictInTerminal('wine.onnx', 'wine.csv', '--truth', 'cultivar');
  await expect.poll(texts).toEqual(['wine.onnx 1 run', WINE]);
  await workbench.runCommand('ONNX: Focus on Predictions View');
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await workbench.webview('[role=gridcell]');
  await workbench.runCommand('ONNX: Focus on Predictions View');
  await page.keyboard.press('F2');
  await answer('baseline');
  await expect.poll(texts).toEqual(['wine.onnx 1 run', `baseline wine.csv · ${WINE_ROWS}`]);
  expect(await loggedRuns()).toMatchObject([{ name: 'baseline' }]);

  await workbench.runCommand('ONNX: Focus on Predictions View');
  await page.keyboard.press('Delete');
  await expect.poll(() => dialog().innerText()).toMatch(/delete the run 'baseline'[^]*wine\.csv → wine\.onnx/);
  await page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'hidden' });
  expect(await loggedRuns()).toHaveLength(1);
  await page.keyboard.press('Delete');
  await dialog().waitFor();
  await workbench.screenshot('predictions-delete');
  await page.keyboard.press('Enter');
  await expect.poll(texts).toEqual([]);
  expect(await loggedRuns()).toEqual([]);
});

test('by mouse: a note, a repetition, an export, the deletion of several', async () => {
  const { page } = workbench;
  await predictInTerminal('wine.onnx', 'wine.csv', '--truth', 'cultivar');
  await chooseInMenu(row(WINE_ROWS), 'Edit Note...');
  await answer('before the retrain');
  await expect.poll(loggedRuns).toMatchObject([{ note: 'before the retrain' }]);
  await row(WINE_ROWS).hover();
  const hover = page.locator('.monaco-hover:visible');
  await expect.poll(() => hover.allInnerTexts()).toEqual([expect.stringMatching(/before the retrain/)]);
  await workbench.screenshot('predictions-tooltip');

  await leaveRows();
  await row(WINE_ROWS).hover();
  await row(WINE_ROWS).getByRole('button', { name: 'Run Again' }).click();
  await expect.poll(texts).toEqual(['wine.onnx 2 runs', WINE, WINE]);
  expect((await loggedRuns())[0]).toMatchObject({ source: 'panel', settings: { binding: { truth: 'cultivar' } } });

  await chooseInMenu(row(WINE_ROWS).last(), 'Export Predictions...');
  await expect.poll(() => answerBox().inputValue()).toMatch(/wine\.predictions\.csv$/);
  await rm(inWorkspace('out.csv'), { force: true });
  await answer(inWorkspace('out.csv'));
  const out = await until('the rows are written', () =>
    readFile(inWorkspace('out.csv'), 'utf8').catch(() => undefined),
  );
  expect(out.trimEnd().split('\n')).toHaveLength(61);
  await workbench.notification('Wrote 60 rows to out.csv');
  await workbench.runCommand('Notifications: Clear All Notifications');

  await row(WINE_ROWS).first().click();
  await row(WINE_ROWS)
    .last()
    .click({ modifiers: ['ControlOrMeta'] });
  await leaveRows();
  await row(WINE_ROWS).last().hover();
  await row(WINE_ROWS).last().getByRole('button', { name: 'Delete' }).click();
  await expect.poll(() => dialog().innerText()).toContain('delete these 2 runs');
  await dialog().getByRole('button', { name: 'Delete' }).click();
  await expect.poll(texts).toEqual([]);
});

test('by mouse: a run is replayed on the model as it is now', async () => {
  await predictInTerminal('add.onnx', 'numbers.csv');
  await chooseInMenu(row('2 rows'), 'Compare with Model or Version...');
  await workbench.pick('add.onnx');
  const page = await workbench.webview('workbench-compare .verdict');
  await expect.poll(() => page.locator('.verdict').innerText()).toMatch(/^Same: every output is equal/);
  await workbench.screenshot('predictions-replayed');
});

test('a run whose data is gone says so', async () => {
  await copyFile(inWorkspace('numbers.csv'), inWorkspace('gone.csv'));
  await predictInTerminal('add.onnx', 'gone.csv');
  await rm(inWorkspace('gone.csv'));
  await chooseInMenu(row('gone.csv'), 'Run Again');
  await workbench.notification('gone.csv is no longer there');
  await workbench.runCommand('Notifications: Clear All Notifications');
});

test('runs in one list by time, in every theme and in a narrow side bar', async () => {
  const { page } = workbench;
  await predictInTerminal('wine.onnx', 'wine.csv', '--truth', 'cultivar');
  await predictInTerminal('add.onnx', 'numbers.csv');
  await view().hover();
  await page.getByRole('button', { name: 'View Runs by Time' }).click();
  await expect.poll(texts).toEqual(['numbers.csv add.onnx · 2 rows', 'wine.csv wine.onnx · 60 rows · 96.7% accuracy']);
  for (const theme of ['dark', 'high contrast', 'high contrast light', 'light'] as const) {
    await workbench.setTheme(theme);
    await workbench.screenshot(`predictions-${theme.replaceAll(' ', '-')}`);
  }
  await page.setViewportSize({ width: 520, height: 700 });
  await workbench.screenshot('predictions-narrow');
  await page.setViewportSize({ width: 1280, height: 800 });
  await view().hover();
  await page.getByRole('button', { name: 'View Runs by Model' }).click();
  await expect.poll(texts).toEqual(['add.onnx 1 run', NUMBERS, 'wine.onnx 1 run']);
});
