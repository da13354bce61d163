import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { GRADE_COLUMNS, GRADE_MODELS, gradedWine } from '../support/graded';
import { OWN_LOG } from '../support/sample';
import { THEMES } from '../support/workbench/themes';
import { openWorkbench, type Workbench } from '../support/workbench-page';

let workbench: Workbench;
const [before, after] = GRADE_MODELS;
const NARROW = { width: 760, height: 800 };
const WIDE = { width: 1440, height: 1000 };

const SETTINGS = Buffer.from(
  JSON.stringify({
    version: 1,
    inputs: { float_input: { columns: GRADE_COLUMNS } },
    truth: 'grade',
    data: { holdout: 'graded.csv' },
  }),
);

/** An id before what feeds the models, and the grade behind it. */
function rowsWithId(): string {
  const lines = gradedWine().trimEnd().split('\n');
  return lines.map((line, index) => `${index === 0 ? 'bottle_id' : 1000 + index},${line}\n`).join('');
}

beforeAll(async () => {
  workbench = await openWorkbench({
    settings: { 'explorer.autoReveal': false },
    size: WIDE,
    files: {
      ...OWN_LOG,
      'old.onnx': before,
      'new.onnx': after,
      'bare-old.onnx': before,
      'bare-new.onnx': after,
      'rows.csv': Buffer.from(rowsWithId()),
      'graded.csv': Buffer.from(gradedWine()),
      'other.csv': Buffer.from('a,b\n1,2\n'),
      'old.onnx.workbench.json': SETTINGS,
      'new.onnx.workbench.json': SETTINGS,
    },
  });
  await workbench.menuShows('old.onnx', 'Select for Compare');
});
afterAll(() => workbench.close());

/** The page of the two models, compared on the data that the settings name. */
async function compared(): Promise<Frame> {
  await workbench.explorerMenu(['old.onnx', 'new.onnx'], 'Compare Models...');
  await workbench.pick('graded.csv');
  return workbench.webview('workbench-compare .verdict');
}

const verdict = (page: Frame): Promise<string> => page.locator('.verdict').innerText();

test('two models are compared on the holdout, and a tolerance is changed without running again', async () => {
  await workbench.explorerMenu(['old.onnx', 'new.onnx'], 'Compare Models...');
  await expect.poll(() => workbench.pickLabels()).toEqual(['graded.csv', 'rows.csv', 'other.csv', 'Browse...']);
  await workbench.pick('graded.csv');
  const page = await workbench.webview('workbench-compare .verdict');
  await workbench.page.locator('.tab', { hasText: 'old.onnx ↔ new.onnx' }).waitFor();
  expect(await verdict(page)).toMatch(/Different: \d+ of 100 labels changed/);
  const run = await page.getByText(/^Run \w/).innerText();
  await page.getByRole('table', { name: 'Against grade' }).waitFor();
  await workbench.screenshot('compare');

  const grid = page.getByRole('grid', { name: 'Compared rows' });
  await expect.poll(() => grid.getAttribute('aria-rowcount')).toBe('101');
  await page.getByRole('button', { name: 'from mid to high: 9 rows' }).click();
  await expect.poll(() => grid.getAttribute('aria-rowcount')).toBe('10');
  await workbench.screenshot('compare-rows');
  await page.getByRole('img', { name: 'Values of output_probability' }).scrollIntoViewIfNeeded();
  await workbench.screenshot('compare-values');
  const atol = page.getByRole('textbox', { name: 'Absolute tolerance of all outputs' });
  await atol.fill('5');
  await atol.press('Enter');
  await expect.poll(() => verdict(page)).not.toMatch(/out of tolerance/);
  await page.getByRole('button', { name: 'Ignore Flips' }).click();
  await page
    .getByRole('row', { name: /output_label/ })
    .getByRole('button', { name: 'Ignore' })
    .click();
  await expect.poll(() => verdict(page)).toMatch(/Within tolerance.*Ignored: 'output_label', changed labels\./s);
  expect(await page.getByText(/^Run \w/).innerText()).toBe(run);
  await workbench.screenshot('compare-ignored');
  const rtol = page.getByRole('textbox', { name: 'Relative tolerance of all outputs' });
  await rtol.fill('much');
  await rtol.press('Enter');
  expect(await rtol.getAttribute('aria-invalid')).toBe('true');
  await page.getByRole('button', { name: 'Reset Tolerance' }).click();
  await expect.poll(() => verdict(page)).toMatch(/labels changed/);
  await workbench.closeEditors();
});

