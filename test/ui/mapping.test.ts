import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Frame, Locator } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildModel, node, tensor } from '../support/onnx-builder';
import { focused } from '../support/workbench/focus';
import { THEMES } from '../support/workbench/themes';
import { openWorkbench, type Workbench } from '../support/workbench-page';

const fixtures = path.resolve(import.meta.dirname, '../fixtures/models');
const IRIS = ['sepal_length', 'sepal_width', 'petal_length', 'petal_width'];
let workbench: Workbench;

/** y = a + b * s, with a and b fed by columns and s one value for the run. */
function sumModel(): Uint8Array {
  return buildModel({
    inputs: [tensor('a', 'float32', ['rows', 2]), tensor('b', 'float32', ['rows', 2]), tensor('s', 'float32', [])],
    outputs: [tensor('y', 'float32', ['rows', 2])],
    nodes: [node('Mul', ['b', 's'], ['scaled']), node('Add', ['a', 'scaled'], ['y'])],
  });
}

beforeAll(async () => {
  workbench = await openWorkbench({
    files: {
      'iris.csv': path.join(fixtures, 'natural-index-and-target', 'input.csv'),
      'iris.onnx': path.join(fixtures, 'natural-index-and-target', 'model.onnx'),
      'form.onnx': path.join(fixtures, 'natural-index-and-target', 'model.onnx'),
      'saved.onnx': path.join(fixtures, 'natural-index-and-target', 'model.onnx'),
      'wrong.csv': Buffer.from('length,width,note\n5.1,3.5,x\n4.9,,y\n6.2,3.1,z\n'),
      'sum.onnx': sumModel(),
      'sum.csv': Buffer.from('day,p,q,r\n2026-11-23,1,2,3\n2026-11-24,4,5,6\n'),
    },
    size: { width: 1360, height: 900 },
  });
  await workbench.menuShows('iris.onnx', 'Run Prediction...');
});

beforeEach(() => workbench.closeEditors());

afterAll(() => workbench.close());

async function ask(model: string, data: string): Promise<Frame> {
  await workbench.explorerMenu([data, model], 'Run Prediction...');
  return workbench.webview('workbench-mapping .places');
}

const places = async (page: Frame, input: string): Promise<string[]> =>
  page.locator(`[data-input="${input}"] .column`).allInnerTexts();

const row = (page: Frame, column: string): Locator =>
  page.locator('tbody tr', { has: page.locator('th', { hasText: new RegExp(`${column}\\s*$`) }) });

async function drag(page: Frame, from: Locator, to: Locator): Promise<void> {
  const { mouse } = workbench.page;
  const [start, end] = [await from.boundingBox(), await to.boundingBox()];
  if (!start || !end) throw new Error('What is dragged has to be shown.');
  await mouse.move(start.x + start.width / 2, start.y + start.height / 2);
  await mouse.down();
  await mouse.move(end.x + end.width / 2, end.y + end.height / 2, { steps: 8 });
  await page.locator('.ghost').waitFor();
  await mouse.up();
}

const run = (page: Frame): Locator => page.getByText('Use These Columns');
const isOff = (page: Frame): Promise<boolean> => run(page).evaluate((button) => button.hasAttribute('disabled'));

const focusedText = async (page: Frame): Promise<string> => (await focused(page)).text;

const verdict = (page: Frame): Promise<string> => page.locator('.verdict').innerText();

/** What a person hears. */
const told = (page: Frame): Promise<string> => page.locator('[aria-live=polite]').innerText();

test('the proposal is shown with what each column holds, and one click accepts it', async () => {
  const page = await ask('iris.onnx', 'iris.csv');
  expect(await places(page, 'float_input')).toEqual(IRIS);
  expect(await row(page, 'species').innerText()).toMatch(/target/);
  expect(await row(page, 'sample_id').getByRole('combobox').inputValue()).toBe('Not used');
  await workbench.screenshot('mapping-proposal');
  await run(page).click();
  expect(await verdict(page)).toMatch(/accuracy\s+against species/);
});

test('by mouse: columns are dragged from place to place, out and in again', async () => {
  const page = await ask('iris.onnx', 'iris.csv');
  const place = (at: number): Locator => page.locator(`[data-input="float_input"][data-at="${at}"]`);
  await drag(page, place(0).locator('.chip'), place(3));
  expect(await places(page, 'float_input')).toEqual([...IRIS.slice(1), 'sepal_length']);
  await drag(page, place(3).locator('.chip'), page.locator('table.columns thead'));
  await expect.poll(() => isOff(page)).toBe(true);
  expect(await page.locator('.problems').innerText()).toContain('float_input: 3 of 4 so far.');
  await workbench.screenshot('mapping-open-place');
  await drag(page, row(page, 'sepal_length').locator('th'), place(3));
  expect(await places(page, 'float_input')).toEqual([...IRIS.slice(1), 'sepal_length']);
  await expect.poll(() => isOff(page)).toBe(false);
});

