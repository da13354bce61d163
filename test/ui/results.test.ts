import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Frame, Locator } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { charted } from '../support/charted-models';
import { SAMPLE_WORKSPACE } from '../support/sample';
import { until } from '../support/until';
import { THEMES } from '../support/workbench/themes';
import { openWorkbench, type Workbench } from '../support/workbench-page';

let workbench: Workbench;

beforeAll(async () => {
  workbench = await openWorkbench({
    settings: { 'explorer.autoReveal': false },
    files: {
      ...SAMPLE_WORKSPACE,
      ...charted(),
    },
  });
  await workbench.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await workbench.menuShows('wine.onnx', 'Run Prediction...');
});

beforeEach(() => workbench.closeEditors());
afterAll(() => workbench.close());

/** Selects both and runs them: no question is left. */
async function run(model: string, data: string): Promise<Frame> {
  await workbench.explorerMenu([data, model], 'Run Prediction...');
  const results = await workbench.webview('.toolbar');
  await results.getByRole('gridcell').first().waitFor();
  return results;
}

const grid = (results: Frame): Locator => results.getByRole('grid', { name: 'Predictions' });
const header = (results: Frame, name: string): Locator =>
  grid(results).getByRole('columnheader', { name, exact: true });
const count = (results: Frame): Promise<string> => results.locator('.count').innerText();

/** The texts of a column, of the rows that are drawn. */
async function columnTexts(results: Frame, name: string): Promise<string[]> {
  const column = await header(results, name).getAttribute('data-column');
  return grid(results).locator(`.row [data-column="${column}"] .text`).allInnerTexts();
}

async function clipboard(): Promise<string> {
  return workbench.page.evaluate(() => navigator.clipboard.readText());
}

test('by mouse: a header sorts up, then down, then not; its menu filters by a value; the chip takes it back', async () => {
  const results = await run('wine.onnx', 'wine.csv');
  const score = header(results, 'Score');
  await score.click();
  await expect.poll(() => score.getAttribute('aria-sort')).toBe('ascending');
  await expect.poll(async () => (await columnTexts(results, 'Score'))[0]).toBe('0.5000');
  const ascending = await columnTexts(results, 'Score');
  expect(ascending).toEqual(ascending.toSorted());
  await score.click();
  await expect.poll(async () => (await columnTexts(results, 'Score'))[0]).toBe('1.0000');
  await score.click();
  await expect.poll(() => score.getAttribute('aria-sort')).toBe('none');
  await expect.poll(() => grid(results).getByRole('rowheader').first().innerText()).toBe('0');

  await header(results, 'Truth').hover();
  await header(results, 'Truth').locator('button').click();
  await results.getByRole('dialog').getByRole('button', { name: 'barolo 20' }).click();
  await expect.poll(() => count(results)).toBe('20 of 60 rows');
  expect(new Set(await columnTexts(results, 'Truth'))).toEqual(new Set(['barolo']));
  await results.getByRole('button', { name: 'Remove the condition: Truth is barolo' }).click();
  await expect.poll(() => count(results)).toBe('60 rows');
});