test('sides are swapped, and the report is a file for others', async () => {
  const page = await compared();
  await page.getByRole('button', { name: 'Swap Sides' }).click();
  await workbench.page.locator('.tab', { hasText: 'new.onnx ↔ old.onnx' }).waitFor();
  await expect.poll(() => page.getByRole('heading', { level: 1 }).innerText()).toMatch(/^new\.onnx\s*→\s*old\.onnx/);
  await expect.poll(() => verdict(page).catch(() => '')).toMatch(/labels changed/);
  await page.locator('header').getByRole('button', { name: 'Export...' }).click();
  const answer = workbench.page.locator('.quick-input-widget input:visible').first();
  await expect.poll(() => answer.inputValue()).toMatch(/new-old\.html$/);
  await answer.fill(path.join(workbench.workspace, 'report.html'));
  await answer.press('Enter');
  await workbench.notification('Wrote report.html.');
  await workbench.runCommand('Notifications: Clear All Notifications');
  const report = await readFile(path.join(workbench.workspace, 'report.html'), 'utf8');
  expect(report).toContain('<!doctype html>');
  expect(report).toContain('labels changed');
  const slices = page.getByRole('table', { name: 'Where the candidate is worse' });
  const slice = slices.getByRole('row').nth(1);
  const rowsOfSlice = Number(await slice.getByRole('cell').nth(2).innerText());
  const grid = page.getByRole('grid', { name: 'Compared rows' });
  await slice.getByRole('button', { name: / to / }).click();
  await expect.poll(() => grid.getAttribute('aria-rowcount')).toBe(String(rowsOfSlice + 1));
  await slice.getByRole('button', { name: 'Save Rows as Data...' }).click();
  await expect.poll(() => answer.inputValue()).toMatch(/graded\.rows\.csv$/);
  await answer.fill(path.join(workbench.workspace, 'slice.csv'));
  await answer.press('Enter');
  await workbench.notification(`Wrote ${rowsOfSlice} rows to slice.csv.`);
  await workbench.runCommand('Notifications: Clear All Notifications');
  const [head, ...lines] = (await readFile(path.join(workbench.workspace, 'slice.csv'), 'utf8')).trim().split('\n');
  expect(head).toBe([...GRADE_COLUMNS, 'grade'].join(','));
  expect(lines).toHaveLength(rowsOfSlice);
  await slices.scrollIntoViewIfNeeded();
  await workbench.screenshot('compare-slices');
  await page.getByRole('button', { name: 'Copy as Command' }).click();
  await workbench.page.locator('.statusbar-item', { hasText: 'Copied as command.' }).waitFor();
  await workbench.closeEditors();
});