test('by keyboard alone: places are reordered, columns taken and left out, and what happens is said', async () => {
  const page = await ask('iris.onnx', 'iris.csv');
  const { keyboard } = workbench.page;
  await expect.poll(() => focusedText(page)).toBe('Use These Columns');
  for (let tabs = 0; tabs < 12 && !(await focusedText(page)).startsWith('sepal_length'); tabs++)
    await keyboard.press('Tab');
  await keyboard.press('Alt+ArrowDown');
  await expect.poll(() => told(page)).toBe('sepal_length feeds float_input, place 2 of 4.');
  await keyboard.press('ArrowDown');
  await expect.poll(() => focusedText(page)).toMatch(/^petal_length/);
  await keyboard.press('Delete');
  await expect.poll(() => told(page)).toBe('petal_length is not used.');
  expect(await places(page, 'float_input')).toEqual(['sepal_width', 'sepal_length', 'petal_width']);
  for (let tabs = 0; tabs < 12 && !(await focusedText(page)).startsWith('⠿'); tabs++) await keyboard.press('Tab');
  for (let rows = 0; rows < 4; rows++) await keyboard.press('ArrowDown');
  await expect.poll(() => focusedText(page)).toMatch(/petal_length/);
  await keyboard.press('Space');
  await expect.poll(() => told(page)).toBe('petal_length feeds float_input, place 3 of 4.');
  await keyboard.press('Alt+ArrowUp');
  await expect.poll(() => told(page)).toBe('petal_length feeds float_input, place 2 of 4.');
  await keyboard.press('End');
  await keyboard.press('Enter');
  await page.locator('select[aria-label="Part of species"]:focus').waitFor();
  await keyboard.press('ArrowDown');
  await expect.poll(() => told(page)).toBe('species is the id.');
  await keyboard.press('ArrowDown');
  await expect.poll(() => told(page)).toBe('species is not used.');
  await expect.poll(() => isOff(page)).toBe(false);
  await run(page).focus();
  await keyboard.press('Enter');
  expect(await verdict(page)).toMatch(/Predicted\s+60 rows$/);
});

test('columns that were changed and saved are not asked for again, and can be changed from the result', async () => {
  const page = await ask('saved.onnx', 'iris.csv');
  await page.locator('[data-input="float_input"][data-at="0"]').getByTitle('Move Down').click();
  const saved = [IRIS[1], IRIS[0], IRIS[2], IRIS[3]];
  await page.getByText('Use and Save Beside Model').click();
  await page.locator('.verdict').waitFor();
  const settings = path.join(workbench.workspace, 'saved.onnx.workbench.json');
  expect(JSON.parse(await readFile(settings, 'utf8'))).toMatchObject({
    version: 1,
    inputs: { float_input: { columns: saved } },
    truth: 'species',
  });
  await page.getByText('Which column feeds which input was saved in').waitFor();
  await workbench.closeEditors();
  await workbench.explorerMenu(['iris.csv', 'saved.onnx'], 'Run Prediction...');
  const again = await workbench.webview('.verdict');
  expect(await verdict(again)).toMatch(/accuracy/);
  await again.getByText('Change Columns...').click();
  await again.locator('.places').waitFor();
  expect(await places(again, 'float_input')).toEqual(saved);
  await again.getByText('Cancel').click();
  await again.locator('.verdict').waitFor();
  await workbench.runCommand('ONNX: Change Columns...');
  await again.locator('.places').waitFor();
  await again.locator('[data-input="float_input"][data-at="1"]').getByTitle('Move Up').click();
  await run(again).click();
  await again.locator('.verdict').waitFor();
  expect(JSON.parse(await readFile(settings, 'utf8'))).toMatchObject({ inputs: { float_input: { columns: saved } } });
});

test('a file of another kind says what is wrong with it, column by column', async () => {
  const page = await ask('iris.onnx', 'wrong.csv');
  expect(await isOff(page)).toBe(true);
  expect(await places(page, 'float_input')).toEqual(['length', 'width']);
  expect(await page.locator('.problems').innerText()).toMatch(
    /float_input: 2 of 4 so far.*width has empty cells \(1\)/s,
  );
  await row(page, 'note').getByRole('combobox').first().selectOption('float_input');
  await expect.poll(() => page.locator('.problems').innerText()).toContain('note is text; float_input takes numbers.');
  await row(page, 'width').getByLabel('Empty cells of width').selectOption('feed a value');
  expect(await page.locator('.problems').innerText()).not.toContain('empty cells');
  await workbench.screenshot('mapping-wrong-file');
});