test('by keyboard: up to the header, sort, filter, select rows, copy them, back to all', async () => {
  const results = await run('wine.onnx', 'wine.csv');
  const { keyboard } = workbench.page;
  await grid(results).focus();
  await keyboard.press('ArrowUp');
  for (const _ of ['Prediction', 'Truth', 'Score']) await keyboard.press('ArrowRight');
  await keyboard.press('Enter');
  await expect.poll(() => header(results, 'Score').getAttribute('aria-sort')).toBe('ascending');
  await keyboard.press('Alt+ArrowDown');
  await results.getByRole('dialog', { name: 'Sort and filter Score' }).waitFor();
  await results.getByLabel('From').focus();
  await keyboard.type('nothing');
  await keyboard.press('Enter');
  await results.getByRole('alert').getByText('Give at least one number.').waitFor();
  await results.getByLabel('From').fill('0.9');
  await keyboard.press('Enter');
  await expect.poll(() => count(results)).toMatch(/^\d+ of 60 rows$/);
  await results.getByRole('dialog').waitFor({ state: 'hidden' });
  expect((await columnTexts(results, 'Score')).every((score) => Number(score) >= 0.9)).toBe(true);

  await keyboard.press('ArrowDown');
  await keyboard.press('Shift+ArrowDown');
  await keyboard.press('Shift+ArrowDown');
  await expect.poll(() => count(results)).toMatch(/, 3 selected$/);
  await keyboard.press('Control+c');
  await results.getByText('Copied 3 rows as CSV.').waitFor();
  const lines = (await clipboard()).trimEnd().split(/\r?\n/);
  expect(lines[0]).toMatch(/^row,prediction,truth,score,margin/);
  expect(lines).toHaveLength(4);

  await keyboard.press('Escape');
  await expect.poll(() => count(results)).not.toMatch(/selected/);
  await keyboard.press('Control+f');
  await keyboard.type('grignolino');
  await expect.poll(() => results.evaluate(() => document.activeElement?.localName)).toBe('workbench-results');
  await expect.poll(() => count(results)).toMatch(/^\d+ of 60 rows$/);
  await results.getByRole('searchbox').fill('no such text');
  await results.getByText('No row meets the conditions.').waitFor();
  await results.locator('.none button').click();
  await expect.poll(() => count(results)).toBe('60 rows');
  await grid(results).focus();
  await keyboard.press('Control+a');
  await expect.poll(() => count(results)).toBe('60 rows, 60 selected');
});

test('one cell is copied in full, and the whole view with one button', async () => {
  const results = await run('wine.onnx', 'wine.csv');
  await grid(results).locator('#cell-0-3').click();
  await workbench.page.keyboard.press('Control+c');
  await expect.poll(() => clipboard()).toMatch(/^0\.85\d*$/);
  await results.getByRole('button', { name: 'Copy as CSV' }).click();
  await results.getByText('Copied 60 rows as CSV.').waitFor();
  expect((await clipboard()).trimEnd().split(/\r?\n/)).toHaveLength(61);
});

test('what is wrong is marked, and a cell of the confusion matrix shows its rows', async () => {
  const results = await run('wine.onnx', 'wine.csv');
  await expect.poll(() => grid(results).getByRole('img', { name: 'wrong, the truth is grignolino' }).count()).toBe(2);
  const matrix = results.getByRole('table', { name: 'Confusion matrix' });
  await matrix.getByRole('button', { name: 'grignolino predicted as barbera: 1 row' }).click();
  await expect.poll(() => count(results)).toBe('1 of 60 rows');
  expect(await grid(results).getByRole('rowheader').allInnerTexts()).toEqual(['1']);
  await workbench.screenshot('results-confusion');
  await workbench.page.keyboard.press('ArrowLeft');
  await workbench.page.keyboard.press('Enter');
  await expect.poll(() => columnTexts(results, 'Truth')).toEqual(Array<string>(22).fill('grignolino'));
  await results.getByRole('button', { name: 'Clear' }).click();
  await results.getByRole('button', { name: 'Wrong predictions' }).click();
  await expect.poll(() => count(results)).toBe('2 of 60 rows');
});

test('a bar of a histogram shows its rows, and its numbers can be read as a table', async () => {
  const results = await run('wine.onnx', 'wine.csv');
  const card = results.locator('section[data-column="score"]');
  const bars = results.getByRole('group', { name: 'Histogram of Score' }).getByRole('button');
  await bars.last().click();
  const label = await bars.last().getAttribute('aria-label');
  const rows = /: (\d+) rows?$/.exec(label ?? '')?.[1];
  await expect.poll(() => count(results)).toBe(`${rows} of 60 rows`);
  expect(await bars.last().getAttribute('aria-pressed')).toBe('true');
  await card.getByRole('button', { name: 'As Table' }).click();
  const table = results.getByRole('table', { name: 'Histogram of Score' });
  const counts = await table.locator('tbody td:last-child').allInnerTexts();
  expect(counts.map(Number).reduce((sum, one) => sum + one, 0)).toBe(60);
});

