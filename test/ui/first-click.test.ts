import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { chainOfAdds, endlessLoop, integerDivision } from '../support/models';
import { SAMPLE_WORKSPACE } from '../support/sample';
import { focused } from '../support/workbench/focus';
import { openWorkbench, type Workbench } from '../support/workbench-page';

const fixtures = path.resolve(import.meta.dirname, '../fixtures/models');
const LONG_ROWS = 400_000;

let workbench: Workbench;

beforeAll(async () => {
  workbench = await openWorkbench({
    // Else the file that the first click opens takes the selection back while a second one is clicked.
    settings: { 'explorer.autoReveal': false },
    files: {
      ...SAMPLE_WORKSPACE,
      'tensor.onnx': path.join(fixtures, 'bad', 'ok-tensor.onnx'),
      'missing.csv': path.join(fixtures, 'bad', 'missing-cell.csv'),
      'endless.onnx': endlessLoop(),
      'numbers.csv': Buffer.from('x\n1\n2\n'),
      'divide.onnx': integerDivision(),
      'divide.csv': Buffer.from('x\n-2147483648\n'),
      'add.onnx': chainOfAdds(1),
      'long.csv': Buffer.from(`x\n${Array.from({ length: LONG_ROWS }, (_, row) => row).join('\n')}\n`),
    },
  });
  await workbench.menuShows('wine.onnx', 'Run Prediction...');
});

beforeEach(() => workbench.closeEditors());

afterAll(() => workbench.close());

/** Selects both and runs them: no question is left. */
async function run(model: string, data: string, shown = '[role=gridcell]'): Promise<Frame> {
  await workbench.explorerMenu([data, model], 'Run Prediction...');
  return workbench.webview(shown);
}

test('by mouse: right-click on the model, pick the data that fits first, see the rows', async () => {
  await workbench.explorerMenu(['wine.onnx'], 'Run Prediction...');
  await expect.poll(async () => (await workbench.pickLabels())[0]).toBe('wine.csv');
  await workbench.pick('wine.csv');
  const results = await workbench.webview('[role=gridcell]');
  const grid = results.getByRole('grid');
  expect(await grid.getAttribute('aria-rowcount')).toBe('61');
  expect(await results.getByRole('row').nth(1).innerText()).toMatch(/^0\s+barbera\s+barbera\s+0\.8500/);
  expect(await results.getByRole('status').innerText()).toMatch(/Predicted\s+60 rows/);
  expect(await results.locator('.facts').innerText()).toContain(path.join('.onnx-workbench', 'log.db'));
  await workbench.screenshot('first-click');
  expect(workbench.contentSecurityViolations()).toEqual([]);
});

test('by keyboard: palette, model, data, and through the table', async () => {
  const { page } = workbench;
  await page.keyboard.press('F1');
  await page.keyboard.type('ONNX: Run Prediction');
  await page.keyboard.press('Enter');
  for (const name of ['wine.onnx', 'wine.csv']) {
    await page.locator('.quick-input-widget .label-name', { hasText: name }).first().waitFor();
    await page.keyboard.type(name);
    await page.keyboard.press('Enter');
  }
  const results = await workbench.webview('[role=gridcell]');
  const grid = results.getByRole('grid');
  await grid.focus();
  await page.keyboard.press('Control+End');
  await expect.poll(() => grid.getAttribute('aria-activedescendant')).toMatch(/^cell-59-/);
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => grid.getAttribute('aria-activedescendant')).toBe('cell-1-1');
  expect(await results.locator('#cell-1-1').getAttribute('aria-colindex')).toBe('2');
});

test('a row that does not fit ends the run, and can be skipped', async () => {
  const results = await run('tensor.onnx', 'missing.csv', '.verdict');
  expect(await results.locator('.issues').innerText()).toContain('"missing" in the settings beside the model');
  await results.getByText('Skip Failing Rows').click();
  await results.getByRole('gridcell').first().waitFor();
  expect(await results.getByRole('status').innerText()).toMatch(/Predicted\s+\d+ rows\s+1 skipped/);
  expect(await results.getByRole('columnheader').last().innerText()).toBe('Why there is no prediction');
});