test('a slice becomes a gate in the settings, once, and its test is red', async () => {
  const file = path.join(workbench.workspace, 'old.onnx.workbench.json');
  const testsIn = async (): Promise<object[] | undefined> =>
    (JSON.parse(await readFile(file, 'utf8')) as { readonly tests?: object[] }).tests;
  const answers = 'slices-of-graded.csv-against-new.onnx.expected.csv';
  await rm(path.join(workbench.workspace, answers), { force: true });
  await workbench.closeEditors();
  await writeFile(file, SETTINGS);
  await workbench.explorerMenu(['new.onnx', 'old.onnx'], 'Compare Models...');
  await workbench.pick('graded.csv');
  const page = await workbench.webview('workbench-compare .verdict');
  const slices = page.getByRole('table', { name: 'Where the candidate is worse' });
  const slice = slices.getByRole('row').nth(1);
  await slice.getByRole('button', { name: 'Add as Gate' }).click();
  const answer = workbench.page.locator('.quick-input-widget input:visible').first();
  await expect.poll(() => answer.inputValue()).toContain(answers);
  await answer.press('Enter');
  const name = 'slices of graded.csv against new.onnx';
  await workbench.notification(`The golden test '${name}' now stands in old.onnx.workbench.json.`);
  await expect
    .poll(testsIn)
    .toEqual([
      { name, data: 'graded.csv', expected: answers, gates: [expect.stringMatching(/^change accuracy >= 0 where /)] },
    ]);
  const row = workbench.page.locator('.test-explorer-tree .monaco-list-row', { hasText: name });
  await expect.poll(() => row.getAttribute('aria-label')).toMatch(/\(Failed\)/);
  await workbench.screenshot('compare-gate');
  await workbench.runCommand('Notifications: Clear All Notifications');
  await slice.getByRole('button', { name: 'Add as Gate' }).click();
  await workbench.notification(/stands in the settings of old\.onnx already/);
  expect(await testsIn()).toHaveLength(1);
  await workbench.runCommand('Notifications: Clear All Notifications');
  await slices.getByRole('row').nth(2).getByRole('button', { name: 'Add as Gate' }).click();
  await expect.poll(async () => (await testsIn())?.[0]).toHaveProperty('gates.length', 2);
  await workbench.runCommand('Notifications: Clear All Notifications');
  await workbench.runCommand('View: Show Explorer');
  await writeFile(file, SETTINGS);
  await workbench.closeEditors();
});

test('in every theme and in a narrow window everything can be read, by people and by their tools', async () => {
  const page = await compared();
  await page.locator('summary').first().click();
  for (const theme of THEMES) {
    await workbench.setTheme(theme);
    await workbench.screenshot(`compare-${theme.replaceAll(' ', '-')}`);
    expect(await workbench.accessibilityViolations('workbench-compare')).toEqual([]);
  }
  await page.getByRole('heading', { name: 'Structure' }).scrollIntoViewIfNeeded();
  await workbench.screenshot('compare-structure');
  await workbench.page.setViewportSize(NARROW);
  await workbench.screenshot('compare-narrow');
  await workbench.page.setViewportSize(WIDE);
  expect(workbench.contentSecurityViolations()).toEqual([]);
});

test('a model that is written anew is compared again, and the verdict before stays until then', async () => {
  const page = await compared();
  await workbench.page.locator('.editor-actions [aria-label^="Stop Running Again on Change"]').waitFor();
  await writeFile(path.join(workbench.workspace, 'old.onnx'), await readFile(after));
  await page.getByText('old.onnx has changed: compared again').waitFor();
  await expect.poll(() => verdict(page)).toMatch(/^Same: every output is equal/);
  await page.getByText('The two files are the same model.').waitFor();
  await workbench.screenshot('compare-same');
  await writeFile(path.join(workbench.workspace, 'old.onnx'), await readFile(before));
  await expect.poll(() => verdict(page)).toMatch(/labels changed/);
  await workbench.closeEditors();
});

test('columns that nothing names are proposed, and taken by one click', async () => {
  await workbench.explorerMenu(['bare-old.onnx', 'bare-new.onnx'], 'Compare Models...');
  await workbench.pick('rows.csv');
  const page = await workbench.webview('workbench-compare [role=alert]');
  await page.getByRole('heading', { name: 'Which columns feed the models?' }).waitFor();
  await page.getByText('These columns, in this order: alcohol, malic_acid').waitFor();
  await workbench.screenshot('compare-stopped');
  await page.getByRole('button', { name: 'Use These Columns' }).click();
  await expect.poll(() => verdict(page).catch(() => '')).toMatch(/labels changed/);
  await page.getByRole('button', { name: 'Compare Layers' }).click();
  await page.getByRole('grid', { name: 'Tensors of both models' }).waitFor();
  await page.getByRole('heading', { name: 'Layer by layer' }).scrollIntoViewIfNeeded();
  await workbench.screenshot('compare-layers');
  await workbench.closeEditors();
});

test('a window that is loaded anew says so, and compares again on demand', async () => {
  await compared();
  await workbench.reload();
  const page = await workbench.webview('workbench-compare vscode-button');
  await page.getByRole('button', { name: 'Compare Again' }).click();
  await expect.poll(() => verdict(page).catch(() => '')).toMatch(/labels changed/);
});