test('the largest error of a regressor leads to its row, from the plot by keyboard and from its table', async () => {
  const results = await run('house.onnx', 'house.csv');
  const plot = results.getByRole('listbox', { name: 'Residuals' });
  await plot.focus();
  await workbench.page.keyboard.press('End');
  await results
    .locator('.told')
    .getByText(/^Row \d+: prediction 100, truth/)
    .waitFor();
  await workbench.page.keyboard.press('Enter');
  await expect.poll(() => grid(results).getAttribute('aria-activedescendant')).toMatch(/^cell-\d+-/);
  await workbench.screenshot('results-residuals');
  await results.locator('.card', { has: plot }).getByRole('button', { name: 'As Table' }).click();
  const errors = results.getByRole('table', { name: 'Largest errors' });
  expect(await errors.locator('tbody tr').first().innerText()).toMatch(/^7\s/);
  await errors.getByRole('button').first().click();
  await expect.poll(() => grid(results).getAttribute('aria-activedescendant')).toMatch(/^cell-7-/);
});

test('a cell of several axes is looked into by keyboard alone', async () => {
  const results = await run('block.onnx', 'block.csv');
  const { keyboard } = workbench.page;
  await grid(results).focus();
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowRight');
  await keyboard.press('Enter');
  const plane = results.getByRole('grid', { name: 'Values of block of row 1' });
  const texts = (): Promise<string[]> => plane.locator('.row').first().locator('.text').allInnerTexts();
  await expect.poll(texts).toEqual(['100', '101', '102', '103']);
  await results.getByRole('spinbutton', { name: 'Axis 0' }).fill('1');
  await expect.poll(texts).toEqual(['112', '113', '114', '115']);
  await results.getByRole('combobox', { name: 'Rows' }).selectOption('0');
  await expect.poll(texts).toEqual(['100', '101', '102', '103']);
  await workbench.screenshot('results-slice');
  await keyboard.press('Escape');
  await plane.waitFor({ state: 'detached' });
  await expect.poll(() => grid(results).evaluate((element) => element.matches(':focus'))).toBe(true);
  await results.locator('.whole button').click();
  await results.getByRole('grid', { name: 'Values of mean' }).getByRole('gridcell').first().waitFor();
});

/** Answers the open file dialog, and waits for what is then said. */
async function saveAs(name: string, said: string | RegExp): Promise<Buffer> {
  const { page, workspace } = workbench;
  const file = path.join(workspace, name);
  const answer = page.locator('.quick-input-widget input:visible').first();
  await expect.poll(() => answer.inputValue()).toMatch(/wine\.predictions\.\w+$/);
  await answer.fill(file);
  await page.keyboard.press('Enter');
  await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  const written = await until(`${name} is written`, () => readFile(file).catch(() => undefined));
  await workbench.notification(said);
  await workbench.runCommand('Notifications: Clear All Notifications');
  return written;
}

test('the rows that are shown are written to the file that is chosen', async () => {
  const results = await run('wine.onnx', 'wine.csv');
  await results.getByRole('button', { name: 'Wrong predictions' }).click();
  await expect.poll(() => count(results)).toBe('2 of 60 rows');
  await results.getByRole('button', { name: 'Export...' }).click();
  const written = await saveAs('wrong.csv', 'Wrote 2 rows to wrong.csv.');
  const lines = written.toString().trimEnd().split(/\r?\n/);
  expect(lines).toHaveLength(3);
  expect(lines[0]).toContain('prediction');
  await results.getByRole('button', { name: 'Open as Parquet' }).click();
  const said = /Wrote 2 rows to wrong\.parquet\. No installed extension opens Parquet/;
  expect((await saveAs('wrong.parquet', said)).subarray(0, 4).toString()).toBe('PAR1');
});