test('a model of several inputs: columns for each, and one value for the whole run', async () => {
  const page = await ask('sum.onnx', 'sum.csv');
  for (const [column, input] of [
    ['p', 'a'],
    ['q', 'a'],
    ['r', 'b'],
  ] as const)
    await row(page, column).getByRole('combobox').first().selectOption(input);
  await expect.poll(() => page.locator('.problems').allInnerTexts()).toEqual(['b: 1 of 2 so far.', 's needs a value.']);
  await page.locator('[data-input="b"][data-at="1"] select').selectOption('day');
  await expect.poll(() => page.locator('.problems').first().innerText()).toContain('day is a date; b takes numbers.');
  await row(page, 'day').getByRole('combobox').first().selectOption('Id');
  await row(page, 'q').getByRole('combobox').first().selectOption('b');
  await page.locator('[data-input="a"][data-at="1"] select').waitFor();
  await row(page, 'r').getByRole('combobox').first().selectOption('a');
  await expect.poll(() => page.locator('.problems').count()).toBe(2);
  await page.locator('[data-value="s"]').fill('ten');
  await workbench.screenshot('mapping-several-inputs');
});

describe('the form of the settings', () => {
  const SETTINGS = '{\n  "version": 1,\n  "mine": {"kept": [1,2 , 3]}\n}\n';
  const settingsFile = (): string => path.join(workbench.workspace, 'form.onnx.workbench.json');
  const field = (form: Frame, setting: string): Locator =>
    form.locator(`[data-path="${setting}"] :is(input, select, textarea)`);

  async function openForm(): Promise<Frame> {
    await workbench.explorerMenu(['form.onnx'], 'Edit Settings Beside Model');
    return workbench.webview('workbench-settings h2');
  }

  async function saved(): Promise<string> {
    await workbench.runCommand('File: Save');
    await workbench.page.locator('.tab.active.dirty').waitFor({ state: 'hidden' });
    return readFile(settingsFile(), 'utf8');
  }

  test('edits the text of the file: undo works, what it does not know stays', async () => {
    await writeFile(settingsFile(), SETTINGS);
    const form = await openForm();
    await field(form, 'inputs/float_input/columns').fill('sepal_length\nsepal_width');
    await field(form, 'id').fill('sample_id');
    await field(form, 'tolerance/rtol').fill('tight');
    await field(form, 'tolerance/rtol').press('Tab');
    expect(await form.locator('[data-path="tolerance/rtol"] .problem').innerText()).toContain('It must be a number.');
    await workbench.screenshot('settings-form');
    await workbench.runCommand('Undo');
    await form.locator('.problem').waitFor({ state: 'hidden' });
    await form.locator('[data-add="missing"]').fill('sepal_length');
    await form.locator('[data-add="missing"]').press('Tab');
    await form.getByLabel('Rule for sepal_length').selectOption('feed a value');
    await form.getByLabel('Keep inputs').selectOption('as hashes');
    const text = await saved();
    expect(text).toContain('"mine": {"kept": [1,2 , 3]}');
    expect(JSON.parse(text)).toMatchObject({
      version: 1,
      inputs: { float_input: { columns: ['sepal_length', 'sepal_width'] } },
      id: 'sample_id',
      missing: { sepal_length: 0 },
      log: { inputs: 'hash' },
    });
    await form.getByText('Open as JSON').click();
    await workbench.page.locator('.monaco-editor .view-line', { hasText: '"mine"' }).waitFor();
    await workbench.runCommand('ONNX: Edit Settings Beside Model');
    await workbench.webview('workbench-settings h2');
  });

  test('makes the file where there is none, and says where it is no JSON', async () => {
    await rm(settingsFile(), { force: true });
    const form = await openForm();
    expect(JSON.parse(await readFile(settingsFile(), 'utf8'))).toEqual({ version: 1 });
    await writeFile(settingsFile(), '{\n  "version": 1,\n  "id":\n}\n');
    expect(await form.locator('[role=alert]').innerText()).toContain('Line 4');
    await writeFile(settingsFile(), SETTINGS);
    await form.locator('h2').first().waitFor();
  });

  test.for(THEMES)('can be read in %s', async (theme) => {
    await workbench.setTheme(theme);
    await writeFile(settingsFile(), SETTINGS);
    const form = await openForm();
    await field(form, 'tolerance/rtol').fill('tight');
    await field(form, 'tolerance/rtol').press('Tab');
    await form.locator('.problem').waitFor();
    await workbench.screenshot(`settings-${theme.replaceAll(' ', '-')}`);
    expect(await workbench.accessibilityViolations('workbench-settings')).toEqual([]);
    await workbench.closeEditors();
  });
});

test.for(THEMES)('can be read in %s', async (theme) => {
  await workbench.setTheme(theme);
  await ask('iris.onnx', 'iris.csv');
  await workbench.screenshot(`mapping-${theme.replaceAll(' ', '-')}`);
  expect(await workbench.accessibilityViolations('workbench-results')).toEqual([]);
});

test('a narrow editor shows one side below the other', async () => {
  await workbench.page.setViewportSize({ width: 700, height: 900 });
  const page = await ask('iris.onnx', 'iris.csv');
  const [model, data] = [
    await page.locator('.side.model').boundingBox(),
    await page.locator('.side.data').boundingBox(),
  ];
  expect(data?.y).toBeGreaterThanOrEqual((model?.y ?? 0) + (model?.height ?? 0));
  await workbench.screenshot('mapping-narrow');
  expect(workbench.contentSecurityViolations()).toEqual([]);
});