test('in a low editor, as at 200 % zoom, the page scrolls down to a table that has room for rows', async () => {
  const results = await run('wine.onnx', 'wine.csv');
  await workbench.page.setViewportSize({ width: 640, height: 400 });
  try {
    const grid = results.getByRole('grid');
    await grid.scrollIntoViewIfNeeded();
    expect(await grid.evaluate((element) => element.clientHeight)).toBeGreaterThan(100);
  } finally {
    await workbench.page.setViewportSize({ width: 1280, height: 800 });
  }
});

test('a right-click on the model lists its runs, and one of them opens', async () => {
  await run('wine.onnx', 'wine.csv');
  await workbench.closeEditors();
  await workbench.explorerMenu(['wine.onnx'], 'Show Recent Runs');
  await workbench.pick('wine.csv → wine.onnx');
  const results = await workbench.webview('[role=gridcell]');
  expect(await results.getByRole('row').nth(1).innerText()).toMatch(/^0\s+barbera\s+barbera\s+0\.8500/);
});

test('a cell that does not fit leads to its line', async () => {
  const results = await run('tensor.onnx', 'missing.csv', '.place');
  await results.locator('.place').first().click();
  await expect.poll(() => workbench.statusBarItem(/^Ln \d+, Col 1/).innerText()).toMatch(/^Ln [2-9]/);
});

test('a run that would never end is cancelled in its page, and runs again from there', async () => {
  const results = await run('endless.onnx', 'numbers.csv', '.progress');
  await results.getByText('Cancel', { exact: true }).click();
  await expect.poll(() => results.locator('.verdict, .sheet h2').innerText()).toMatch(/Cancelled/);
  await expect.poll(() => focused(results)).toMatchObject({ text: 'Run Again' });
  await workbench.screenshot('cancelled');
  await workbench.page.keyboard.press('Enter');
  await results.locator('.progress').waitFor();
  await results.getByText('Cancel', { exact: true }).click();
  await expect.poll(() => results.locator('.verdict, .sheet h2').innerText()).toMatch(/Cancelled/);
});

test('a crash is said in the page, and running again answers', async () => {
  const results = await run('divide.onnx', 'divide.csv', '.sheet');
  expect(await results.getByRole('alert').innerText()).toMatch(/The engine stopped.*The engine crashed/s);
  await workbench.screenshot('crash');
  await writeFile(path.join(workbench.workspace, 'divide.csv'), 'x\n6\n');
  await results.getByText('Run Again').click();
  await results.getByRole('gridcell').first().waitFor();
  expect(await results.getByRole('row').nth(1).innerText()).toMatch(/^0\s+-6\s+6/);
});

test('a page that was hidden, and a window that was loaded anew, show the same run again', async () => {
  const first = await run('wine.onnx', 'wine.csv');
  const facts = await first.locator('.facts').innerText();
  await workbench.explorerRow('numbers.csv').dblclick();
  await workbench.page.locator('.tab', { hasText: 'wine.csv → wine.onnx' }).click();
  const again = await workbench.webview('[role=gridcell]');
  expect(await again.locator('.facts').innerText()).toBe(facts);
  await workbench.reload();
  const reloaded = await workbench.webview('[role=gridcell]');
  const runId = /Run [0-9a-f-]{36}/;
  expect(runId.exec(await reloaded.locator('.facts').innerText())?.[0]).toBe(runId.exec(facts)?.[0]);
  expect(await reloaded.getByRole('row').nth(1).innerText()).toMatch(/^0\s+barbera/);
});

test(`a table of ${LONG_ROWS} rows is scrolled to its last row`, async () => {
  const results = await run('add.onnx', 'long.csv');
  await expect.poll(() => results.locator('.verdict').count()).toBe(1);
  const grid = results.getByRole('grid');
  await grid.evaluate((element) => {
    element.scrollTop = element.scrollHeight;
  });
  await expect.poll(() => results.getByRole('row').last().innerText()).toMatch(/^399999\s+400000/);
  const input = results.getByRole('row').last().getByRole('gridcell').last();
  await expect.poll(() => input.evaluate((cell) => cell.scrollWidth <= cell.clientWidth)).toBe(true);
  await grid.hover();
  await workbench.page.mouse.wheel(0, -24 * 100);
  await expect.poll(() => results.getByRole('row').last().innerText()).not.toMatch(/^399999/);
  expect(Number(await results.getByRole('rowheader').last().innerText())).toBeGreaterThan(LONG_ROWS - 110);
});