test('a page that was hidden comes back with its order and its conditions', async () => {
  const results = await run('wine.onnx', 'wine.csv');
  await results.getByRole('button', { name: 'Wrong predictions' }).click();
  await expect.poll(() => count(results)).toBe('2 of 60 rows');
  await workbench.explorerRow('block.csv').dblclick();
  await workbench.page.locator('.tab', { hasText: 'wine.csv → wine.onnx' }).click();
  const again = await workbench.webview('.toolbar');
  await expect.poll(() => count(again)).toBe('2 of 60 rows');
});

test.for(THEMES)('in %s everything can be read, by people and by their tools', async (theme) => {
  await workbench.setTheme(theme);
  const name = theme.replaceAll(' ', '-');
  const results = await run('wine.onnx', 'wine.csv');
  await header(results, 'Score').click();
  await results.getByRole('group', { name: 'Histogram of Score' }).waitFor();
  await results.getByRole('button', { name: 'grignolino predicted as barbera: 1 row' }).click();
  await expect.poll(() => count(results)).toBe('1 of 60 rows');
  await workbench.screenshot(`results-${name}`);
  await results.getByRole('button', { name: 'Clear' }).click();
  await header(results, 'Truth').click({ button: 'right' });
  await results.getByRole('dialog').getByRole('list').waitFor();
  await workbench.screenshot(`results-menu-${name}`);
  expect(await workbench.accessibilityViolations('workbench-results')).toEqual([]);
});

test('fifty classes are told apart in the matrix, and the errors made most often stand first', async () => {
  const results = await run('animal.onnx', 'animal.csv');
  const errors = results.getByRole('table', { name: 'Most frequent errors' });
  await errors.getByRole('button').first().click();
  await expect.poll(() => count(results)).toMatch(/^\d of 300 rows$/);
  await workbench.screenshot('results-fifty');
  const pressed = results.getByRole('table', { name: 'Confusion matrix' }).locator('[aria-pressed=true]');
  expect(await pressed.getAttribute('aria-label')).toMatch(/^animal \d+ predicted as animal \d+: \d rows?$/);
});

test('thousands are set apart in the matrix as they are in the table', async () => {
  const results = await run('pet.onnx', 'pet.csv');
  expect(await count(results)).toBe('2,400 rows');
  const matrix = results.getByRole('table', { name: 'Confusion matrix' });
  expect((await matrix.innerText()).match(/[\d,]+/g)).toEqual([
    '1,200',
    '0',
    '1,200',
    '0',
    '1,200',
    '1,200',
    '1,200',
    '1,200',
    '2,400',
  ]);
});

test.for([
  ['narrow', { width: 660, height: 800 }],
  ['zoomed', { width: 640, height: 400 }],
] as const)('in a %s editor nothing is cut off', async ([name, size]) => {
  await workbench.setTheme('light');
  const results = await run('wine.onnx', 'wine.csv');
  await workbench.page.setViewportSize(size);
  try {
    await grid(results).scrollIntoViewIfNeeded();
    await workbench.screenshot(`results-${name}`);
    expect(await grid(results).evaluate((element) => element.clientHeight)).toBeGreaterThan(100);
    const charts = results.getByRole('table', { name: 'Confusion matrix' });
    await charts.scrollIntoViewIfNeeded();
    await workbench.screenshot(`results-${name}-charts`);
    const width = await results.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
    expect(width[0]).toBeLessThanOrEqual(width[1] ?? 0);
  } finally {
    await workbench.page.setViewportSize({ width: 1280, height: 800 });
  }
});

test('nothing was done against the policy of the page', () => {
  expect(workbench.contentSecurityViolations()).toEqual([]);
});
